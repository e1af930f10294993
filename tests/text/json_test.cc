#include "text/json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "text/files.h"
#include "text/pointer.h"

namespace whittle::text {
namespace {

TEST(ReadJson, GivesEveryKeyAndValueItsPlace) {
  const Source source(
      "f", "\xEF\xBB\xBF{\r\n  \"a\": [1, -2.5e3, true, null],\t\"b\\n\": {\"\": \"\"}}\n");
  const JsonResult result = ReadJson(source);
  ASSERT_FALSE(result.error);
  const auto slice = [&](const Node& node) { return source.Slice(node.span()); };
  const auto members = result.tree.root.members();
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(slice(members[0].key), "\"a\"");
  EXPECT_EQ(slice(members[0].value), "[1, -2.5e3, true, null]");
  ASSERT_EQ(members[0].value.items().size(), 4U);
  EXPECT_EQ(slice(members[0].value.items()[1]), "-2.5e3");
  EXPECT_EQ(members[0].value.items()[1].text(), "-2.5e3");
  EXPECT_EQ(slice(members[0].value.items()[3]), "null");
  EXPECT_EQ(slice(members[1].key), "\"b\\n\"");
  EXPECT_EQ(members[1].key.text(), "b\n");
  EXPECT_FALSE(members[1].key.exact());
  EXPECT_EQ(slice(members[1].value), "{\"\": \"\"}");
}

TEST(ReadJson, KeepsTheDigitsOfLongNumbers) {
  const Source source("f", "12345678901234567890123");
  EXPECT_EQ(ReadJson(source).tree.root.text(), "12345678901234567890123");
}

TEST(ReadJson, KeepsDuplicateKeys) {
  const Source source("f", R"({"a": 1, "a": 2})");
  const JsonResult result = ReadJson(source);
  ASSERT_EQ(result.tree.root.members().size(), 2U);
  EXPECT_EQ(result.tree.root.Get("a")->text(), "1");
}

TEST(ReadJson, DecodesEscapes) {
  const Source source("f", R"("\u00e9\ud83d\ude00\/\"\\")");
  EXPECT_EQ(ReadJson(source).tree.root.text(), "\xC3\xA9\xF0\x9F\x98\x80/\"\\");
}

TEST(ReadJson, ReadsDownToTheDepthLimit) {
  const auto nested = [](int depth) {
    return std::string(static_cast<size_t>(depth), '[') +
           std::string(static_cast<size_t>(depth), ']');
  };
  EXPECT_FALSE(ReadJson(Source("f", nested(kMaxDepth))).error);
  const auto error = ReadJson(Source("f", nested(kMaxDepth + 1))).error;
  ASSERT_TRUE(error);
  EXPECT_EQ(error->span.begin, static_cast<uint32_t>(kMaxDepth));
  EXPECT_TRUE(ReadJson(Source("f", std::string(1000000, '['))).error);
}

struct Broken {
  std::string text;
  std::string message;  ///< a part of it
  std::string place;    ///< the text pointed at
};

class ReadJsonErrors : public testing::TestWithParam<Broken> {};

TEST_P(ReadJsonErrors, PointAtTheCulprit) {
  const Source source("f", GetParam().text);
  const auto error = ReadJson(source).error;
  ASSERT_TRUE(error);
  EXPECT_NE(error->message.find(GetParam().message), std::string::npos) << error->message;
  EXPECT_EQ(source.Slice(error->span), GetParam().place);
  EXPECT_FALSE(error->help.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Table, ReadJsonErrors,
    testing::Values(
        Broken{"", "empty", ""}, Broken{" \n", "empty", ""}, Broken{"\xEF\xBB\xBF", "empty", ""},
        Broken{R"(["a",])", "trailing comma", ","}, Broken{R"({"a": 1 , })", "trailing comma", ","},
        Broken{"[1, // one\n2]", "comment", "// one"}, Broken{"{/* x */}", "comment", "/* x */"},
        Broken{"{'a': 1}", "single quotes", "'a'"}, Broken{"{a: 1}", "no quotes", "a"},
        Broken{R"({"a": 1 "b": 2})", "missing comma", "1"},
        Broken{R"({"a" 1})", "missing `:`", "\""}, Broken{R"({"a": })", "without a value", "}"},
        Broken{R"(["a)", "not closed", "\"a"},
        Broken{"[\"a\nb\"]", "not closed on its line", "\"a"},
        Broken{"[\"a\tb\"]", "control character", "\t"}, Broken{R"(["\q"])", "escape", "\\q"},
        Broken{R"(["\u12"])", "four hexadecimal", "\\u12"},
        Broken{R"(["x\ud800"])", "surrogate", "\\ud800"},
        Broken{R"(["x\udc00y"])", "surrogate", "\\udc00"}, Broken{"[\"\xFF\"]", "UTF-8", "\xFF"},
        Broken{std::string("{}\0", 3), "NUL", std::string(1, '\0')},
        Broken{std::string("\xFF\xFE{\0", 4), "UTF-16", "\xFF\xFE"},
        Broken{"{} x", "after the end", "x"}, Broken{"[True]", "`True` is not JSON", "True"},
        Broken{"[1e]", "not a JSON number", "1e"}, Broken{"{\"a\": [1}", "unexpected `}`", "}"},
        Broken{"{\"a\": {", "never closed", "{"}, Broken{"---\na: b", "YAML", "---"},
        Broken{"[${x}]", "placeholder", "${x}"},
        Broken{"{\"a\": {{ x }}}", "placeholder", "{{ x }}"},
        Broken{"[<% x %>]", "placeholder", "<% x %>"}));

TEST(PointerTo, LeadsToEveryValueOfRandomTrees) {
  const unsigned seed = 20261124;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 50; ++round) {
    std::string text;
    const auto grow = [&](auto&& self, int depth) -> void {
      const auto kind = random() % (depth > 4 ? 2 : 4);
      if (kind < 2) {
        text += kind == 0 ? "\"a~/b\"" : "12";
        return;
      }
      text += kind == 2 ? '[' : '{';
      const auto size = random() % 4;
      for (size_t i = 0; i < size; ++i) {
        if (i > 0) text += ", ";
        if (kind == 3) text += "\"k/~" + std::to_string(i) + "\": ";
        self(self, depth + 1);
      }
      text += kind == 2 ? ']' : '}';
    };
    grow(grow, 0);
    const Source source("f", text);
    const JsonResult result = ReadJson(source);
    ASSERT_FALSE(result.error) << text;
    Walk(result.tree.root, [&](const Node& node) {
      const PointerPath path = PointerTo(result.tree.root, node.span());
      EXPECT_EQ(path.value, &node);
      EXPECT_EQ(Resolve(result.tree.root, path.pointer), &node) << text << " " << path.pointer;
      for (const Member& member : node.members()) {
        EXPECT_TRUE(PointerTo(result.tree.root, member.key.span()).is_key);
      }
      return true;
    });
  }
}

TEST(JsonTestSuite, ReadsAllThatIsJsonAndNothingElse) {
  const char* corpus = std::getenv("WHITTLE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "WHITTLE_CORPUS is not set";
  int judged = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(corpus) + "/JSONTestSuite")) {
    if (entry.path().extension() != ".json") continue;
    const std::string name = entry.path().filename().string();
    const ReadResult read = ReadFile(entry.path().string());
    ASSERT_TRUE(read.source) << name << read.error;
    const bool refused = ReadJson(*read.source).error.has_value();
    if (name[0] != 'i') {
      EXPECT_EQ(refused, name[0] == 'n') << name;
    }
    ++judged;
  }
  EXPECT_GT(judged, 300);
}

}  // namespace
}  // namespace whittle::text
