// How a policy variable is written.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "rules/variables/texts.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

std::string_view Spelling(const policy::Text& text, const policy::Piece& piece) {
  return text.value.substr(piece.begin, piece.end - piece.begin);
}

/// `${ aws:username }`: for the scanner it is a template's, but no template spells AWS's keys.
bool IsPadded(std::string_view spelling) {
  const size_t name = spelling.find_first_not_of(' ', 2);
  return name != 2 && name != std::string_view::npos &&
         policy::StartsWithIgnoreCase(spelling.substr(name), "aws:") &&
         spelling.find("::") == std::string_view::npos;
}

/// The variable's name and nothing else between the braces.
std::vector<text::Edit> WithoutSpaces(const policy::Text& text, const policy::Piece& piece) {
  std::string name(text.value.substr(piece.begin + 2, piece.end - piece.begin - 3));
  name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
  return text::ReplacePart(*text.node, piece.begin + 2, piece.end - 1, name);
}

void CheckSpace(lint::PolicyContext& context) {
  if (!context.policy().has_variables()) return;
  ForEachText(context, [&](const policy::Text& text) {
    for (const policy::Piece& piece : text.pieces) {
      const bool spaced = piece.kind == policy::PieceKind::kVariable
                              ? piece.name.find(' ') != std::string_view::npos
                              : piece.kind == policy::PieceKind::kHole &&
                                    Spelling(text, piece).substr(0, 2) == "${" &&
                                    IsPadded(Spelling(text, piece));
      if (!spaced) continue;
      context
          .Report(text.span(),
                  fmt::format("`{}` has a space in the variable's name", Spelling(text, piece)))
          .Fix(WithoutSpaces(text, piece), false);
      return;
    }
  });
}

void CheckQuote(lint::PolicyContext& context) {
  if (!context.policy().has_variables()) return;
  ForEachText(context, [&](const policy::Text& text) {
    for (const policy::Piece& piece : text.pieces) {
      if (piece.kind != policy::PieceKind::kVariable || piece.has_default) continue;
      const std::string_view spelling = Spelling(text, piece);
      if (spelling.find(',') == std::string_view::npos) continue;
      context.Report(text.span(),
                     fmt::format("the default value of `{}` is not in single quotes", spelling));
      return;
    }
  });
}

}  // namespace

extern constinit const lint::Rule kUnsupportedSpaceInVariable{
    .info =
        {.name = "unsupported-space-in-variable",
         .group = "variables",
         .level = lint::Level::kError,
         .summary = "a policy variable has a space in its name",
         .why = "AWS refuses the policy.",
         .fix = "Remove the space.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::home/${aws: username}/*"}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::home/${aws:username}/*"}
})"},
         .aliases = {.access_analyzer = "UNSUPPORTED_SPACE_IN_VARIABLE"},
         .source =
             ""
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"},
    .needs = {.facts = {lint::Fact::kDollar, lint::Fact::kVersion2012}},
    .check_policy = CheckSpace,
};

extern constinit const lint::Rule kMissingQuoteInVariable{
    .info =
        {.name = "missing-quote-in-variable",
         .group = "variables",
         .level = lint::Level::kError,
         .summary = "the default value of a policy variable is not quoted",
         .why = "AWS refuses the policy.",
         .fix = "Put the default value between single quotes.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::home/${aws:PrincipalTag/team, none}/*"}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::home/${aws:PrincipalTag/team, 'none'}/*"}
})"},
         .aliases = {.access_analyzer = "MISSING_QUOTE_IN_VARIABLE"},
         .source =
             ""
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"},
    .needs = {.facts = {lint::Fact::kDollar, lint::Fact::kVersion2012}},
    .check_policy = CheckQuote,
};

}  // namespace whittle::rules
