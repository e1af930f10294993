#include "text/yaml.h"

#include <gtest/gtest.h>

#include <string>

#include "text/code_points.h"

namespace whittle::text {
namespace {

/// The tree as compact JSON-like text, strings in quotes.
std::string Spell(const Node& node) {
  if (node.is_array()) {
    std::string text = "[";
    for (const Node& item : node.items()) text += (text.size() > 1 ? "," : "") + Spell(item);
    return text + "]";
  }
  if (node.is_object()) {
    std::string text = "{";
    for (const Member& member : node.members()) {
      text += (text.size() > 1 ? "," : "") + Spell(member.key) + ":" + Spell(member.value);
    }
    return text + "}";
  }
  if (node.is_string()) return '"' + std::string(node.text()) + '"';
  return std::string(node.text());
}

std::string Read(const std::string& text) {
  const Source source("f.yaml", text);
  const JsonResult result = ReadYaml(source);
  if (!result.error) return Spell(result.tree.root);
  return "error at " + std::to_string(result.error->span.begin) + ": " + result.error->message;
}

TEST(Yaml, ReadsScalarsByTheCoreSchema) {
  EXPECT_EQ(Read("a: 1\nb: [true, no, ~, 1.5e3, 2012-10-17, '1', \"x\\ty\", 0x10, -]\n"),
            "{\"a\":1,\"b\":[true,\"no\",~,1.5e3,\"2012-10-17\",\"1\",\"x\ty\",\"0x10\",\"-\"]}");
  EXPECT_EQ(Read("a: |\n  one\n  two\nb: >\n  one\n  two\n"),
            "{\"a\":\"one\ntwo\n\",\"b\":\"one two\n\"}");
  EXPECT_EQ(Read("# only a comment\n"), "");
  EXPECT_EQ(Read("a:\n"), "{\"a\":}");
  EXPECT_EQ(Read("{\"json\": [1, {\"too\": null}]}"), "{\"json\":[1,{\"too\":null}]}");
}

TEST(Yaml, KeepsDuplicateKeysAndWritesAliasesOut) {
  EXPECT_EQ(Read("a: &x {k: v}\nb: *x\na: 2\n"),
            "{\"a\":{\"k\":\"v\"},\"b\":{\"k\":\"v\"},\"a\":2}");
}

TEST(Yaml, KnowsThePlaces) {
  const Source source("f.yaml", "kéy:\n  - 'one'\n  - twö\nother: {a: b}\nlast:\n  x: y\n\n");
  const JsonResult result = ReadYaml(source);
  ASSERT_FALSE(result.error);
  const auto members = result.tree.root.members();
  EXPECT_EQ(source.Slice(members[0].key.span()), "kéy");
  EXPECT_EQ(source.Slice(members[0].value.span()), "- 'one'\n  - twö");
  const Node& one = members[0].value.items()[0];
  EXPECT_EQ(source.Slice(one.span()), "'one'");
  EXPECT_EQ(source.Slice(one.Part(1, 3)), "ne");
  EXPECT_EQ(source.Slice(members[0].value.items()[1].Part(0, 2)), "tw");
  EXPECT_EQ(source.Slice(members[1].value.span()), "{a: b}");
  EXPECT_EQ(source.Slice(members[2].value.span()), "x: y");
}

TEST(Yaml, RefusesWithAPlace) {
  EXPECT_EQ(Read("a: *x\n"), "error at 3: no value is anchored as `x` before this place");
  EXPECT_EQ(Read("a: &x [*x]\n"), "error at 7: no value is anchored as `x` before this place");
  EXPECT_EQ(Read("a: 1\n---\nb: 2\n"), "error at 5: a second document in one file");
  EXPECT_EQ(Read("? [a]\n: b\n"), "error at 2: a key that is a list or an object");
  EXPECT_EQ(Read("a: !Ref b\n"), "error at 3: the tag !Ref means nothing here");
  EXPECT_EQ(Read("a: [1\nb: 2\n").substr(0, 22), "error at 7: not YAML: ");
  EXPECT_EQ(Read("a: \x01\n").substr(0, 21), "error at 3: not YAML:");
  EXPECT_EQ(Read(std::string("a\xFF", 2)), "error at 1: byte that is not UTF-8");
  EXPECT_EQ(Read(""), "error at 0: the file is empty");
}

TEST(Yaml, BoundsDepthAndAliases) {
  EXPECT_EQ(Read(std::string(128, '[') + std::string(128, ']')).substr(0, 3), "[[[");
  EXPECT_EQ(Read(std::string(129, '[') + std::string(129, ']')),
            "error at 128: nesting deeper than 128 levels");
  EXPECT_EQ(Read(std::string(1'000'000, '[')), "error at 128: nesting deeper than 128 levels");
  std::string bomb = "a0: &a0 [x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + "," + last + "]\n";
  }
  EXPECT_NE(Read(bomb).find("the aliases stand for more than 200,000 values"), std::string::npos);
}

TEST(CodePoints, FindBytes) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 3 == 0 ? "é" : i % 3 == 1 ? "😀" : "a";
  const CodePointIndex index(text);
  EXPECT_EQ(index.ToByte(0), 0U);
  EXPECT_EQ(index.ToByte(1), 2U);
  EXPECT_EQ(index.ToByte(2), 6U);
  EXPECT_EQ(index.ToByte(3), 7U);
  EXPECT_EQ(index.ToByte(299), text.size() - 1);
  EXPECT_EQ(index.ToByte(300), text.size());
  EXPECT_EQ(CodePointIndex("abc").ToByte(2), 2U);
}

}  // namespace
}  // namespace whittle::text
