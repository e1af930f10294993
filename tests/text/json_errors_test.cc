// What people are told about a text that is not JSON.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/files.h"
#include "text/json.h"
#include "text/pointer.h"

namespace whittle::text {
namespace {

struct Case {
  std::string text;
  std::string message;  ///< a part of it
  std::string place;    ///< the text pointed at
};

void ExpectErrors(const std::vector<Case>& cases, bool template_hole) {
  for (const Case& broken : cases) {
    SCOPED_TRACE(broken.text);
    const Source source("f", broken.text);
    const auto error = ReadJson(source).error;
    ASSERT_TRUE(error);
    EXPECT_NE(error->message.find(broken.message), std::string::npos) << error->message;
    EXPECT_EQ(source.Slice(error->span), broken.place) << error->message;
    EXPECT_FALSE(error->help.empty());
    EXPECT_EQ(error->template_hole, template_hole);
  }
}

TEST(SyntaxErrors, NameWrongNumbersWhole) {
  ExpectErrors({{"[012345678901]", "begins with 0", "012345678901"},
                {"[-01]", "begins with 0", "-01"},
                {"[0x1F]", "not a JSON number", "0x1F"},
                {"[1.2.3]", "not a JSON number", "1.2.3"},
                {"[1_000]", "not a JSON number", "1_000"},
                {"[+1]", "not a JSON number", "+1"},
                {"[.5]", "not a JSON number", ".5"},
                {"[-]", "not a JSON number", "-"},
                {"12a", "not a JSON number", "12a"},
                {"[1e999]", "out of range", "1e999"}},
               false);
}

TEST(SyntaxErrors, NameWrongWords) {
  ExpectErrors(
      {{"[None]", "`None` is not JSON", "None"},
       {"[NaN]", "`NaN` is not JSON", "NaN"},
       {"[-Infinity]", "`-Infinity` is not JSON", "-Infinity"},
       {"[truee]", "`truee` is not a JSON value", "truee"},
       {"[nul]", "`nul` is not a JSON value", "nul"},
       {R"({"Action": s3:GetObject})", "not a JSON value", "s3:GetObject"},
       {R"({"Resource": arn:aws:s3:::b/*, "a": 1})", "not a JSON value", "arn:aws:s3:::b/*"},
       {R"({"Resource": *})", "not a JSON value", "*"},
       {"{1: 2}", "key `1` has no quotes", "1"},
       {"{[1]: 2}", "where a key is due", "["}},
      false);
}

TEST(SyntaxErrors, NameSeparators) {
  ExpectErrors({{"[1:2]", "`:` in a list", ":"},
                {"[1;2]", "`;` between entries", ";"},
                {R"({"a" = 1})", "`=` after a key", "="},
                {R"({"a", "b": 1})", "missing `:`", "\""},
                {R"({"a": 1, "b"})", "key without a value", "\"b\""},
                {"[1,,2]", "comma without a value", ","},
                {"[,1]", "comma without a value", ","},
                {R"({"a":: 1})", "unexpected `:`", ":"},
                {R"(["say "hi" now"])", "missing comma", "\""},
                {"[1]]", "after the end", "]"},
                {"{}\n{}", "second JSON value", "{"},
                {"{},", "after the end", ","}},
               false);
}

TEST(SyntaxErrors, NameCommentsWhole) {
  ExpectErrors({{"[1 /* a\nb */, 2]", "comment", "/* a\nb */"},
                {"[1] // end", "comment", "// end"},
                {"# yaml\n[1]", "comment", "# yaml"},
                {"[1] /* open", "comment", "/* open"}},
               false);
}

TEST(SyntaxErrors, NameWhatLooksLikeJsonOrNothingLikeIt) {
  ExpectErrors({{"{\xE2\x80\x9CVersion\xE2\x80\x9D: 1}", "typographic quote", "\xE2\x80\x9C"},
                {"{\xC2\xA0\"a\": 1}", "no-break space", "\xC2\xA0"},
                {"\xEF\xBB\xBF\xEF\xBB\xBF{}", "byte order mark", "\xEF\xBB\xBF"},
                {"Version: '2012-10-17'\n", "YAML", "Version"},
                {"<!DOCTYPE html>", "HTML", "<!"},
                {"\xEF\xBB\xBFx", "not a JSON value", "x"},
                {"[\f1]", "unexpected `\\u000C`", "\f"},
                {"[\"a\x01\"]", "control character", "\x01"}},
               false);
}

/// Wherever it stands: bytes are looked at many at once.
TEST(SyntaxErrors, NameEveryControlCharacterInAString) {
  for (char c = 1; c < 0x20; ++c) {
    if (c == '\n' || c == '\r') continue;  // the string is not closed on its line
    for (size_t before = 0; before < 40; ++before) {
      for (const std::string start : {"[\"", "[\"\\u0041"}) {
        const std::string text =
            start + std::string(before, 'x') + c + std::string(before * 7 % 40, 'y') + "\"]";
        const Source source("s", text);
        const JsonResult result = ReadJson(source);
        ASSERT_TRUE(result.error.has_value()) << int{c} << " after " << before;
        EXPECT_EQ(result.error->span.begin, start.size() + before) << int{c};
      }
    }
  }
}

TEST(SyntaxErrors, KnowPlaceholders) {
  ExpectErrors({{R"({"Statement": ${statements}})", "${statements}", "${statements}"},
                {R"({"Resource": <BUCKET_ARN>})", "<BUCKET_ARN>", "<BUCKET_ARN>"},
                {"[1, {{ more }}]", "{{ more }}", "{{ more }}"},
                {"{% if x %}{}{% endif %}", "{% if x %}", "{% if x %}"},
                {"{}{{ end }}", "{{ end }}", "{{ end }}"},
                {"[<%= x %>]", "<%= x %>", "<%= x %>"},
                {"[$name]", "$name", "$name"},
                {R"({"Resource": prefix-${x}})", "${x}", "${x}"},
                {R"(["${file("x")}"])", "quotes inside it", R"(${file("x")})"},
                {R"(["{{ lookup("x") }}"])", "quotes inside it", R"({{ lookup("x") }})"},
                {"[\n${open", "${open", "${open"}},
               true);
}

TEST(SyntaxErrors, PointAtTheBadByte) {
  const auto offset_of = [](std::string text) {
    const auto error = ReadJson(Source("f", std::move(text))).error;
    return error ? static_cast<int>(error->span.begin) : -1;
  };
  EXPECT_EQ(offset_of("[\"caf\xE9 au lait\"]"), 5);
  EXPECT_EQ(offset_of("[\"0123456789\xED\xA0\x80\"]"), 12);
  EXPECT_EQ(offset_of("[\"\xC0\x80\"]"), 2);
  EXPECT_EQ(offset_of(std::string("{} \0 garbage", 12)), 3);
  EXPECT_EQ(offset_of(std::string("[\"a\0b\"]", 7)), 3);
  EXPECT_EQ(offset_of(R"(["\ud83d\ude00\ude00"])"), 14);
  EXPECT_EQ(offset_of(R"({"\ud83dx": 1})"), 2);
}

TEST(SyntaxErrors, CutLongTextsShort) {
  const Source source("f", "[" + std::string(100000, 'a') + "]");
  const auto error = ReadJson(source).error;
  ASSERT_TRUE(error);
  EXPECT_LT(error->message.size() + error->help.size(), 300U);
}

TEST(SyntaxErrors, OfEveryCutOfAPolicyHaveAPlace) {
  const std::string policy =
      "{\r\n  \"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"\\u00e9\\ud83d\\ude00\",\n"
      "    \"Condition\": {\"Bool\": {\"aws:SecureTransport\": true, \"n\": -1.5e3, \"x\": "
      "null}}}]}";
  for (size_t size = 0; size < policy.size(); ++size) {
    const auto error = ReadJson(Source("f", policy.substr(0, size))).error;
    ASSERT_TRUE(error) << size;
    EXPECT_LE(error->span.end, size);
  }
}

TEST(ReadJson, RefusesWhatIsTooLarge) {
  std::string text = "[]";
  text.resize(kMaxSize + 1, ' ');
  const auto error = ReadJson(Source("f", std::move(text))).error;
  ASSERT_TRUE(error);
  EXPECT_NE(error->message.find("larger than"), std::string::npos);
}

TEST(PointerTo, EscapesAndKnowsKeys) {
  const Source source("f", R"({"a/b": [0, {"~": "x"}], "": {}})");
  const JsonResult json = ReadJson(source);
  const auto path = [&](std::string_view part) {
    const auto at = static_cast<uint32_t>(source.text().find(part));
    return PointerTo(json.tree.root, {at, at + static_cast<uint32_t>(part.size())});
  };
  EXPECT_EQ(path("\"x\"").pointer, "/a~1b/1/~0");
  EXPECT_FALSE(path("\"x\"").is_key);
  EXPECT_EQ(path("~").pointer, "/a~1b/1/~0");
  EXPECT_TRUE(path("~").is_key);
  EXPECT_EQ(path("0, {").pointer, "/a~1b");  // over two items: the list
  EXPECT_EQ(path("\"~\": \"x\"").pointer, "/a~1b/1");
  EXPECT_EQ(path("{}").pointer, "/");
  EXPECT_EQ(path(source.text()).pointer, "");
  EXPECT_EQ(Resolve(json.tree.root, "/a~1b/1/~0")->text(), "x");
  for (const auto* wrong : {"a", "/a", "/a~1b/2", "/a~1b/-", "/a~1b/01", "/a~1b/", "/a~1b/0/0"}) {
    EXPECT_EQ(Resolve(json.tree.root, wrong), nullptr) << wrong;
  }
}

}  // namespace
}  // namespace whittle::text
