#include "text/csv.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace whittle::text {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows ReadAll(std::string_view text) {
  CsvReader reader(text);
  Rows rows;
  std::vector<std::string> fields;
  while (reader.Next(fields)) rows.push_back(fields);
  return rows;
}

TEST(Csv, ReadsRows) {
  EXPECT_EQ(ReadAll("a,b\n1,2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(ReadAll("\xEF\xBB\xBF\"a\",\"b\"\r\n1,\r\n"), (Rows{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(ReadAll("\"x,\"\"y\"\"\nz\",2"), (Rows{{"x,\"y\"\nz", "2"}}));
  EXPECT_EQ(ReadAll("a\n\n\nb"), (Rows{{"a"}, {"b"}}));
  EXPECT_EQ(ReadAll(",\n"), (Rows{{"", ""}}));
  EXPECT_EQ(ReadAll("\"\",\"\"\"\""), (Rows{{"", "\""}}));
  EXPECT_EQ(ReadAll(""), Rows());
}

TEST(Csv, ReadsWhatIsDamaged) {
  EXPECT_EQ(ReadAll("\"a,b\n1"), (Rows{{"a,b\n1"}}));
  EXPECT_EQ(ReadAll("\"a\"b,c\"d"), (Rows{{"ab", "c\"d"}}));
  EXPECT_EQ(ReadAll("\""), (Rows{{""}}));
  // A field of a million quotes, and one that never ends.
  const std::string quotes(size_t{1} << 20, '"');
  EXPECT_EQ(ReadAll(quotes)[0][0].size(), (size_t{1} << 19) - 1);
  EXPECT_EQ(ReadAll("\"" + quotes)[0][0].size(), size_t{1} << 19);
}

}  // namespace
}  // namespace whittle::text
