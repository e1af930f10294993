#include "text/tree_edit.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "text/diff.h"
#include "text/json.h"
#include "text/write_file.h"
#include "text/yaml.h"

namespace whittle::text {
namespace {

std::string WithoutItems(const std::string& text, std::vector<uint32_t> indices) {
  const Source source("", text);
  const JsonResult json = text[0] == '[' ? ReadJson(source) : ReadYaml(source);
  EXPECT_FALSE(json.error);
  const auto edits = RemoveItems(source.text(), json.tree.root, indices);
  return edits.empty() ? "nothing" : ApplyEdits(source.text(), edits);
}

TEST(TreeEdit, RemovesItemsWithTheirCommas) {
  EXPECT_EQ(WithoutItems("[1, 2, 3]", {0}), "[2, 3]");
  EXPECT_EQ(WithoutItems("[1, 2, 3]", {1}), "[1, 3]");
  EXPECT_EQ(WithoutItems("[1, 2, 3]", {2}), "[1, 2]");
  EXPECT_EQ(WithoutItems("[1, 2, 3]", {0, 1}), "[3]");
  EXPECT_EQ(WithoutItems("[1, 2, 3]", {0, 2}), "[2]");
  EXPECT_EQ(WithoutItems("[1,2,3]", {1, 2}), "[1]");
  EXPECT_EQ(WithoutItems("[\n  1,\n  2\n]", {0}), "[\n  2\n]");
  EXPECT_EQ(WithoutItems("[\r\n  1,\r\n  2\r\n]", {1}), "[\r\n  1\r\n]");
  EXPECT_EQ(WithoutItems("[ 1\n , 2\n , 3 ]", {1}), "[ 1\n , 3 ]");
  EXPECT_EQ(WithoutItems("[1]", {0}), "nothing");
  EXPECT_EQ(WithoutItems("[1, 2]", {0, 1}), "nothing");
  EXPECT_EQ(WithoutItems("[1, 2]", {}), "nothing");
}

TEST(TreeEdit, RemovesItemsOfYamlButNoComment) {
  EXPECT_EQ(WithoutItems("- a\n- b\n- c\n", {0}), "- b\n- c\n");
  EXPECT_EQ(WithoutItems("- a\n- b\n- c\n", {2}), "- a\n- b\n");
  EXPECT_EQ(WithoutItems("- a\n- b # why\n- c\n", {1}), "nothing");
  EXPECT_EQ(WithoutItems("- a # why\n- b\n- c\n", {1}), "- a # why\n- c\n");
}

TEST(TreeEdit, RemovesMembers) {
  const auto without = [](const std::string& text, const std::string& key) {
    const Source source("", text);
    const JsonResult json = ReadJson(source);
    return ApplyEdits(source.text(),
                      RemoveMember(source.text(), json.tree.root, *json.tree.root.Find(key)));
  };
  EXPECT_EQ(without(R"({"a": 1, "b": {"c": 2}, "d": 3})", "a"), R"({"b": {"c": 2}, "d": 3})");
  EXPECT_EQ(without(R"({"a": 1, "b": {"c": 2}, "d": 3})", "b"), R"({"a": 1, "d": 3})");
  EXPECT_EQ(without(R"({"a": 1, "b": {"c": 2}, "d": 3})", "d"), R"({"a": 1, "b": {"c": 2}})");
  EXPECT_EQ(without("{\n  \"a\": 1,\n  \"b\": 2\n}", "b"), "{\n  \"a\": 1\n}");
  EXPECT_EQ(without(R"({"a": 1})", "a"), R"({"a": 1})");
}

TEST(TreeEdit, InsertsInTheObjectsOwnStyle) {
  const auto with = [](const std::string& text) {
    const Source source("", text);
    const JsonResult json = text[0] == '{' ? ReadJson(source) : ReadYaml(source);
    return ApplyEdits(source.text(), InsertFirstMember(source.text(), json.tree.root, "V", "1"));
  };
  EXPECT_EQ(with(R"({"a":2})"), R"({"V":"1","a":2})");
  EXPECT_EQ(with(R"({"a": 2})"), R"({"V": "1", "a": 2})");
  EXPECT_EQ(with("{\n\t\"a\": 2\n}"), "{\n\t\"V\": \"1\",\n\t\"a\": 2\n}");
  EXPECT_EQ(with("{ \"a\" : 2 }"), "{ \"V\" : \"1\", \"a\" : 2 }");
  EXPECT_EQ(with("{}"), "{}");
  EXPECT_EQ(with("a: 2\n"), "V: \"1\"\na: 2\n");
}

TEST(TreeEdit, ReplacesOnlyWhatStandsByteForByte) {
  const Source source("", R"(["s3:Get", "\u0061"])");
  const JsonResult json = ReadJson(source);
  const auto items = json.tree.root.items();
  EXPECT_EQ(ApplyEdits(source.text(), ReplaceText(items[0], "s3:Put*")),
            R"(["s3:Put*", "\u0061"])");
  EXPECT_EQ(ApplyEdits(source.text(), ReplacePart(items[0], 0, 2, "ec2")),
            R"(["ec2:Get", "\u0061"])");
  EXPECT_TRUE(ReplaceText(items[0], "a\"b").empty());
  EXPECT_TRUE(ReplaceText(items[1], "b").empty());
}

TEST(Diff, IsUnified) {
  EXPECT_EQ(UnifiedDiff("f", "a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(UnifiedDiff("f", "", "a\n"), "--- a/f\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n");
  EXPECT_EQ(UnifiedDiff("/f", "a\n", ""), "--- a/f\n+++ b/f\n@@ -1,1 +0,0 @@\n-a\n");
  EXPECT_EQ(UnifiedDiff("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"),
            "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
  EXPECT_EQ(
      UnifiedDiff("f", "a", "b"),
      "--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline "
      "at end of file\n");
}

/// Applies a unified diff.
std::string Patched(const std::string& text, const std::string& diff) {
  std::vector<std::string> lines;
  std::stringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::vector<std::string> out;
  size_t at = 0;
  std::stringstream hunks(diff);
  for (std::string line; std::getline(hunks, line);) {
    if (line.substr(0, 4) == "--- " || line.substr(0, 4) == "+++ ") continue;
    if (line[0] == '@') {
      const size_t begin = std::stoul(line.substr(4));
      const size_t count = std::stoul(line.substr(line.find(',') + 1));
      for (const size_t start = count == 0 ? begin : begin - 1; at < start; ++at) {
        out.push_back(lines[at]);
      }
      continue;
    }
    if (line[0] != '+') {
      EXPECT_EQ(lines.at(at), line.substr(1));
      ++at;
    }
    if (line[0] != '-') out.push_back(line.substr(1));
  }
  for (; at < lines.size(); ++at) out.push_back(lines[at]);
  std::string result;
  for (const std::string& line : out) result += line + "\n";
  return result;
}

TEST(Diff, CanBeApplied) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::string before;
    std::string after;
    for (int i = 0; i < 40; ++i) {
      const std::string line = std::string(1, static_cast<char>('a' + random() % 6)) + "\n";
      if (random() % 6 != 0) before += line;
      if (random() % 6 != 0) after += line;
    }
    EXPECT_EQ(Patched(before, UnifiedDiff("f", before, after)), after);
  }
}

TEST(Diff, OfQuiteDifferentTextsEndsSoon) {
  std::string before;
  std::string after;
  for (int i = 0; i < 20000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  EXPECT_EQ(Patched(before, UnifiedDiff("f", before, after)), after);
}

namespace fs = std::filesystem;

class WriteFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("whittle_write_" + std::to_string(std::random_device()()));
    fs::create_directories(folder_);
    std::ofstream(Path("file")) << "old";
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  std::string Text(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(Path(name)).rdbuf();
    return text.str();
  }
  size_t FileCount() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }
  fs::path folder_;
};

TEST_F(WriteFile, KeepsPermissionsAndLinks) {
  fs::permissions(Path("file"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("file", Path("link"));
  EXPECT_EQ(ReplaceFile(Path("link"), "old", "new"), "");
  EXPECT_EQ(Text("file"), "new");
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_EQ(fs::status(Path("file")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(FileCount(), 2U);
}

TEST_F(WriteFile, LeavesWhatChangedInTheMeantime) {
  EXPECT_NE(ReplaceFile(Path("file"), "older", "new"), "");
  EXPECT_EQ(Text("file"), "old");
  EXPECT_NE(ReplaceFile(Path("none"), "old", "new"), "");
  EXPECT_EQ(FileCount(), 1U);
}

}  // namespace
}  // namespace whittle::text
