// Query results as aligned text or as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::report {

/// One cell: a text, or a list of texts.
struct Cell {
  Cell(std::string_view text) : texts{std::string(text)} {}  // NOLINT: cells are written inline
  Cell(std::string text) : texts{std::move(text)} {}         // NOLINT
  Cell(const char* text) : texts{text} {}                    // NOLINT
  Cell(std::vector<std::string> list) : texts(std::move(list)), is_list(true) {}  // NOLINT
  std::vector<std::string> texts;
  bool is_list = false;
};

/// Rows under column names.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
};

/// Columns aligned by two blanks, without a heading; lists joined by ", ".
[[nodiscard]] std::string TableText(const Table& table);
/// A list of objects whose keys are the column names; lists are lists.
[[nodiscard]] std::string TableJson(const Table& table);
/// The first row as `name: value` lines, and as one object.
[[nodiscard]] std::string RecordText(const Table& table);
[[nodiscard]] std::string RecordJson(const Table& table);

/// A JSON document indented by two blanks; text that is no JSON comes back as it is.
[[nodiscard]] std::string Indented(std::string_view json);

}  // namespace whittle::report
