#include "text/json_writer.h"

#include <gtest/gtest.h>

#include <string>

#include "text/json.h"

namespace whittle::text {
namespace {

std::string Rewrite(const std::string& text, JsonStyle style) {
  const Source source("f.json", text);
  const JsonResult json = ReadJson(source);
  EXPECT_FALSE(json.error) << text;
  return WriteJson(json.tree.root, style);
}

TEST(JsonWriter, WritesCompactAndIndented) {
  const std::string text = R"( { "a" : [ 1.50 , true , null , "x\"\u00e9" ] , "b" : { } } )";
  EXPECT_EQ(Rewrite(text, JsonStyle::kCompact), "{\"a\":[1.50,true,null,\"x\\\"é\"],\"b\":{}}");
  EXPECT_EQ(
      Rewrite(text, JsonStyle::kIndented),
      "{\n  \"a\": [\n    1.50,\n    true,\n    null,\n    \"x\\\"é\"\n  ],\n  \"b\": {}\n}\n");
}

TEST(JsonWriter, ReadsBackWhatItWrote) {
  const std::string text = R"({"Statement":[{"Effect":"Allow","a":"\u0001\n","a":1e40}],"":[]})";
  EXPECT_EQ(Rewrite(Rewrite(text, JsonStyle::kIndented), JsonStyle::kCompact),
            Rewrite(text, JsonStyle::kCompact));
}

TEST(TreeBuilder, MakesTrees) {
  Arena arena;
  TreeBuilder build(arena);
  const Node root = build.Object({{"one", build.OneOrList({"a"})},
                                  {"two", build.OneOrList({"a", "b"})},
                                  {"none", build.OneOrList({})}});
  EXPECT_EQ(WriteJson(root, JsonStyle::kCompact), R"({"one":"a","two":["a","b"],"none":[]})");
}

}  // namespace
}  // namespace whittle::text
