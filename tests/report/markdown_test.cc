// Texts that Markdown must show unchanged.
#include "report/markdown.h"

#include <gtest/gtest.h>

namespace whittle::report {
namespace {

TEST(Markdown, CodeHoldsAnyText) {
  EXPECT_EQ(Code("a"), "`a`");
  EXPECT_EQ(Code("a`b"), "``a`b``");
  EXPECT_EQ(Code("a``b`c"), "```a``b`c```");
  EXPECT_EQ(Code("`a"), "`` `a ``");
  EXPECT_EQ(Code(""), "`  `");
  EXPECT_EQ(CodeBlock("json", "{}\n"), "```json\n{}\n```\n");
  EXPECT_EQ(CodeBlock("", "a"), "```\na\n```\n");
  EXPECT_EQ(CodeBlock("", "```"), "````\n```\n````\n");
}

TEST(Markdown, ProseKeepsItsCodeAndHidesNothing) {
  EXPECT_EQ(Prose("fill in <REGION> and `<ACCOUNT>`"), "fill in &lt;REGION> and `<ACCOUNT>`");
  EXPECT_EQ(Prose("a/* and b/*"), "a/\\* and b/\\*");
  EXPECT_EQ(Prose("`a*`*"), "`a*`\\*");
  EXPECT_EQ(Prose("it`s"), "it\\`s");
  EXPECT_EQ(Prose("a\nb"), "a b");
}

TEST(Markdown, CellsHaveNoBars) {
  EXPECT_EQ(Cell("`a|b`"), "`a\\|b`");
  EXPECT_EQ(Cell("a\nb"), "a b");
}

}  // namespace
}  // namespace whittle::report
