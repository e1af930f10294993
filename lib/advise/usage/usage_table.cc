#include "advise/usage/usage_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <vector>

#include "advise/usage/collect.h"
#include "advise/usage/event.h"
#include "advise/usage/usage_sql.h"
#include "text/csv.h"
#include "text/json.h"
#include "text/json_stream.h"

namespace whittle::advise {

namespace {

enum Column : unsigned char {
  kPrincipal,
  kEvent,
  kActions,
  kOutcome,
  kLog,
  kInvokedBy,
  kAccount,
  kRegion,
  kResources,
  kParameters,
  kCalls,
  kFirstSeen,
  kLastSeen,
  kColumns,
};
static_assert(std::size(kUsageColumns) == kColumns);

using Row = std::array<std::string, kColumns>;

/// The column with that name; kColumns: none.
size_t ColumnOf(std::string_view name) {
  return static_cast<size_t>(std::find(std::begin(kUsageColumns), std::end(kUsageColumns), name) -
                             std::begin(kUsageColumns));
}

/// Adds the texts of a JSON list.
class TextList final : public text::JsonSink {
 public:
  void BeginRecord() override { texts.clear(); }
  text::Wish Key(std::string_view) override { return text::Wish::kStop; }
  bool Scalar(text::ScalarKind, std::string_view text) override {
    texts.emplace_back(text);
    return true;
  }
  bool Open(bool object) override { return !object; }
  bool Close(bool) override { return true; }
  bool EndRecord() override { return true; }

  std::vector<std::string> texts;
};

/// Counts rows as the calls that they stand for.
class RowCounter {
 public:
  explicit RowCounter(const catalog::Catalog& catalog) : collector_(catalog) {}

  /// False where the row is broken.
  bool Add(const Row& row) {
    ++rows_;
    if (!row[kResources].empty()) {
      if (!text::ReadJsonRecord(row[kResources], resources_)) return false;
    } else {
      resources_.texts.clear();
    }
    row_ = &row;
    good_ = false;
    const std::string parameters = row[kParameters].empty() ? "{}" : row[kParameters];
    return text::ReadJsonRecord("{\"requestParameters\":" + parameters + "}", reader_) && good_;
  }

  [[nodiscard]] uint64_t rows() const { return rows_; }
  [[nodiscard]] Usage& usage() { return collector_.usage(); }

 private:
  bool Fill(const Row& row, Event& event) const {
    const std::string& calls = row[kCalls];
    const auto number = std::from_chars(calls.data(), calls.data() + calls.size(), event.calls);
    if (number.ec != std::errc() || number.ptr != calls.data() + calls.size()) return false;
    event.time = row[kFirstSeen];
    event.last_time = row[kLastSeen];
    if (row[kOutcome] == "not-call") {
      event.type = row[kOutcome];
      return true;
    }
    const std::string_view name = row[kEvent];
    const size_t colon = name.find(':');
    if (colon == std::string_view::npos || row[kActions].empty()) return false;
    event.source = name.substr(0, colon);
    event.name = name.substr(colon + 1);
    event.actions = row[kActions];
    // Codes that mean the outcome.
    if (row[kOutcome] == "denied") {
      event.error_code = "AccessDenied";
    } else if (row[kOutcome] == "throttled") {
      event.error_code = "ThrottlingException";
    } else if (row[kOutcome] != "allowed") {
      return false;
    }
    if (row[kLog].starts_with("data")) event.category = "Data";
    if (row[kLog] == "data:read") event.read_only = "true";
    event.identity_arn = row[kPrincipal];
    event.invoked_by = row[kInvokedBy];
    event.account = row[kAccount];
    event.region = row[kRegion];
    event.resources.assign(resources_.texts.begin(), resources_.texts.end());
    return true;
  }

  Collector collector_;
  TextList resources_;
  const Row* row_ = nullptr;  ///< whose parameters are being read
  bool good_ = false;
  EventReader reader_{[this](const Event& read) {
    Event event = read;
    good_ = Fill(*row_, event);
    if (good_) collector_.Add(event);
  }};
  uint64_t rows_ = 0;
};

/// Rows as JSON objects.
class RowSink final : public text::JsonSink {
 public:
  explicit RowSink(RowCounter& counter) : counter_(counter) {}

