// Any bytes as comma-separated values, and as a usage table.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "advise/usage/usage_sql.h"
#include "advise/usage/usage_table.h"
#include "text/csv.h"

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows ReadAll(std::string_view text) {
  whittle::text::CsvReader reader(text);
  Rows rows;
  std::vector<std::string> fields;
  while (reader.Next(fields)) rows.push_back(fields);
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace whittle;
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  // What was read is read again as the same.
  const Rows rows = ReadAll(bytes);
  std::string written;
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      written += i == 0 ? "\"" : ",\"";
      for (const char c : row[i]) written.append(c == '"' ? 2 : 1, c);
      written += '"';
    }
    written += '\n';
  }
  if (ReadAll(written) != rows) std::abort();
  // As it is, and behind a header that makes it a table.
  std::string header;
  for (const std::string_view name : advise::kUsageColumns) {
    if (!header.empty()) header += ',';
    header += name;
  }
  (void)advise::ReadUsageTable(text::Source("t", bytes), catalog);
  const auto table = advise::ReadUsageTable(text::Source("t", header + "\n" + bytes), catalog);
  if (!table) std::abort();
  const std::string usage = advise::WriteUsage(table->usage);
  if (!advise::ReadUsage(text::Source("u", usage)).error.empty()) std::abort();
  return 0;
}
