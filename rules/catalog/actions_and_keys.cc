// Actions that a statement's condition keys do not go with.
#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

using policy::EqualsIgnoreCase;

/// True only where the key is there.
bool NeedsKey(const policy::Condition& condition) {
  const policy::Operator& op = condition.op;
  return op.known() && !op.has_holes && !op.negated() && !op.if_exists &&
         op.qualifier != policy::SetQualifier::kForAllValues &&
         op.base != policy::BaseOperator::kNull;
}

/// The first listed action (no wildcard) whose requests never carry the key.
const policy::Action* FirstWithout(lint::PolicyContext& context, const policy::Statement& statement,
                                   const catalog::KeyMatch& key) {
  for (const lint::ResolvedAction& action : context.Actions(statement)) {
    if (action.unknown || policy::HasWildcard(action.entry->text.value)) continue;
    const auto found = context.catalog().FindAction(action.entry->text.value);
    if (!found) continue;
    const bool supplied =
        key.key ? context.catalog().ActionSuppliesKey(found->id(), *key.key)
                : EqualsIgnoreCase(found->full_name(), "sts:AssumeRoleWithWebIdentity");
    if (!supplied) return action.entry;
  }
  return nullptr;
}

void CheckUnsupported(lint::PolicyContext& context) {
  // Access Analyzer says it of no identity policy.
  if (!context.policy().type.Surely({policy::Type::kResource, policy::Type::kTrust})) return;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.conditions.empty() || statement.action.negated) continue;
    const auto keys = context.Keys(statement);
    for (size_t i = 0; i < keys.size(); ++i) {
      const policy::Condition& condition = statement.conditions[i];
      if (!keys[i] || !NeedsKey(condition)) continue;
      const bool provider = keys[i]->kind == catalog::KeyMatch::Kind::kProvider;
      if (!keys[i]->key && !provider) continue;
      // Global keys are in many requests that AWS's tables do not list; tag keys have checks of
      // their own.
      if (policy::StartsWithIgnoreCase(condition.key.value, "aws:")) continue;
      const policy::Action* action = FirstWithout(context, statement, *keys[i]);
      if (action == nullptr) continue;
      context
          .Report(condition.key.span(),
                  fmt::format("requests for `{}` never carry `{}`, so the statement is never about "
                              "that action",
                              action->text.value, condition.key.value))
          .Related(action->text.span())
          .RestsOnCatalog();
    }
  }
}

/// A key that only the companion action lets a caller set.
struct Companion {
  std::string_view key;  ///< with a `/` at its end: whatever follows
  std::string_view action;
};
constexpr Companion kCompanions[] = {
    {"aws:RequestTag/", "sts:TagSession"},
    {"aws:TagKeys", "sts:TagSession"},
    {"sts:TransitiveTagKeys", "sts:TagSession"},
    {"sts:SourceIdentity", "sts:SetSourceIdentity"},
};

const Companion* CompanionOf(std::string_view key) {
  for (const Companion& companion : kCompanions) {
    if (companion.key.back() == '/' ? policy::StartsWithIgnoreCase(key, companion.key)
                                    : EqualsIgnoreCase(key, companion.key)) {
      return &companion;
    }
  }
  return nullptr;
}

/// Whether some Allow of the policy may be about the action.
bool MayAllow(const policy::Policy& policy, std::string_view wanted) {
  if (policy.open) return true;
  for (const policy::Statement& statement : policy.statements) {
    if (statement.denies()) continue;
    if (statement.action.negated || statement.action.open) return true;
    for (const policy::Action& action : statement.action.entries) {
      if (!action.text.known()) return true;
      if (policy::Matches(action.text.value, wanted, policy::Case::kInsensitive)) return true;
    }
  }
  return false;
}

void CheckMissing(lint::PolicyContext& context) {
  if (!context.policy().type.Surely({policy::Type::kTrust})) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows()) continue;
    for (const policy::Condition& condition : statement.conditions) {
      const Companion* companion = CompanionOf(condition.key.value);
      if (companion == nullptr || !NeedsKey(condition)) continue;
      if (MayAllow(context.policy(), companion->action)) continue;
      context
          .Report(condition.key.span(),
                  fmt::format("a caller can set `{}` only where `{}` is allowed, and it is not",
                              condition.key.value, companion->action))
          .Help(fmt::format("add `{}` to the statement's actions", companion->action));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kMissingActionForConditionKey{
    .info = {.name = "missing-action-for-condition-key",
             .group = "catalog",
             .level = lint::Level::kError,
             .summary = "a condition asks for what callers may not set",
             .why =
                 "Session tags need sts:TagSession, a source identity needs sts:SetSourceIdentity. "
                 "Without it a call that sets them is refused, and one that does not is not "
                 "allowed: nobody gets in.",
             .fix = "Add the action to the statement.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app"}, "Action": ["sts:AssumeRole"], "Condition": {"StringEquals": {"sts:SourceIdentity": "ann"}}}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app"}, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Condition": {"StringEquals": {"sts:SourceIdentity": "ann"}}}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "MISSING_ACTION_FOR_CONDITION_KEY"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"},
    .needs = {.facts = {lint::Fact::kConditions}, .types = {policy::Type::kTrust}},
    .check_policy = CheckMissing,
};

extern constinit const lint::Rule kUnsupportedActionForConditionKey{
    .info = {.name = "unsupported-action-for-condition-key",
             .group = "catalog",
             .level = lint::Level::kError,
             .summary = "a listed action never carries a key that the condition asks for",
             .why = "The condition is false for the action, so the statement never applies to it.",
             .fix = "Give the action a statement of its own, without the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::site", "Condition": {"StringEquals": {"s3:prefix": "public/"}}}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::site", "Condition": {"StringEquals": {"s3:prefix": "public/"}}}
})",
                      policy::Type::kResource},
             .aliases = {.access_analyzer = "UNSUPPORTED_ACTION_FOR_CONDITION_KEY"},
             .source = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                       "reference_policies_actions-resources-contextkeys.html"},
    .needs = {.facts = {lint::Fact::kConditions},
              .types = {policy::Type::kResource, policy::Type::kTrust}},
    .check_policy = CheckUnsupported,
};

}  // namespace whittle::rules
