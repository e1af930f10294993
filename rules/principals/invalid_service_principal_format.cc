#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "rules/principals/service_principal.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

using policy::EqualsIgnoreCase;

/// Condition keys whose values Access Analyzer takes for service principals. It leaves
/// iam:PassedToService and iam:AWSServiceName alone (recorded answers).
enum class Form : unsigned char { kNone, kOneLabel, kLabels, kRegional };

Form FormOf(std::string_view key) {
  if (EqualsIgnoreCase(key, "aws:CalledVia")) return Form::kOneLabel;
  if (EqualsIgnoreCase(key, "kms:ViaService")) return Form::kRegional;
  for (const std::string_view name :
       {"aws:CalledViaFirst", "aws:CalledViaLast", "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList"}) {
    if (EqualsIgnoreCase(key, name)) return Form::kLabels;
  }
  return Form::kNone;
}

bool HasForm(std::string_view value, Form form) {
  if (!LooksLikeServicePrincipal(value)) return false;
  const std::string_view labels = ServiceLabels(value);
  const bool one = labels.find('.') == std::string_view::npos;
  if (form == Form::kOneLabel) return one;
  return form != Form::kRegional || !one;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

/// How the principal was meant, where that is plain.
std::vector<std::string> Meant(std::string_view value) {
  const std::string lower = Lower(value);
  if (lower != value && LooksLikeServicePrincipal(lower)) return {lower};
  text::Nearest nearest(value);
  const size_t dot = lower.find('.');
  const std::string label = lower.substr(0, dot);
  nearest.Consider(label + ".amazonaws.com");
  return nearest.Take(1);
}

void CheckPrincipals(lint::PolicyContext& context, const policy::Statement& statement) {
  for (const policy::Principal& principal : statement.principal.entries) {
    const policy::Text& text = principal.text;
    if (principal.kind != policy::PrincipalKind::kService || !text.pieces.empty()) continue;
    // Wildcards are unsupported-wildcard-in-principal's.
    if (policy::HasWildcard(text.value) || LooksLikeServicePrincipal(text.value)) continue;
    const auto near = Meant(text.value);
    context
        .Report(text.span(),
                fmt::format("`{}` is no service principal{}", text.value, text::DidYouMean(near)))
        .Fix(Respell(*text.node, near), false);
  }
}

void CheckConditions(lint::PolicyContext& context, const policy::Statement& statement) {
  for (const policy::Condition& condition : statement.conditions) {
    if (condition.op.family() != policy::OperatorFamily::kString || !condition.op.known()) continue;
    const Form form = FormOf(condition.key.value);
    if (form == Form::kNone) continue;
    for (const policy::Text& value : condition.values) {
      if (!value.pieces.empty() || policy::HasWildcard(value.value)) continue;
      if (HasForm(value.value, form)) continue;
      const auto near = form == Form::kRegional ? std::vector<std::string>() : Meant(value.value);
      auto finding =
          context.Report(value.span(), fmt::format("`{}` is no value of `{}`{}", value.value,
                                                   condition.key.value, text::DidYouMean(near)));
      finding.Fix(Respell(*value.node, near), false);
      if (form == Form::kRegional) {
        finding.Help("write the service and the Region: `s3.eu-west-1.amazonaws.com`");
      }
    }
  }
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.principal.present()) CheckPrincipals(context, statement);
    if (!statement.conditions.empty()) CheckConditions(context, statement);
  }
}

}  // namespace

extern constinit const lint::Rule kInvalidServicePrincipalFormat{
    .info = {.name = "invalid-service-principal-format",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a service principal has the wrong form",
             .why = "It names no service: the policy is refused, or the condition never matches.",
             .fix = "Write `SERVICE.amazonaws.com` in lower case (`.amazonaws.com.cn` in China); "
                    "`kms:ViaService` wants `SERVICE.REGION.amazonaws.com`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.co"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "INVALID_SERVICE_PRINCIPAL_FORMAT"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_principal.html"},
    .check_policy = Check,
};

}  // namespace whittle::rules
