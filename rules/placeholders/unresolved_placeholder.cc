#include <fmt/format.h>

#include <algorithm>
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// What of a document is still to be filled in.
struct Placeholders {
  std::vector<const policy::Text*> texts;     ///< that have one, in order
  std::vector<std::string_view> expressions;  ///< each once, in order

  /// What an intrinsic makes is filled in by CloudFormation itself.
  void Add(const policy::Text& text) {
    if (!text.has_holes || !text.node->is_string()) return;
    texts.push_back(&text);
    for (const policy::Piece& piece : text.pieces) {
      if (piece.kind != policy::PieceKind::kHole) continue;
      const std::string_view spelled = text.value.substr(piece.begin, piece.end - piece.begin);
      if (std::find(expressions.begin(), expressions.end(), spelled) == expressions.end()) {
        expressions.push_back(spelled);
      }
    }
  }
};

void Check(lint::PolicyContext& context) {
  Placeholders found;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.sid.present()) found.Add(statement.sid);
    for (const policy::Principal& principal : statement.principal.entries)
      found.Add(principal.text);
    for (const policy::Action& action : statement.action.entries) found.Add(action.text);
    for (const policy::Resource& resource : statement.resource.entries) found.Add(resource.text);
    for (const policy::Condition& condition : statement.conditions) {
      found.Add(condition.key);
      for (const policy::Text& value : condition.values) found.Add(value);
    }
  }
  if (found.texts.empty()) return;
  constexpr size_t kMostNamed = 5;
  std::string names;
  for (size_t i = 0; i < found.expressions.size() && i < kMostNamed; ++i) {
    names += fmt::format("{}`{}`", i == 0 ? "" : ", ", found.expressions[i]);
  }
  if (found.expressions.size() > kMostNamed) {
    names += fmt::format(" and {} more", found.expressions.size() - kMostNamed);
  }
  lint::FindingBuilder finding = context.Report(
      found.texts[0]->span(),
      fmt::format("{} still to be filled in: {}",
                  found.expressions.size() == 1 ? "a placeholder is" : "placeholders are", names));
  for (size_t i = 1; i < found.texts.size(); ++i) finding.Related(found.texts[i]->span());
}

}  // namespace

extern constinit const lint::Rule kUnresolvedPlaceholder{
    .info = {.name = "unresolved-placeholder",
             .group = "placeholders",
             .level = lint::Level::kSuggestion,
             .summary = "a placeholder is still to be filled in",
             .why = "What a placeholder will become is not known, so whittle says nothing about it;"
                    " AWS takes the text as it stands.",
             .fix = "Lint the text that the template makes, with --resolved, which turns what is "
                    "left into an error.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::<ACCOUNT_ID>:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_resource.html",
             .resolved_level = lint::Level::kError},
    .needs = {.facts = {lint::Fact::kPlaceholder}},
    .check_policy = Check,
};

}  // namespace whittle::rules
