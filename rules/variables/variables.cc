#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "rules/variables/texts.h"

namespace whittle::rules {

namespace {

/// The first variable of a text, as spelled.
std::string_view FirstVariable(const policy::Text& text) {
  for (const policy::Piece& piece : text.pieces) {
    if (piece.kind == policy::PieceKind::kVariable) {
      return text.value.substr(piece.begin, piece.end - piece.begin);
    }
  }
  return {};
}

void CheckVersion(lint::PolicyContext& context) {
  const policy::Version version = context.policy().version;
  if (version != policy::Version::kAbsent && version != policy::Version::k2008) return;
  ForEachText(context, [&](const policy::Text& text) {
    if (!text.has_variables) return;
    context.Report(text.span(), fmt::format("`{}` is plain text here: {}", FirstVariable(text),
                                            version == policy::Version::kAbsent
                                                ? "the policy has no Version"
                                                : "Version 2008-10-17 has no policy variables"));
  });
}

void CheckElement(lint::PolicyContext& context) {
  const auto report = [&](const policy::Text& text, std::string_view element) {
    if (!text.has_variables) return;
    context.Report(text.span(),
                   fmt::format("{} takes no policy variables: `{}`", element, FirstVariable(text)));
  };
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Action& action : statement.action.entries) {
      report(action.text, statement.action.key->text());
    }
    for (const policy::Principal& principal : statement.principal.entries) {
      report(principal.text, statement.principal.key->text());
    }
  }
}

void CheckOperator(lint::PolicyContext& context) {
  if (!context.policy().has_variables()) return;
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.op.known() || condition.op.takes_variables()) continue;
      for (const policy::Text& value : condition.values) {
        if (!value.has_variables) continue;
        context.Report(value.span(),
                       fmt::format("`{}` takes no policy variables; String and Arn operators do",
                                   condition.op.spelling));
      }
    }
  }
}

void CheckEmpty(lint::PolicyContext& context) {
  if (!context.policy().has_variables()) return;
  ForEachText(context, [&](const policy::Text& text) {
    const size_t at = text.value.find("${}");
    if (at == std::string_view::npos) return;
    context.Report(text.span(), "`${}` names no variable");
  });
}

void CheckBrace(lint::PolicyContext& context) {
  if (!context.policy().has_variables()) return;
  ForEachText(context, [&](const policy::Text& text) {
    const size_t open = text.value.rfind("${");
    if (open == std::string_view::npos || !text.known()) return;
    if (text.value.find('}', open) != std::string_view::npos) return;
    context.Report(text.span(), "`${` is never closed by `}`");
  });
}

}  // namespace

extern constinit const lint::Rule kEmptyVariable{
    .info =
        {.name = "empty-variable",
         .group = "variables",
         .level = lint::Level::kError,
         .summary = "a policy variable has no name",
         .why = "AWS refuses the policy.",
         .fix = "Name the variable, or remove `${}`.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${}/*"}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"}
})"},
         .aliases = {.access_analyzer = "EMPTY_VARIABLE"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"},
    .needs = {.facts = {lint::Fact::kDollar, lint::Fact::kVersion2012}},
    .check_policy = CheckEmpty,
};

extern constinit const lint::Rule kMissingBraceInVariable{
    .info =
        {.name = "missing-brace-in-variable",
         .group = "variables",
         .level = lint::Level::kError,
         .summary = "a policy variable is not closed",
         .why = "AWS refuses the policy.",
         .fix = "Close the variable with `}`.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username/*"}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"}
})"},
         .aliases = {.access_analyzer = "MISSING_BRACE_IN_VARIABLE"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"},
    .needs = {.facts = {lint::Fact::kDollar, lint::Fact::kVersion2012}},
    .check_policy = CheckBrace,
};

extern constinit const lint::Rule kVariableUnsupportedInElement{
    .info =
        {.name = "variable-unsupported-in-element",
         .group = "variables",
         .level = lint::Level::kError,
         .summary = "a policy variable stands where none is filled in",
         .why = "Variables work in Resource, NotResource and condition values; AWS refuses them"
                " elsewhere.",
         .fix = "Write the value, or move the restriction into a condition.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "${aws:username}:*", "Resource": "*"}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
})"},
         .aliases = {.access_analyzer = "VARIABLE_UNSUPPORTED_IN_ELEMENT"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"},
    .needs = {.facts = {lint::Fact::kVariable}},
    .check_policy = CheckElement,
};

extern constinit const lint::Rule kVariableUnsupportedInVersion{
    .info =
        {.name = "variable-unsupported-in-version",
         .group = "variables",
         .level = lint::Level::kError,
         .summary = "a policy variable stands in a policy of the old language",
         .why = "Before Version 2012-10-17 `${aws:username}` is plain text: the policy does not"
                " do what it says.",
         .fix = "Write `\"Version\": \"2012-10-17\"`.",
         .bad = {R"({
  "Version": "2008-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"}
})"},
         .aliases = {.access_analyzer = "VARIABLE_UNSUPPORTED_IN_VERSION"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"},
    .needs = {.facts = {lint::Fact::kVariable, lint::Fact::kOtherVersion}},
    .check_policy = CheckVersion,
};

extern constinit const lint::Rule kInvalidVariableForOperator{
    .info =
        {.name = "invalid-variable-for-operator",
         .group = "variables",
         .level = lint::Level::kError,
         .summary = "a policy variable stands under an operator that takes none",
         .why = "Only String and Arn operators fill variables in; elsewhere AWS refuses the "
                "policy.",
         .fix = "Use a String or Arn operator, or a fixed value.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericEquals": {"aws:MultiFactorAuthAge": "${aws:PrincipalTag/age}"}}}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericEquals": {"aws:MultiFactorAuthAge": "3600"}}}
})"},
         .aliases = {.access_analyzer = "INVALID_VARIABLE_FOR_OPERATOR"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"},
    .needs = {.facts = {lint::Fact::kVariable, lint::Fact::kConditions, lint::Fact::kVersion2012}},
    .check_policy = CheckOperator,
};

}  // namespace whittle::rules
