#include "text/csv.h"

#include <algorithm>

namespace whittle::text {

CsvReader::CsvReader(std::string_view text) : rest_(text) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  if (rest_.starts_with(kBom)) rest_.remove_prefix(kBom.size());
}

void CsvReader::Field(std::string& field) {
  while (rest_.starts_with('"')) {
    rest_.remove_prefix(1);
    const size_t close = std::min(rest_.find('"'), rest_.size());
    field += rest_.substr(0, close);
    rest_.remove_prefix(std::min(close + 1, rest_.size()));
    // A quote right behind it stands for one of the text.
    if (rest_.starts_with('"')) field += '"';
  }
  const size_t end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
  field += rest_.substr(0, end);
  rest_.remove_prefix(end);
}

bool CsvReader::Next(std::vector<std::string>& fields) {
  fields.clear();
  rest_.remove_prefix(std::min(rest_.find_first_not_of("\r\n"), rest_.size()));
  if (rest_.empty()) return false;
  while (true) {
    Field(fields.emplace_back());
    if (!rest_.starts_with(',')) return true;
    rest_.remove_prefix(1);
  }
}

}  // namespace whittle::text
