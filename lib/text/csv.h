// Reads tables of comma-separated values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::text {

/// Reads the rows of a text (RFC 4180) one after another: fields in double quotes may hold commas,
/// line ends and doubled quotes; lines end with LF or CRLF; a UTF-8 BOM is passed over. Any bytes
/// are safe. Linear time. Views the text.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text);

  /// The next row's fields, decoded; false at the end. A line without any character is passed over.
  /// A quote that is never closed ends the text: the last field is what stands behind it.
  [[nodiscard]] bool Next(std::vector<std::string>& fields);

 private:
  void Field(std::string& field);

  std::string_view rest_;
};

}  // namespace whittle::text
