// Text in strings in text: every place must lead to the outermost file.
#include "text/embedded.h"

#include <gtest/gtest.h>

#include <string>

#include "text/json.h"

namespace whittle::text {
namespace {

/// The place in the file of each occurrence of `part`.
std::string PlaceOf(const EmbeddedText& text, const Source& source, std::string_view part) {
  const size_t at = text.text.find(part);
  if (at == std::string_view::npos) return "(absent)";
  return std::string(source.Slice(text.ToFile(at, at + part.size())));
}

TEST(EmbeddedText, CoversWholeEscapes) {
  const Source source("f", R"("ab\u00e9c\ud83d\ude00d\"e")");
  JsonResult json = ReadJson(source);
  const EmbeddedText text = FromJsonString(json.tree.root, source, json.tree.arena);
  EXPECT_EQ(text.text, json.tree.root.text());
  EXPECT_EQ(PlaceOf(text, source, "ab"), "ab");
  EXPECT_EQ(PlaceOf(text, source, "\xC3\xA9"), R"(\u00e9)");
  EXPECT_EQ(PlaceOf(text, source, "\xA9"), R"(\u00e9)");  // a byte of it is all of it
  EXPECT_EQ(PlaceOf(text, source, "\x9F\x98"), R"(\ud83d\ude00)");
  EXPECT_EQ(PlaceOf(text, source, "d\"e"), R"(d\"e)");
  EXPECT_TRUE(text.IsExact(0, 2));
  EXPECT_FALSE(text.IsExact(0, 3));
  EXPECT_FALSE(text.IsExact(2, 4));
  EXPECT_TRUE(text.IsExact(3, 3));
}

TEST(EmbeddedText, OfAStringWithoutEscapesIsExact) {
  const Source source("f", R"(["s3:GetObject"])");
  JsonResult json = ReadJson(source);
  const EmbeddedText text = FromJsonString(json.tree.root.items()[0], source, json.tree.arena);
  EXPECT_TRUE(text.IsExact(0, text.text.size()));
  EXPECT_EQ(text.text.data(), source.text().data() + 2);  // no copy
  EXPECT_EQ(PlaceOf(text, source, "GetObject"), "GetObject");
}

TEST(EmbeddedText, EndsBehindItsLastEscape) {
  const Source source("f", R"("a\n")");
  JsonResult json = ReadJson(source);
  const EmbeddedText text = FromJsonString(json.tree.root, source, json.tree.arena);
  EXPECT_EQ(text.ToFile(2, 2), (Span{4, 4}));
}

TEST(EmbeddedText, OfAnEmptyStringHasAPlace) {
  const Source source("f", R"(["", "\u0061"])");
  JsonResult json = ReadJson(source);
  const EmbeddedText text = FromJsonString(json.tree.root.items()[0], source, json.tree.arena);
  EXPECT_EQ(text.ToFile(0, 0), (Span{2, 2}));
  EXPECT_EQ(EmbeddedText().ToFile(0, 0), Span());
}

TEST(EmbeddedText, ComposesThroughThreeLayers) {
  // A file's string holds JSON, whose string holds percent codes, which hold JSON.
  const Source source("f",
                      R"({"Body": "{\"Policy\": \"%7B%22Sid%22%3A %22caf\\u00e9%C3%A9%22}\"}"})");
  JsonResult file = ReadJson(source);
  ASSERT_FALSE(file.error);
  Arena& arena = file.tree.arena;
  const EmbeddedText body = FromJsonString(*file.tree.root.Get("Body"), source, arena);
  EXPECT_EQ(body.text, R"({"Policy": "%7B%22Sid%22%3A %22caf\u00e9%C3%A9%22}"})");
  const EmbeddedResult outer = ReadJson(body, arena);
  ASSERT_FALSE(outer.error);
  const EmbeddedText coded = FromJsonString(*outer.root.Get("Policy"), body, arena);
  EXPECT_EQ(PlaceOf(coded, source, "\xC3\xA9"), R"(\\u00e9)");
  const EmbeddedText policy = PercentDecode(coded, arena);
  EXPECT_EQ(policy.text, "{\"Sid\": \"caf\xC3\xA9\xC3\xA9\"}");
  EXPECT_EQ(PlaceOf(policy, source, "\xC3\xA9\xC3\xA9"), R"(\\u00e9%C3%A9)");
  EXPECT_EQ(PlaceOf(policy, source, "Sid"), "Sid");
  EXPECT_TRUE(policy.IsExact(2, 5));
  const EmbeddedResult inner = ReadJson(policy, arena);
  ASSERT_FALSE(inner.error);
  EXPECT_EQ(source.Slice(inner.root.span()), R"(%7B%22Sid%22%3A %22caf\\u00e9%C3%A9%22})");
  EXPECT_EQ(source.Slice(inner.root.members()[0].key.span()), "%22Sid%22");
  const EmbeddedText sid = FromJsonString(*inner.root.Get("Sid"), policy, arena);
  EXPECT_EQ(PlaceOf(sid, source, "af"), "af");
}

TEST(EmbeddedText, OfAStrangerStandsForItsWholePlace) {
  const Source source("f", R"(["\u0061", "x\ty"])");
  JsonResult json = ReadJson(source);
  Arena& arena = json.tree.arena;
  const EmbeddedText first = FromJsonString(json.tree.root.items()[0], source, arena);
  const EmbeddedText text = FromJsonString(json.tree.root.items()[1], first, arena);
  EXPECT_EQ(text.text, "x\ty");
  EXPECT_EQ(PlaceOf(text, source, "x"), R"("x\ty")");
}

TEST(PercentDecode, LeavesWhatIsNoCode) {
  const Source source("f", R"("100%, %4, %zz, a+b, %25, \u00254\u0031")");
  JsonResult json = ReadJson(source);
  Arena& arena = json.tree.arena;
  const EmbeddedText text = PercentDecode(FromJsonString(json.tree.root, source, arena), arena);
  EXPECT_EQ(text.text, "100%, %4, %zz, a+b, %, A");
  EXPECT_EQ(PlaceOf(text, source, "A"), R"(\u00254\u0031)");
  EXPECT_EQ(PlaceOf(text, source, "a+b"), "a+b");
}

}  // namespace
}  // namespace whittle::text
