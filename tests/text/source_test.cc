#include "text/source.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "text/edit.h"
#include "text/embedded.h"
#include "text/files.h"
#include "text/json.h"
#include "text/spelling.h"

namespace whittle::text {
namespace {

TEST(LineIndex, CountsLinesAndCodePoints) {
  const std::string text =
      "\xEF\xBB\xBF"
      "a\xC3\xA9\r\n\xF0\x9F\x98\x80x\ry\n";
  const LineIndex lines(text);
  EXPECT_EQ(lines.line_count(), 4U);
  const auto at = [&](uint32_t offset) {
    const Position position = lines.Locate(offset);
    return std::to_string(position.line) + ":" + std::to_string(position.column);
  };
  EXPECT_EQ(at(0), "1:1");
  EXPECT_EQ(at(3), "1:1");   // a: the BOM has no width
  EXPECT_EQ(at(4), "1:2");   // é
  EXPECT_EQ(at(6), "1:3");   // CR
  EXPECT_EQ(at(8), "2:1");   // the emoji
  EXPECT_EQ(at(12), "2:2");  // x
  EXPECT_EQ(at(14), "3:1");  // y
  EXPECT_EQ(at(16), "4:1");
  EXPECT_EQ(at(999), "4:1");
  EXPECT_EQ(lines.Utf16Column(12), 3U);  // the emoji takes two units
  EXPECT_EQ(lines.Line(1), "a\xC3\xA9");
  EXPECT_EQ(lines.Line(2), "\xF0\x9F\x98\x80x");
  EXPECT_EQ(lines.Line(9), "");
}

TEST(LineIndex, CountsLongLinesAsItCountsShortOnes) {
  // Characters of all lengths, stray bytes and lines of many marks, against a plain count.
  std::mt19937 random(7);
  const std::string_view characters[] = {"a",    "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                         "\x80", "\xF0\x9F"};
  std::string text = "\xEF\xBB\xBF";
  std::vector<std::pair<uint32_t, Position>> expected;
  std::vector<uint32_t> utf16;
  for (uint32_t line = 1; line <= 4; ++line) {
    uint32_t column = 1;
    uint32_t units = 1;
    for (int i = 0; i < 20000; ++i) {
      const size_t which = random() % (i % 3 == 0 ? 6 : 4);
      const auto offset = static_cast<uint32_t>(text.size());
      expected.push_back({offset, {line, column, offset}});
      utf16.push_back(units);
      text += characters[which];
      if (which >= 4) text += 'x';  // so that a stray byte does not end a character by chance
      column += which == 5 ? 3 : which == 4 ? 2 : 1;
      units += which == 5 ? 3 : which == 4 || which == 3 ? 2 : 1;
    }
    text += '\n';
  }
  const LineIndex lines(text);
  for (size_t i = 0; i < expected.size(); ++i) {
    const Position position = lines.Locate(expected[i].first);
    ASSERT_EQ(position.line, expected[i].second.line) << expected[i].first;
    ASSERT_EQ(position.column, expected[i].second.column) << expected[i].first;
    ASSERT_EQ(lines.Utf16Column(expected[i].first), utf16[i]) << expected[i].first;
  }
}

TEST(LineIndex, FindsWhatASimpleWalkFinds) {
  std::mt19937 random(11);
  for (int round = 0; round < 120; ++round) {
    // Mixed ends, in texts of few to many blocks, from lines of nothing to lines of several blocks.
    const size_t size = random() % (round % 4 == 0 ? 6000 : 1500);
    const unsigned rarity = std::vector<unsigned>{2, 9, 60, 1000, 5000}[random() % 5];
    std::string text;
    while (text.size() < size) {
      const unsigned which = static_cast<unsigned>(random()) % rarity;
      text += which == 0 ? "\n" : which == 1 ? (random() % 2 == 0 ? "\r\n" : "\r") : "x";
    }
    const LineIndex lines(text);
    uint32_t line = 1;
    uint32_t start = 0;
    for (uint32_t at = 0; at <= text.size(); ++at) {
      const bool behind_end =
          at > 0 && (text[at - 1] == '\n' || (text[at - 1] == '\r' && text[at] != '\n'));
      if (behind_end) {
        ++line;
        start = at;
      }
      const Position position = lines.Locate(at);
      ASSERT_EQ(position.line, line) << round << " " << at;
      ASSERT_EQ(position.column, at - start + 1) << round << " " << at;
      ASSERT_EQ(lines.Utf16Column(at), at - start + 1);
      if (at == start) {
        ASSERT_EQ(lines.LineSpan(line).begin, at);
      }
      const bool ends = at == text.size() || text[at] == '\n' || text[at] == '\r';
      const bool second = at > start && text[at - 1] == '\r';
      if (ends && !second) {
        ASSERT_EQ(lines.LineSpan(line).end, at);
      }
    }
    ASSERT_EQ(lines.line_count(), line);
  }
}

TEST(ToValidUtf8, ReplacesEachBadByte) {
  EXPECT_EQ(ToValidUtf8("a\xFF\xC3"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(ToValidUtf8("\xED\xA0\x80").size(), 9U);  // a surrogate is no character
  EXPECT_EQ(ToValidUtf8("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(FindInvalidUtf8("0123456789\xC0\x80"), 10U);
}

TEST(EmbeddedText, LeadsBackToTheFile) {
  const Source source("f", R"({"p": "{\"Version\": \"a\u00e9b\"}"})");
  JsonResult outer = ReadJson(source);
  const Node& string = *outer.tree.root.Get("p");
  const EmbeddedText text = FromJsonString(string, source, outer.tree.arena);
  EXPECT_EQ(text.text,
            "{\"Version\": \"a\xC3\xA9"
            "b\"}");
  const EmbeddedResult inner = ReadJson(text, outer.tree.arena);
  ASSERT_FALSE(inner.error);
  const Node& version = *inner.root.Get("Version");
  EXPECT_EQ(version.text(),
            "a\xC3\xA9"
            "b");
  EXPECT_EQ(source.Slice(version.span()), R"(\"a\u00e9b\")");
  EXPECT_FALSE(version.exact());
}

TEST(EmbeddedText, PercentCodesInsideAJsonString) {
  const Source source("f", R"(["%7B%22a%22%3A%20%5B1%5D%7D"])");
  JsonResult outer = ReadJson(source);
  const EmbeddedText json = FromJsonString(outer.tree.root.items()[0], source, outer.tree.arena);
  const EmbeddedText text = PercentDecode(json, outer.tree.arena);
  EXPECT_EQ(text.text, R"({"a": [1]})");
  const EmbeddedResult inner = ReadJson(text, outer.tree.arena);
  ASSERT_FALSE(inner.error);
  EXPECT_EQ(source.Slice(inner.root.Get("a")->span()), "%5B1%5D");
  EXPECT_EQ(source.Slice(inner.root.Get("a")->items()[0].span()), "1");
}

TEST(EmbeddedText, AnErrorInsidePointsIntoTheFile) {
  const Source source("f", R"(["{\"a\": 1,}"])");
  JsonResult outer = ReadJson(source);
  const EmbeddedResult inner = ReadJson(
      FromJsonString(outer.tree.root.items()[0], source, outer.tree.arena), outer.tree.arena);
  ASSERT_TRUE(inner.error);
  EXPECT_EQ(source.Slice(inner.error->span), ",");
}

TEST(ApplyEdits, PutsTextInPlaceAndLeavesTheRest) {
  EXPECT_EQ(ApplyEdits("abcdef", {{{4, 5}, "E"}, {{1, 3}, "-"}, {{2, 4}, "overlaps"}}), "a-dEf");
  EXPECT_EQ(ApplyEdits("abc", {{{3, 9}, "beyond"}}), "abc");
}

TEST(EditDistance, CountsChangesAndSwaps) {
  EXPECT_EQ(EditDistance("GetObject", "getobject", 3), 0U);
  EXPECT_EQ(EditDistance("GetObjekt", "GetObject", 3), 1U);
  EXPECT_EQ(EditDistance("GteObject", "GetObject", 3), 1U);
  EXPECT_EQ(EditDistance("abc", "xyz", 2), 3U);
  EXPECT_EQ(EditDistance("", "ab", 3), 2U);
  EXPECT_EQ(EditDistance("ca", "abc", 3), 3U);
}

TEST(Nearest, KeepsTheNearOnesInOrder) {
  Nearest nearest("versoin");
  for (const auto* name : {"version", "versions", "statement"}) nearest.Consider(name);
  EXPECT_EQ(nearest.Take(), (std::vector<std::string>{"version", "versions"}));
  EXPECT_EQ(DidYouMean({"a", "b"}), "; did you mean `a` or `b`?");
  EXPECT_EQ(DidYouMean({}), "");
}

class Files : public testing::Test {
 protected:
  void SetUp() override {
    root_ = std::filesystem::temp_directory_path() /
            ("whittle_files_" + std::to_string(std::random_device()()));
    std::filesystem::create_directories(root_ / "b" / ".git");
    std::filesystem::create_directories(root_ / "b" / "node_modules");
    for (const auto* name :
         {"b/2.json", "b/1.json", "a.json", "b/.git/x.json", "b/node_modules/x.json", "note.txt"}) {
      std::ofstream(root_ / name) << "text of " << name;
    }
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  std::filesystem::path root_;
};

TEST_F(Files, AreListedInOrderOnce) {
  const auto json = [](std::string_view path) { return path.ends_with(".json"); };
  const std::string root = root_.string();
  const FileList list = ListFiles({root + "/note.txt", root, root + "/a.json"}, json);
  std::vector<std::string> names;
  for (const FileEntry& entry : list.files) names.push_back(entry.path.substr(root.size() + 1));
  EXPECT_EQ(names, (std::vector<std::string>{"note.txt", "a.json", "b/1.json", "b/2.json"}));
  EXPECT_TRUE(list.files[0].named);
  EXPECT_FALSE(list.files[1].named);
}

TEST_F(Files, AreReadWhole) {
  const ReadResult read = ReadFile((root_ / "a.json").string());
  ASSERT_TRUE(read.source);
  EXPECT_EQ(read.source->text(), "text of a.json");
  EXPECT_NE(ReadFile((root_ / "no.json").string()).error, "");
  EXPECT_NE(ReadFile(root_.string()).error, "");
}

}  // namespace
}  // namespace whittle::text
