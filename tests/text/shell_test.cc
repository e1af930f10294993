#include "text/shell.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace whittle::text {
namespace {

/// The commands, a line each, words in brackets.
std::string Commands(const std::string& text) {
  const Source source("x.sh", text);
  Arena arena;
  std::string out;
  for (const ShellCommand& command : ReadShell(source, arena).commands) {
    for (const ShellWord& word : command.words) out.append("[").append(word.text.text).append("]");
    out += '\n';
  }
  return out;
}

TEST(Shell, SplitsWordsAndCommands) {
  EXPECT_EQ(Commands("aws iam create-role --role-name R # why\nls;cat a|wc -l && true\n"),
            "[aws][iam][create-role][--role-name][R]\n[ls]\n[cat][a]\n[wc][-l]\n[true]\n");
  EXPECT_EQ(Commands("a b \\\n  c\\\nd 2>&1 >out <in"), "[a][b][cd]\n");
  EXPECT_EQ(Commands(""), "");
}

TEST(Shell, ResolvesQuotes) {
  EXPECT_EQ(Commands(R"(a 'b "c" \d' "e \"f\" \g \$h" i\ j)"),
            "[a][b \"c\" \\d][e \"f\" \\g $h][i j]\n");
  EXPECT_EQ(Commands("a 'not closed"), "[a][not closed]\n");
  EXPECT_EQ(Commands("a \"\" b"), "[a][][b]\n");
}

TEST(Shell, KeepsExpansionsAsSpelledAndReadsTheirCommands) {
  EXPECT_EQ(Commands("ARN=$(aws iam get-role --role-name \"x ) y\") b ${c:-d e} `f g`"),
            "[ARN=$(aws iam get-role --role-name \"x ) y\")][b][${c:-d e}][`f g`]\n"
            "[aws][iam][get-role][--role-name][x ) y]\n[f][g]\n");
  std::string nested;
  for (int i = 0; i < 2000; ++i) nested += "$(";
  EXPECT_FALSE(Commands(nested).empty());
}

TEST(Shell, ReadsHereDocumentsWithTheirPlace) {
  const Source source("x.sh",
                      "cat << EOF > t.json\n{\"a\": \"${B} \\$c\"}\nEOF\n"
                      "tee u.json <<-'END'\n\tx \\$\n\tEND\n"
                      "cat <<EOF | tee v.json\nv\nEOF\nls\n");
  Arena arena;
  const ShellScript script = ReadShell(source, arena);
  ASSERT_EQ(script.here_documents.size(), 3U);
  const HereDocument& first = script.here_documents[0];
  EXPECT_EQ(first.target, "t.json");
  EXPECT_EQ(first.text.text, "{\"a\": \"${B} $c\"}\n");
  EXPECT_EQ(source.Slice(first.text.ToFile(0, 4)), "{\"a\"");
  EXPECT_EQ(source.Slice(first.text.ToFile(12, 14)), "$c");
  EXPECT_EQ(script.here_documents[1].target, "u.json");
  EXPECT_EQ(script.here_documents[1].text.text, "x \\$\n");
  EXPECT_EQ(script.here_documents[2].target, "v.json");
  EXPECT_EQ(script.here_documents[2].text.text, "v\n");
  EXPECT_EQ(script.commands.back().words[0].text.text, "ls");
}

}  // namespace
}  // namespace whittle::text
