#include "rules/redundancy/same_statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "policy/pattern.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Cheap to compute, equal for statements that say the same in another order.
uint64_t Signature(const policy::Statement& statement) {
  uint64_t sum = static_cast<uint64_t>(statement.effect);
  const auto add = [&sum](uint64_t value) { sum = sum * 1000003 + value; };
  const auto add_clause = [&](const auto& clause) {
    uint64_t size = 0;
    for (const auto& entry : clause.entries) size += entry.text.value.size();
    add(size);
    add(clause.entries.size() * 2 + (clause.negated ? 1 : 0));
  };
  add_clause(statement.action);
  add_clause(statement.resource);
  add_clause(statement.principal);
  uint64_t size = 0;
  for (const policy::Condition& condition : statement.conditions) {
    size += condition.key.value.size() * 31 + condition.values.size();
  }
  add(size);
  return sum;
}

/// Not all of the statement is seen, or it exists only sometimes.
bool IsOpen(const policy::Statement& statement) {
  return statement.choice != 0 || statement.condition_open || statement.action.open ||
         statement.resource.open || statement.principal.open || statement.has_unknown_elements ||
         statement.effect == policy::Effect::kUnknown || !statement.action.present();
}

/// The same texts, in any order.
template <typename Entry, typename TextOf>
bool SameTexts(std::span<const Entry> a, std::span<const Entry> b, TextOf text_of) {
  if (a.size() != b.size()) return false;
  std::vector<std::string_view> a_texts;
  std::vector<std::string_view> b_texts;
  for (const Entry& entry : a) a_texts.push_back(text_of(entry));
  for (const Entry& entry : b) b_texts.push_back(text_of(entry));
  std::sort(a_texts.begin(), a_texts.end());
  std::sort(b_texts.begin(), b_texts.end());
  return a_texts == b_texts;
}

template <typename Entry>
bool SameEntries(std::span<const Entry> a, std::span<const Entry> b) {
  return SameTexts(a, b, [](const Entry& entry) { return entry.text.value; });
}

using KindAndText = std::pair<policy::PrincipalKind, std::string_view>;

std::vector<KindAndText> SortedPrincipals(const policy::Statement& statement) {
  std::vector<KindAndText> sorted;
  for (const policy::Principal& principal : statement.principal.entries) {
    sorted.emplace_back(principal.kind, principal.text.value);
  }
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::vector<const policy::Condition*> SortedConditions(const policy::Statement& statement) {
  std::vector<const policy::Condition*> sorted;
  for (const policy::Condition& condition : statement.conditions) sorted.push_back(&condition);
  std::sort(
      sorted.begin(), sorted.end(), [](const policy::Condition* a, const policy::Condition* b) {
        return std::pair(a->op.spelling, a->key.value) < std::pair(b->op.spelling, b->key.value);
      });
  return sorted;
}

bool SameConditions(const policy::Statement& a, const policy::Statement& b) {
  const auto x = SortedConditions(a);
  const auto y = SortedConditions(b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](const policy::Condition* one, const policy::Condition* other) {
                      return !one->open && !other->open && one->op.spelling == other->op.spelling &&
                             policy::EqualsIgnoreCase(one->key.value, other->key.value) &&
                             SameTexts(one->values, other->values,
                                       [](const policy::Text& text) { return text.value; });
                    });
}

/// Both are allowed, or denied, to the same for the same on the same under the same conditions.
bool Same(const policy::Statement& a, const policy::Statement& b) {
  if (a.effect != b.effect || a.action.negated != b.action.negated ||
      a.resource.negated != b.resource.negated || a.principal.negated != b.principal.negated ||
      a.resource.present() != b.resource.present() ||
      a.principal.present() != b.principal.present()) {
    return false;
  }
  return SameEntries(a.action.entries, b.action.entries) &&
         SameEntries(a.resource.entries, b.resource.entries) &&
         SortedPrincipals(a) == SortedPrincipals(b) && SameConditions(a, b);
}

}  // namespace

bool SaysTheSame(const policy::Statement& first, const policy::Statement& second) {
  return !IsOpen(first) && !IsOpen(second) && Same(first, second);
}

namespace {

void Check(lint::PolicyContext& context) {
  const auto statements = context.statements();
  if (statements.size() < 2) return;
  std::vector<std::pair<uint64_t, uint32_t>> signatures;
  signatures.reserve(statements.size());
  for (const policy::Statement& statement : statements) {
    signatures.emplace_back(Signature(statement), statement.index);
  }
  std::sort(signatures.begin(), signatures.end());
  // Only neighbours are compared: of many alike each is held against the one before it.
  for (size_t i = 1; i < signatures.size(); ++i) {
    if (signatures[i - 1].first != signatures[i].first) continue;
    const policy::Statement& first = statements[signatures[i - 1].second];
    const policy::Statement& second = statements[signatures[i].second];
    if (!SaysTheSame(first, second)) continue;
    context.Report(second.node->span(), "the statement says the same as an earlier one")
        .Related(first.node->span(), "the first one")
        .Fix(RemoveStatement(context, second), true);
  }
}

}  // namespace

extern constinit const lint::Rule kRedundantStatement{
    .info = {.name = "redundant-statement",
             .group = "redundancy",
             .level = lint::Level::kSuggestion,
             .summary = "two statements say the same",
             .why = "The second changes nothing; perhaps another one was meant.",
             .fix = "Remove one of the two.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": ["iam:DeleteRole", "iam:DeleteUser"], "Resource": "*"},
    {"Effect": "Deny", "Action": ["iam:DeleteUser", "iam:DeleteRole"], "Resource": "*"}
  ]
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": ["iam:DeleteRole", "iam:DeleteUser"], "Resource": "*"},
    {"Effect": "Deny", "Action": ["iam:DeleteGroup", "iam:DeletePolicy"], "Resource": "*"}
  ]
})"},
             .aliases = {.access_analyzer = "REDUNDANT_STATEMENT"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kStatements}},
    .check_policy = Check,
};

}  // namespace whittle::rules
