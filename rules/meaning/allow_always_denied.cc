#include <fmt/format.h>

#include <optional>
#include <string>

#include "access/meaning.h"
#include "rules/grammar/problems.h"
#include "rules/meaning/covered.h"

namespace whittle::rules {

namespace {

bool IsDeny(const policy::Statement& statement) { return statement.denies(); }

template <typename Entry>
void ReportEntries(lint::PolicyContext& context, const policy::Clause<Entry>& clause,
                   const CoveredEntries& covered) {
  const size_t count = covered.entries.size();
  std::string what = fmt::format("`{}`", clause.entries[covered.entries[0]].text.value);
  if (count > 1) what += fmt::format(" and {} more entries", count - 1);
  lint::FindingBuilder finding =
      context.Report(clause.entries[covered.entries[0]].text.span(),
                     fmt::format("{} {} never allowed: the policy also denies {}", what,
                                 count == 1 ? "is" : "are", count == 1 ? "it" : "them"));
  for (size_t i = 1; i < count; ++i) {
    finding.Related(clause.entries[covered.entries[i]].text.span());
  }
  for (const policy::Statement* deny : covered.by) {
    finding.Related(deny->node->span(), "denied here");
  }
}

void Check(lint::PolicyContext& context) {
  const policy::Policy& policy = context.policy();
  if (policy.statements.size() > kMostStatements || policy.open) return;
  access::CoverFilter& filter = context.Covers();
  std::optional<access::Meaning> meaning;
  for (size_t i = 0; i < policy.statements.size(); ++i) {
    const policy::Statement& statement = policy.statements[i];
    if (!statement.allows() || statement.choice != 0) continue;
    const policy::Statement* deny = CoverOf(policy, filter, i, IsDeny);
    if (deny != nullptr) {
      context
          .Report(statement.effect_node->span(),
                  "this Allow never takes effect: the policy denies all of it")
          .Related(deny->node->span(), "denied here");
      continue;
    }
    const CoveredEntries covered = EntriesCovered(policy, filter, i, IsDeny);
    if (!covered.entries.empty()) {
      if (covered.actions) {
        ReportEntries(context, statement.action, covered);
      } else {
        ReportEntries(context, statement.resource, covered);
      }
      continue;
    }
    // Several denies may do together what none does alone.
    if (!filter.MayDenyStatement(i)) continue;
    constexpr uint64_t kBudget = 20'000;
    if (!meaning) meaning.emplace(access::Grants{{&policy}, {}}, context.catalog(), kBudget);
    if (meaning->AllowIsDead({0, static_cast<uint32_t>(i)}) == access::Truth::kYes) {
      context.Report(statement.effect_node->span(),
                     "this Allow never takes effect: the denies of the policy together take all of "
                     "it away");
    }
  }
}

}  // namespace

extern constinit const lint::Rule kAllowAlwaysDenied{
    .info = {.name = "allow-always-denied",
             .group = "meaning",
             .level = lint::Level::kWarning,
             .summary = "what a statement allows, the policy also denies",
             .why = "A Deny always wins, so the Allow grants nothing; whoever wrote it may believe "
                    "that it does.",
             .fix = "Remove what is denied from the Allow, or narrow the Deny.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::logs"},
    {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}
  ]
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::logs"},
    {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}
  ]
})"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_evaluation-logic_policy-eval-denyallow.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kDeny}},
    .check_policy = Check,
};

}  // namespace whittle::rules
