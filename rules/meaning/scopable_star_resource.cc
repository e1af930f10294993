#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/pattern.h"
#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

/// AWS's own checks have these two, with a graver level.
bool HasRuleOfItsOwn(const policy::Action& action) {
  return policy::EqualsIgnoreCase(action.text.value, "iam:PassRole") ||
         policy::EqualsIgnoreCase(action.text.value, "iam:CreateServiceLinkedRole");
}

/// `ec2:Describe*`: most of what it names takes only `*`, and naming the rest is no gain.
bool IsSurvey(const policy::Action& action) {
  return policy::HasWildcard(action.name) &&
         (policy::StartsWithIgnoreCase(action.name, "Describe") ||
          policy::StartsWithIgnoreCase(action.name, "List"));
}

/// Whether the format is that of what the action makes: `vpc/${VpcId}` of `ec2:CreateVpc`.
bool IsMade(std::string_view action, std::string_view format) {
  const size_t end = format.rfind("${");
  if (end == std::string_view::npos || end < 2 || format.substr(format.size() - 3) != "Id}") {
    return false;
  }
  const size_t begin = format.rfind(':', end - 2) + 1;
  std::string_view made = action.substr(std::string_view("Create").size());
  for (const char c : format.substr(begin, end - 1 - begin)) {
    if (c == '-') continue;
    if (made.empty() || !policy::EqualsIgnoreCase(made.substr(0, 1), {&c, 1})) return false;
    made.remove_prefix(1);
  }
  return made.empty();
}

/// Whether the resource has a name before the call: what `ec2:CreateVpc` makes gets an id that
/// nobody can write down beforehand.
bool HasName(const catalog::Action& action) {
  if (!policy::StartsWithIgnoreCase(action.name(), "Create")) return true;
  return action.AnyArnFormat(
      [&](std::string_view format) { return !IsMade(action.name(), format); });
}

/// Types of resource that a call names only where it wants something special: a policy scoped to
/// them denies the ordinary call. Sources: github.com/awslabs/iam-policy-autopilot issue 242 (data
/// sets); for the others the API's pages, on which the parameter that names one is optional.
struct Extra {
  std::string_view service;
  std::string_view type;
};
constexpr Extra kExtras[] = {
    {"billing", "billingview"},  {"ce", "billingview"},
    {"cloudwatch", "dataset"},   {"comprehend", "entity-recognizer-endpoint"},
    {"polly", "lexicon"},        {"rekognition", "projectversion"},
    {"ses", "tenant"},           {"translate", "parallel-data"},
    {"translate", "terminology"}};

/// Whether all that the action takes are such extras.
bool TakesOnlyExtras(const catalog::Action& action) {
  const std::string_view service = action.service().prefix();
  // Cheap: the services are few.
  if (std::none_of(std::begin(kExtras), std::end(kExtras),
                   [&](const Extra& extra) { return extra.service == service; })) {
    return false;
  }
  const auto resources = action.resources();
  return std::all_of(resources.begin(), resources.end(), [&](const catalog::ActionResource& one) {
    return !one.required &&
           std::any_of(std::begin(kExtras), std::end(kExtras), [&](const Extra& extra) {
             return extra.type == one.type.name() && extra.service == service;
           });
  });
}

/// The actions of a statement that could be granted on named resources.
struct Scopable {
  static constexpr size_t kShown = 3;
  std::array<catalog::ActionId, kShown> shown{};
  size_t count = 0;    ///< Action entries with such an action
  bool mixed = false;  ///< others take only `*`
};

Scopable FindScopable(lint::PolicyContext& context, const policy::Statement& statement) {
  Scopable scopable;
  for (const lint::ResolvedAction& resolved : context.Actions(statement)) {
    if (resolved.unknown || resolved.match.kind != catalog::ActionMatch::Kind::kMatched ||
        !resolved.match.service || resolved.entry->name == "*" ||
        HasRuleOfItsOwn(*resolved.entry) || IsSurvey(*resolved.entry)) {
      continue;
    }
    bool found = false;
    for (const catalog::ActionRange range : resolved.match.actions.ranges()) {
      for (catalog::ActionId id = range.begin; id < range.end && !found; ++id) {
        const catalog::Action action = context.catalog().action(id);
        if (action.takes_only_star() || !HasName(action) || TakesOnlyExtras(action)) {
          continue;
        }
        found = true;
        if (scopable.count < Scopable::kShown) scopable.shown[scopable.count] = id;
        ++scopable.count;
      }
    }
    scopable.mixed = scopable.mixed || !found;
  }
  return scopable;
}

void Report(lint::PolicyContext& context, const policy::Statement& statement,
            const policy::Resource& star, const Scopable& scopable) {
  std::string names;
  std::string forms;
  const size_t shown = std::min(scopable.count, Scopable::kShown);
  for (size_t i = 0; i < shown; ++i) {
    const catalog::Action action = context.catalog().action(scopable.shown[i]);
    const std::string name = action.full_name();
    names += (i == 0 ? "`" : "`, `") + name;
    forms += (i == 0 ? "" : "; ") + name + ": " + FormatsOf(action);
  }
  names += '`';
  if (scopable.count > shown) names += fmt::format(" and {} more", scopable.count - shown);
  context
      .Report(star.text.span(),
              fmt::format("`*` where {} could be scoped to named resources", names))
      .Help(fmt::format("name the resources ({}){}", forms,
                        scopable.mixed ? "; keep `*` in a statement of its own for the actions "
                                         "that take nothing else"
                                       : ""))
      .Related(statement.action.value->span());
}

void Check(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kIdentity) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.action.negated) continue;
    const policy::Resource* star = FindStar(statement);
    if (star == nullptr || NarrowsResources(statement)) continue;
    const Scopable scopable = FindScopable(context, statement);
    if (scopable.count == 0 || IsDenied(context, statement)) continue;
    Report(context, statement, *star, scopable);
  }
}

}  // namespace

extern constinit const lint::Rule kScopableStarResource{
    .info = {.name = "scopable-star-resource",
             .group = "meaning",
             .level = lint::Level::kSuggestion,
             .summary = "`*` stands where some action could be scoped to named resources",
             .why = "The actions reach every resource of the account, also those that other "
                    "teams and later projects own.",
             .fix = "Name the resources by their ARNs. Actions that take only `*` belong to "
                    "a statement of their own.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}
})"},
             .aliases = {.parliament = "RESOURCE_STAR",
                         .iam_policy_validator = "overly_permissive",
                         .cloudsplaining = "ResourceExposure InfrastructureModification"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource},
              .types = {policy::Type::kIdentity}},
    .check_policy = Check,
};

}  // namespace whittle::rules
