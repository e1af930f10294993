// Runs the tables of variants, and asks for one of every rule.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "lint/linter.h"
#include "rules/registry.h"
#include "tests/rules/variants/rows.h"

namespace whittle::variants {
namespace {

const std::vector<RuleRows>& All() {
  static const std::vector<RuleRows> all = [] {
    std::vector<RuleRows> rows;
    for (const auto table : {&Arn, &Attached, &Catalog, &ConditionKeys, &ConditionValues, &Ecs,
                             &Grammar, &Grants, &Guardrails, &Meaning, &Placeholders, &Principals,
                             &Redundancy, &Security, &Sizes, &Trust, &Variables}) {
      std::vector<RuleRows> more = table();
      rows.insert(rows.end(), more.begin(), more.end());
    }
    return rows;
  }();
  return all;
}

const lint::Rule* FindRule(std::string_view name) {
  const lint::RuleList rules = rules::All();
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const lint::Rule* rule) { return rule->info.name == name; });
  return found == rules.end() ? nullptr : *found;
}

bool Finds(const lint::Rule& rule, const std::string& text) {
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.type = rule.info.bad.type;
  options.resource_type = rule.info.bad.resource_type;
  options.named = true;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("variant.json", text));
  const lint::Report report = linter.Run(std::move(sources), options);
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [&](const lint::Finding& finding) { return finding.rule == &rule.info; });
}

void Check(const lint::Rule& rule, const std::vector<Edit>& edits, bool wanted) {
  for (const Edit& edit : edits) {
    std::string text(rule.info.bad.text);
    const size_t at = text.find(edit.from);
    ASSERT_NE(at, std::string::npos) << rule.info.name << ": its example has no " << edit.from;
    text.replace(at, edit.from.size(), edit.to);
    EXPECT_EQ(Finds(rule, text), wanted)
        << rule.info.name << ", " << edit.from << " -> " << edit.to << "\n"
        << text.substr(0, 2000);
  }
}

TEST(Variants, AreFoundOrNotAsTheTablesSay) {
  for (const RuleRows& rows : All()) {
    const lint::Rule* const rule = FindRule(rows.rule);
    ASSERT_NE(rule, nullptr) << rows.rule;
    Check(*rule, rows.found, true);
    Check(*rule, rows.silent, false);
  }
}

bool IsDeny(const Edit& edit) {
  return edit.from.find("\"Allow\"") != std::string::npos ||
         edit.from.find("\"Deny\"") != std::string::npos;
}
bool IsNot(const Edit& edit) {
  return (edit.from.find("\"Not") != std::string::npos) !=
         (edit.to.find("\"Not") != std::string::npos);
}
bool IsHole(const Edit& edit) { return edit.to.find("${x}") != std::string::npos; }

/// A form that makes no sense for a rule, and why.
struct Exempt {
  std::string_view rule;
  std::string_view reason;
};
constexpr std::string_view kAttachment = "is about what a role has attached, not about statements";
constexpr std::string_view kLength = "only the length counts";

constexpr Exempt kNoDeny[] = {
    {"ec2-role-for-ssm", kAttachment},
    {"ecs-execution-role-missing", "is about a task definition"},
    {"ecs-instance-role-managed-policy", kAttachment},
    {"invalid-effect", "is about the Effect itself"},
    {"missing-effect", "is about the Effect itself"},
    {"missing-statement", "there is no statement"},
    {"ssm-managed-instance-core", kAttachment},
    {"too-many-managed-policies", kAttachment},
    {"withdrawn-managed-policy", kAttachment},
};
constexpr Exempt kNoNot[] = {
    {"duplicate-key", "a changed name is no duplicate"},
    {"ec2-role-for-ssm", kAttachment},
    {"ecs-execution-role-missing", "is about a task definition"},
    {"ecs-instance-role-managed-policy", kAttachment},
    {"inline-policies-too-large", kLength},
    {"missing-action", "there is no action"},
    {"missing-statement", "there is no statement"},
    {"policy-size-exceeds-identity-policy-quota", kLength},
    {"policy-size-exceeds-quota", kLength},
    {"policy-size-exceeds-rcp-quota", kLength},
    {"policy-size-exceeds-resource-policy-quota", kLength},
    {"policy-size-exceeds-role-trust-policy-quota", kLength},
    {"policy-size-exceeds-scp-quota", kLength},
    {"ssm-managed-instance-core", kAttachment},
    {"too-many-managed-policies", kAttachment},
    {"withdrawn-managed-policy", kAttachment},
};
constexpr Exempt kNoHole[] = {
    {"data-type-mismatch", "a placeholder is text, which is of the right type"},
    {"duplicate-key", "is about the names of elements"},
    {"empty-array-action", "nothing stands where a placeholder could"},
    {"empty-array-principal", "nothing stands where a placeholder could"},
    {"empty-array-resource", "nothing stands where a placeholder could"},
    {"empty-object-principal", "nothing stands where a placeholder could"},
    {"intrinsic-outside-template", "is about a placeholder itself"},
    {"json-syntax-error", "is about what cannot be read"},
    {"missing-action", "nothing stands where a placeholder could"},
    {"missing-effect", "nothing stands where a placeholder could"},
    {"missing-principal", "nothing stands where a placeholder could"},
    {"missing-resource", "nothing stands where a placeholder could"},
    {"missing-statement", "nothing stands where a placeholder could"},
    {"missing-version", "nothing stands where a placeholder could"},
};

using Test = bool (*)(const Edit&);

/// Every rule has such a variant or says why not, and not both.
template <size_t kSize>
void ExpectEveryRuleHas(std::string_view form, Test is_form, const Exempt (&exempt)[kSize]) {
  std::map<std::string_view, bool> has;
  for (const RuleRows& rows : All()) {
    has[rows.rule] = has[rows.rule] || std::any_of(rows.found.begin(), rows.found.end(), is_form) ||
                     std::any_of(rows.silent.begin(), rows.silent.end(), is_form);
  }
  std::set<std::string_view> excused;
  for (const Exempt& one : exempt) {
    EXPECT_NE(FindRule(one.rule), nullptr) << one.rule;
    EXPECT_FALSE(one.reason.empty()) << one.rule;
    excused.insert(one.rule);
  }
  for (const lint::Rule* rule : rules::All()) {
    if (rule->info.retired) continue;
    EXPECT_NE(has[rule->info.name], excused.count(rule->info.name) != 0)
        << rule->info.name << " has no variant of the form " << form
        << ", or has one and is excused: see tests/rules/variants";
  }
}

TEST(Variants, EveryRuleHasADeny) { ExpectEveryRuleHas("Deny", IsDeny, kNoDeny); }
TEST(Variants, EveryRuleHasANotElement) { ExpectEveryRuleHas("Not…", IsNot, kNoNot); }
TEST(Variants, EveryRuleHasAPlaceholder) { ExpectEveryRuleHas("placeholder", IsHole, kNoHole); }

}  // namespace
}  // namespace whittle::variants
