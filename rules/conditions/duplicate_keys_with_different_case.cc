#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"
#include "text/ascii.h"

namespace whittle::rules {

namespace {

bool LessIgnoreCase(const policy::Condition* a, const policy::Condition* b) {
  const std::string_view x = a->key.value;
  const std::string_view y = b->key.value;
  return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end(), [](char l, char r) {
    return text::ToLower(l) < text::ToLower(r);
  });
}

/// Reports each group of keys of one operator's block that differ in case only.
void CheckBlock(lint::PolicyContext& context, std::span<const policy::Condition> block) {
  std::vector<const policy::Condition*> keys;
  keys.reserve(block.size());
  for (const policy::Condition& condition : block) keys.push_back(&condition);
  std::stable_sort(keys.begin(), keys.end(), LessIgnoreCase);
  for (size_t begin = 0, end = 0; begin < keys.size(); begin = end) {
    const policy::Text& first = keys[begin]->key;
    const policy::Text* other = nullptr;
    while (end < keys.size() && !LessIgnoreCase(keys[begin], keys[end])) {
      if (keys[end]->key.value != first.value) other = &keys[end]->key;
      ++end;
    }
    // The same spelling twice is a duplicate of JSON, which has a rule of its own.
    if (other == nullptr) continue;
    auto finding = context.Report(
        first.span(),
        fmt::format("`{}` and `{}` are one key: case does not count", first.value, other->value));
    for (size_t i = begin + 1; i < end; ++i) finding.Related(keys[i]->key.span());
  }
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    const auto& conditions = statement.conditions;
    for (size_t begin = 0, end = 0; begin < conditions.size(); begin = end) {
      while (end < conditions.size() && conditions[end].op_key == conditions[begin].op_key) ++end;
      if (end - begin > 1) CheckBlock(context, conditions.subspan(begin, end - begin));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kDuplicateKeysWithDifferentCase{
    .info = {.name = "duplicate-keys-with-different-case",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a condition key stands twice, in different letter case",
             .why = "Condition keys have no letter case, so one of the two is lost; AWS refuses "
                    "the policy.",
             .fix = "Write the key once, with all its values.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:username": "ann", "AWS:username": "bob"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:username": ["ann", "bob"]}}}
})"},
             .aliases = {.access_analyzer = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = Check,
};

}  // namespace whittle::rules
