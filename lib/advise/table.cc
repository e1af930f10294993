#include "advise/data.h"
#include "advise/split.h"

namespace whittle::advise {

std::vector<std::vector<std::string_view>> TableRows(std::string_view table, size_t columns) {
  std::vector<std::vector<std::string_view>> rows;
  for (const std::string_view line : Split(table, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    auto fields = Split(line, '\t');
    if (fields.size() == columns) rows.push_back(std::move(fields));  // a test holds it to its form
  }
  return rows;
}

}  // namespace whittle::advise
