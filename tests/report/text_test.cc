#include <gtest/gtest.h>

#include <string>

#include "report/frame.h"
#include "text/source.h"

namespace whittle::report {
namespace {

std::string Frame(const std::string& text, text::Span span) {
  std::string out;
  AppendFrame(text::LineIndex(text), span, "note", "", Paint(false), out);
  return out;
}

TEST(Frame, CountsCodePointsNotBytes) {
  EXPECT_EQ(Frame("\"\xC3\xA9\xC3\xA9\" x", {7, 8}),
            "1 | \"\xC3\xA9\xC3\xA9\" x\n  |      ^ note\n");
}

TEST(Frame, ShowsFirstAndLastOfSeveralLines) {
  EXPECT_EQ(Frame("ab {\n 1\n 2\n } c", {3, 13}),
            "1 | ab {\n  |    ^\n  ⋮\n4 |  } c\n  |  ^ note\n");
}

TEST(Frame, CutsLongLinesAroundTheSpan) {
  const std::string out =
      Frame(std::string(1000, 'a') + "HERE" + std::string(1000, 'b'), {1000, 1004});
  EXPECT_LT(out.size(), 400U);
  EXPECT_NE(out.find("HERE"), std::string::npos);
  EXPECT_NE(out.find("^^^^"), std::string::npos);
}

TEST(Frame, LetsNoControlCharacterThrough) {
  const std::string out = Frame("a\033[2J\xC2\x9B\x07\xFF z", {0, 1});
  EXPECT_EQ(out.find('\033'), std::string::npos);
  EXPECT_EQ(out.find('\x07'), std::string::npos);
  EXPECT_EQ(out.find("\xC2\x9B"), std::string::npos);
  EXPECT_EQ(text::FindInvalidUtf8(out), std::string::npos);
}

TEST(Frame, EndsAtTheEndOfTheText) {
  EXPECT_EQ(Frame("", {0, 0}), "1 | \n  | ^ note\n");
  EXPECT_EQ(Frame("ab", {2, 2}), "1 | ab\n  |   ^ note\n");
}

}  // namespace
}  // namespace whittle::report