  void BeginRecord() override {
    row_ = Row();
    seen_ = 0;
    depth_ = 0;
    column_ = kColumns;
  }
  text::Wish Key(std::string_view name) override {
    column_ = depth_ == 1 ? ColumnOf(name) : size_t{kColumns};
    return column_ == kColumns ? text::Wish::kSkip : text::Wish::kRead;
  }
  bool Scalar(text::ScalarKind kind, std::string_view text) override {
    if (column_ == kColumns) return depth_ > 0;
    ++seen_;
    if (kind != text::ScalarKind::kNull) row_[column_] = text;
    column_ = kColumns;
    return true;
  }
  bool Open(bool) override {
    ++depth_;
    column_ = kColumns;
    return true;
  }
  bool Close(bool) override {
    --depth_;
    return true;
  }
  bool EndRecord() override {
    is_table_ = is_table_ || seen_ == kColumns;
    good_ = seen_ == kColumns && counter_.Add(row_);
    return good_;
  }

  [[nodiscard]] bool is_table() const { return is_table_; }
  [[nodiscard]] bool good() const { return good_; }

 private:
  RowCounter& counter_;
  Row row_;
  size_t seen_ = 0;
  size_t column_ = kColumns;
  int depth_ = 0;
  bool is_table_ = false;
  bool good_ = true;
};

/// Rows of fields, after a row of names.
class FieldRows {
 public:
  explicit FieldRows(RowCounter& counter) : counter_(counter) {}

  /// False where the row is broken, or the first one does not name every column.
  bool Add(const std::vector<std::string>& fields) {
    if (places_.empty()) {
      for (const std::string_view name : kUsageColumns) {
        const auto place = std::find(fields.begin(), fields.end(), name);
        if (place == fields.end()) {
          places_.clear();
          return false;
        }
        places_.push_back(static_cast<size_t>(place - fields.begin()));
      }
      return true;
    }
    Row row;
    for (size_t i = 0; i < kColumns; ++i) {
      if (places_[i] < fields.size()) row[i] = fields[places_[i]];
    }
    return counter_.Add(row);
  }

  [[nodiscard]] bool is_table() const { return !places_.empty(); }

 private:
  RowCounter& counter_;
  std::vector<size_t> places_;
};

/// `{"ResultSet": {"Rows": [{"Data": [{"VarCharValue": "…"}, {}]}]}}`; a value that is NULL has no
/// member. Returns whether each row is good; nothing where it is no such result.
std::optional<bool> ReadAthena(const text::Source& source, RowCounter& counter) {
  constexpr size_t kHead = 256;
  if (source.text().substr(0, kHead).find("\"ResultSet\"") == std::string_view::npos) return {};
  const text::JsonResult json = text::ReadJson(source);
  const text::Node* set = json.error ? nullptr : json.tree.root.Get("ResultSet");
  const text::Node* rows = set == nullptr ? nullptr : set->Get("Rows");
  if (rows == nullptr) return {};
  FieldRows table(counter);
  bool good = true;
  for (const text::Node& row : rows->items()) {
    std::vector<std::string> fields;
    const text::Node* data = row.Get("Data");
    if (data == nullptr) break;
    for (const text::Node& cell : data->items()) {
      const text::Node* value = cell.Get("VarCharValue");
      fields.emplace_back(value != nullptr && value->is_string() ? value->text() : "");
    }
    good = table.Add(fields);
    if (!good) break;
  }
  if (!table.is_table()) return {};
  return good;
}

std::optional<bool> ReadCsv(const text::Source& source, RowCounter& counter) {
  text::CsvReader reader(source.text());
  FieldRows table(counter);
  std::vector<std::string> fields;
  bool good = true;
  while (good && reader.Next(fields)) good = table.Add(fields);
  if (!table.is_table()) return {};
  return good;
}

std::optional<bool> ReadJsonRows(const text::Source& source, RowCounter& counter) {
  RowSink sink(counter);
  const auto stream = text::ByteStream::OfBytes(source.text());
  const text::JsonStreamResult read = text::ReadJsonStream(*stream, {}, sink);
  if (!sink.is_table()) return {};
  return sink.good() && read.error.empty() && read.bad_lines == 0;
}

}  // namespace

std::optional<UsageResult> ReadUsageTable(const text::Source& source,
                                          const catalog::Catalog& catalog) {
  RowCounter counter(catalog);
  const size_t start = source.text().find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == std::string_view::npos) return {};
  const char first = source.text()[start];
  std::optional<bool> good;
  if (first != '{' && first != '[') {
    good = ReadCsv(source, counter);
  } else {
    good = ReadAthena(source, counter);
    if (!good) good = ReadJsonRows(source, counter);
  }
  if (!good) return {};
  UsageResult result;
  if (*good) {
    result.usage = std::move(counter.usage());
  } else {
    result.error = "row " + std::to_string(counter.rows()) +
                   " of the usage table is not as the query writes it";
  }
  return result;
}

UsageResult ReadAnyUsage(const text::Source& source, const catalog::Catalog& catalog) {
  std::optional<UsageResult> table = ReadUsageTable(source, catalog);
  return table ? std::move(*table) : ReadUsage(source);
}

}  // namespace whittle::advise
