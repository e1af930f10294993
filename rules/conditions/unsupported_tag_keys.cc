// Conditions on the tags of a resource, for actions that do not tell them.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kStem = "aws:ResourceTag/";
constexpr std::string_view kAbacPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
    "introduction_attribute-based-access-control.html";

/// The catalogue's keys for tags: the resource's, and those of the request.
class TagKeys {
 public:
  explicit TagKeys(const catalog::Catalog& catalog) : catalog_(catalog) {
    for (const std::string_view key : {"aws:ResourceTag/a", "aws:RequestTag/a", "aws:TagKeys"}) {
      keys_.push_back(catalog.MatchConditionKey(key).key);
    }
  }

  /// Whether calls of the action know no tags at all. Actions that make a resource and tag it are
  /// passed over, as AWS does.
  [[nodiscard]] bool AreUnknownTo(const lint::ResolvedAction& action) const {
    if (action.unknown || action.entry->text.has_wildcard) return false;
    const catalog::ActionSet& actions = action.match.actions;
    if (actions.empty()) return false;
    const catalog::ActionId id = actions.ranges().front().begin;
    return std::none_of(keys_.begin(), keys_.end(), [&](const std::optional<uint32_t>& key) {
      return !key || catalog_.ActionSuppliesKey(id, *key);
    });
  }

 private:
  const catalog::Catalog& catalog_;
  std::vector<std::optional<uint32_t>> keys_;
};

/// Calls `visit` with each statement of the effect, with Action or with NotAction, and each of its
/// conditions that only a tag of the resource can meet.
template <typename Visit>
void ForEachTagCondition(lint::PolicyContext& context, policy::Effect effect, bool not_action,
                         Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.effect != effect || statement.action.negated != not_action) continue;
    for (const policy::Condition& condition : statement.conditions) {
      if (!policy::StartsWithIgnoreCase(condition.key.value, kStem)) continue;
      if (condition.op.known() && NeedsKey(condition.op)) visit(statement, condition);
    }
  }
}

void CheckListed(lint::PolicyContext& context, policy::Effect effect,
                 std::string_view consequence) {
  ForEachTagCondition(
      context, effect, false,
      [&](const policy::Statement& statement, const policy::Condition& condition) {
        const TagKeys tags(context.catalog());
        std::vector<const policy::Text*> found;
        for (const lint::ResolvedAction& action : context.Actions(statement)) {
          if (tags.AreUnknownTo(action)) found.push_back(&action.entry->text);
        }
        if (found.empty()) return;
        auto finding = context.Report(
            found[0]->span(),
            fmt::format("calls of `{}` do not carry `{}`: the statement never {} them",
                        found[0]->value, condition.key.value, consequence));
        for (size_t i = 1; i < found.size(); ++i) finding.Related(found[i]->span());
        finding.Related(condition.key.span());
      });
}

void CheckNotAction(lint::PolicyContext& context, policy::Effect effect,
                    std::string_view consequence) {
  ForEachTagCondition(
      context, effect, true,
      [&](const policy::Statement& statement, const policy::Condition& condition) {
        context
            .Report(condition.key.span(),
                    fmt::format("many actions do not carry `{}`: the statement never {} them",
                                condition.key.value, consequence))
            .Related(statement.action.value->span());
      });
}

void CheckAllow(lint::PolicyContext& context) {
  CheckListed(context, policy::Effect::kAllow, "allows");
}
void CheckDeny(lint::PolicyContext& context) {
  CheckListed(context, policy::Effect::kDeny, "denies");
}
void CheckAllowNotAction(lint::PolicyContext& context) {
  CheckNotAction(context, policy::Effect::kAllow, "allows");
}
void CheckDenyNotAction(lint::PolicyContext& context) {
  CheckNotAction(context, policy::Effect::kDeny, "denies");
}

}  // namespace

extern constinit const lint::Rule kAllowWithUnsupportedTagConditionKeyForService{
    .info = {.name = "allow-with-unsupported-tag-condition-key-for-service",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "an Allow asks for a tag that calls of an action do not carry",
             .why = "The request does not carry the tag of a resource there, so the condition is "
                    "never met and the action is not allowed.",
             .fix = "Allow such actions in a statement without the condition, on named resources.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "logs:PutResourcePolicy", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "logs:PutRetentionPolicy", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
             .source = kAbacPage},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kConditions}},
    .check_policy = CheckAllow,
};

extern constinit const lint::Rule kDenyWithUnsupportedTagConditionKeyForService{
    .info = {.name = "deny-with-unsupported-tag-condition-key-for-service",
             .group = "conditions",
             .level = lint::Level::kSecurityWarning,
             .summary = "a Deny asks for a tag that calls of an action do not carry",
             .why = "The request does not carry the tag of a resource there, so the condition is "
                    "never met and the action is not denied.",
             .fix = "Deny such actions in a statement without the condition, on named resources.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "logs:PutResourcePolicy", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "logs:PutRetentionPolicy", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})"},
             .aliases = {.access_analyzer = "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
             .source = kAbacPage},
    .needs = {.facts = {lint::Fact::kDeny, lint::Fact::kConditions}},
    .check_policy = CheckDeny,
};

extern constinit const lint::Rule kAllowNotactionWithUnsupportedTagConditionKeyForService{
    .info = {.name = "allow-notaction-with-unsupported-tag-condition-key-for-service",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "an Allow with NotAction asks for a tag of the resource",
             .why = "Many actions do not carry the tags of a resource; the statement does not "
                    "allow them, whatever NotAction leaves.",
             .fix = "List the actions that carry tags with Action.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": ["ec2:StopInstances"], "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer =
                             "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
             .source = kAbacPage},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotAction, lint::Fact::kConditions}},
    .check_policy = CheckAllowNotAction,
};

extern constinit const lint::Rule kDenyNotactionWithUnsupportedTagConditionKeyForService{
    .info = {.name = "deny-notaction-with-unsupported-tag-condition-key-for-service",
             .group = "conditions",
             .level = lint::Level::kSecurityWarning,
             .summary = "a Deny with NotAction asks for a tag of the resource",
             .why = "Many actions do not carry the tags of a resource; the statement does not deny "
                    "them, whatever NotAction leaves.",
             .fix = "List the actions that carry tags with Action.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": ["ec2:DescribeInstances"], "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["ec2:StopInstances"], "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}
})"},
             .aliases = {.access_analyzer =
                             "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
             .source = kAbacPage},
    .needs = {.facts = {lint::Fact::kDeny, lint::Fact::kNotAction, lint::Fact::kConditions}},
    .check_policy = CheckDenyNotAction,
};

}  // namespace whittle::rules
