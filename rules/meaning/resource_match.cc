#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "catalog/arn_format.h"
#include "policy/pattern.h"
#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

using Kind = catalog::ActionMatch::Kind;

/// The statement names its resources, all of them in sight, and none of them is `*`.
bool HasNarrowResources(const policy::Statement& statement) {
  if (!statement.resource.present() || statement.resource.negated || statement.resource.open ||
      statement.resource.entries.empty()) {
    return false;
  }
  for (const policy::Resource& resource : statement.resource.entries) {
    if (resource.all() || resource.text.is_hole()) return false;
  }
  return true;
}

enum class Fate : uint8_t { kMayMatch, kOnlyStar, kNoMatch };

Fate FateOf(const policy::Statement& statement, const catalog::Action& action) {
  for (const policy::Resource& resource : statement.resource.entries) {
    // An entry that is no whole ARN may yet turn out to be one that fits, or `*`.
    if (resource.arn.opaque() || !resource.arn.complete()) return Fate::kMayMatch;
    if (catalog::MayMatch(resource, action)) return Fate::kMayMatch;
    if (action.takes_only_star() && catalog::IsWholeType(resource, action)) return Fate::kMayMatch;
  }
  return action.takes_only_star() ? Fate::kOnlyStar : Fate::kNoMatch;
}

/// Each ARN is of a service that there is: another one is misspelled, which invalid-service says.
bool AllServicesKnown(const lint::PolicyContext& context, const policy::Statement& statement) {
  return std::all_of(statement.resource.entries.begin(), statement.resource.entries.end(),
                     [&](const policy::Resource& resource) {
                       return policy::HasWildcard(resource.arn.service()) ||
                              context.catalog().FindService(resource.arn.service());
                     });
}

/// One Action entry none of whose actions can match a resource of the statement.
struct Dead {
  const policy::Action* entry;
  catalog::ActionId action;  ///< one of those that it names, with a resource type where any has
  size_t count;              ///< how many it names
};

/// The entries of that fate. One that names several actions is dead when all are, and counts as
/// only-star when all are that.
std::vector<Dead> FindDead(lint::PolicyContext& context, const policy::Statement& statement,
                           Fate wanted) {
  std::vector<Dead> dead;
  for (const lint::ResolvedAction& resolved : context.Actions(statement)) {
    if (resolved.unknown || resolved.match.kind != Kind::kMatched || !resolved.match.service) {
      continue;
    }
    // One action decides for itself which rule it is for, before anything is compared.
    if (resolved.match.actions.ranges().size() == 1 && resolved.match.actions.size() == 1) {
      const auto action = context.catalog().action(resolved.match.actions.ranges().front().begin);
      if (action.takes_only_star() != (wanted == Fate::kOnlyStar)) continue;
    }
    bool alive = false;
    bool only_star = true;
    catalog::ActionId shown = resolved.match.actions.ranges().front().begin;
    for (const catalog::ActionRange range : resolved.match.actions.ranges()) {
      for (catalog::ActionId id = range.begin; id < range.end && !alive; ++id) {
        const Fate fate = FateOf(statement, context.catalog().action(id));
        alive = fate == Fate::kMayMatch;
        if (only_star && fate == Fate::kNoMatch) shown = id;
        only_star = only_star && fate == Fate::kOnlyStar;
      }
      if (alive) break;
    }
    if (alive || (only_star ? Fate::kOnlyStar : Fate::kNoMatch) != wanted) continue;
    dead.push_back({resolved.entry, shown, resolved.match.actions.size()});
  }
  return dead;
}

/// "`s3:ListBucket` and 2 more".
std::string Name(const std::vector<Dead>& dead) {
  std::string text = fmt::format("`{}`", dead.front().entry->text.value);
  if (dead.size() > 1) text += fmt::format(" and {} more", dead.size() - 1);
  return text;
}

void AddRelated(lint::FindingBuilder finding, const policy::Statement& statement,
                const std::vector<Dead>& dead) {
  for (size_t i = 1; i < dead.size(); ++i) finding.Related(dead[i].entry->text.span());
  finding.Related(statement.resource.value->span());
}

template <typename Visit>
void ForEachNarrow(lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() && !statement.denies()) continue;
    if (statement.action.negated || !HasNarrowResources(statement)) continue;
    visit(statement);
  }
}

void CheckMismatch(lint::PolicyContext& context) {
  // Then unsupported-action-in-policy and unsupported-resource-arn-in-policy say it.
  if (!context.policy().type.resource_type.empty()) return;
  ForEachNarrow(context, [&](const policy::Statement& statement) {
    const std::vector<Dead> dead = FindDead(context, statement, Fate::kNoMatch);
    if (dead.empty() || !AllServicesKnown(context, statement)) return;
    const catalog::Action action = context.catalog().action(dead.front().action);
    auto finding = context.Report(
        dead.front().entry->text.span(),
        fmt::format("{} can never match the statement's resources, so this {} nothing", Name(dead),
                    statement.allows() ? "grants" : "denies"));
    finding.Help(fmt::format("{} works on {}: add such an ARN, or drop the action",
                             action.full_name(), FormatsOf(action)));
    finding.RestsOnCatalog();
    AddRelated(finding, statement, dead);
  });
}

void CheckOnlyStar(lint::PolicyContext& context) {
  ForEachNarrow(context, [&](const policy::Statement& statement) {
    const std::vector<Dead> dead = FindDead(context, statement, Fate::kOnlyStar);
    if (dead.empty() || !AllServicesKnown(context, statement)) return;
    const bool one = dead.size() == 1 && dead.front().count == 1;
    auto finding = context.Report(
        dead.front().entry->text.span(),
        fmt::format("{} {} no resource but `*`, which the statement does not name, so this {} "
                    "nothing",
                    Name(dead), one ? "takes" : "take", statement.allows() ? "grants" : "denies"));
    finding.Help(statement.allows()
                     ? "move it to a statement with `\"Resource\": \"*\"`, or drop it"
                     : "move it to a statement with `\"Resource\": \"*\"`");
    finding.RestsOnCatalog();
    AddRelated(finding, statement, dead);
  });
}

}  // namespace

extern constinit const lint::Rule kActionResourceMismatch{
    .info = {.name = "action-resource-mismatch",
             .group = "meaning",
             .level = lint::Level::kWarning,
             .summary = "an action can never match the resources of its statement",
             .why = "Each action works on certain types of resources. Where none of the statement's"
                    " ARNs can be of such a type, the action is neither allowed nor denied, though"
                    " the policy reads as if it were.",
             .fix = "Add an ARN of a type that the action works on, or drop the action.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports/*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"}
})"},
             .aliases = {.parliament = "RESOURCE_MISMATCH",
                         .iam_policy_validator = "resource_mismatch"},
             .source = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                       "reference_policies_actions-resources-contextkeys.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckMismatch,
};

extern constinit const lint::Rule kActionNeedsStarResource{
    .info = {.name = "action-needs-star-resource",
             .group = "meaning",
             .level = lint::Level::kWarning,
             .summary = "an action that takes only `*` stands beside narrower resources",
             .why = "AWS documents no resource type for the action: it is decided on `*`, and a"
                    " statement with narrower ARNs does not reach it.",
             .fix = "Move the action to a statement with `\"Resource\": \"*\"`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": ["sqs:ListQueues"], "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": ["sqs:ListQueues"], "Resource": "*"}
})"},
             .aliases = {.parliament = "RESOURCE_MISMATCH",
                         .iam_policy_validator = "resource_mismatch"},
             .source = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                       "reference_policies_actions-resources-contextkeys.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckOnlyStar,
};

}  // namespace whittle::rules
