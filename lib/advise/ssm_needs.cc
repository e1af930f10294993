#include "advise/ssm_needs.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "advise/agent_policy.h"
#include "advise/form.h"
#include "advise/ssm_table.h"

namespace whittle::advise {

namespace {

/// `a`, `a and b`, `a, b and c`.
std::string Listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

class Deriver {
 public:
  Deriver(bool trusted_by_ssm, const Policies& policies, const Facts& facts, const Scope& scope,
          Needs& needs)
      : trusted_(trusted_by_ssm),
        policies_(policies),
        facts_(facts),
        scope_(scope),
        needs_(needs),
        missed_(std::any_of(policies.begin(), policies.end(),
                            [](const policy::Policy* policy) { return ServesSsmAgent(*policy); })) {
    for (const auto& [name, fact] : facts.ssm) runs_ = runs_ || fact.said == Said::kYes;
  }

  void Run(std::vector<std::string>& notes) {
    for (const SsmRow& row : SsmRows()) {
      if (row.floor && (trusted_ || runs_)) {
        Require(row, RequirementKind::kFloor, {"*"}, std::string(row.reason),
                trusted_ && row.floor_missed);
      } else {
        TakeRow(row);
      }
    }
    if (!missed_ || open_.empty()) return;
    notes.push_back("what the facts say is not in use goes, too; not said: " + Listed(open_));
  }

 private:
  [[nodiscard]] const FeatureFact& SaidOf(std::string_view feature) const {
    static const FeatureFact nothing{};
    const auto fact = facts_.ssm.find(feature);
    return fact == facts_.ssm.end() ? nothing : fact->second;
  }

  void TakeRow(const SsmRow& row) {
    std::vector<std::string_view> used;
    std::vector<std::string_view> unused;
    std::vector<std::string_view> open;
    std::vector<std::string> resources;
    bool missed = false;
    for (const SsmUse& use : row.uses) {
      const FeatureFact& fact = SaidOf(use.feature);
      if (fact.said == Said::kYes) {
        used.push_back(use.feature);
        missed = missed || use.missed;
        AddResources(row, fact, resources);
      } else if (use.decides) {
        (fact.said == Said::kNo ? unused : open).push_back(use.feature);
      }
    }
    if (!used.empty()) {
      Require(row, RequirementKind::kDeclared, std::move(resources),
              std::string(row.reason) + "; the facts say yes to " + Listed(used), missed);
      return;
    }
    Unneeded unneeded;
    unneeded.table = kSsmAgent;
    unneeded.action = row.action;
    unneeded.why = row.why;
    unneeded.reason = row.reason;
    unneeded.source = row.source;
    unneeded.only_everywhere = row.only_everywhere;
    if (open.empty() && !unused.empty()) {
      unneeded.why = Class::kDeclared;
      unneeded.reason += "; the facts say no to " + Listed(unused);
    }
    if (!open.empty()) {
      unneeded.fact = std::string(open.front()) + (row.takes_names() ? ": [NAME]" : ": true");
      if (row.why == Class::kUnobservable) NoteOpen(row, open);
    }
    needs_.unneeded.push_back(std::move(unneeded));
  }

  /// The ARNs that the feature names; everything where it names none.
  void AddResources(const SsmRow& row, const FeatureFact& fact,
                    std::vector<std::string>& resources) const {
    if (!row.takes_names() || fact.names.empty()) resources.emplace_back("*");
    if (!row.takes_names()) return;
    for (const std::string& name : fact.names) {
      const bool is_arn = name.compare(0, 4, "arn:") == 0;
      resources.push_back(
          is_arn ? name
                 : Fill(row.resource, {{"partition", scope_.partition},
                                       {"region", scope_.region},
                                       {"account", scope_.account},
                                       {"name", name.substr(name.find_first_not_of('/'))}}));
    }
  }

  void Require(const SsmRow& row, RequirementKind kind, std::vector<std::string> resources,
               std::string reason, bool missed) {
    Requirement requirement;
    requirement.kind = kind;
    requirement.action = row.action;
    requirement.resources = std::move(resources);
    requirement.reason = std::move(reason);
    requirement.source = row.source;
    requirement.missed = missed_ && missed;
    requirement.table = kSsmAgent;
    needs_.requirements.push_back(std::move(requirement));
  }

  /// Features of which nothing is said, where a policy grants what they need.
  void NoteOpen(const SsmRow& row, const std::vector<std::string_view>& features) {
    const bool granted =
        std::any_of(policies_.begin(), policies_.end(), [&](const policy::Policy* policy) {
          return ServesSsmAgent(*policy) && Allows(*policy, row.action);
        });
    if (!granted) return;
    for (const std::string_view feature : features) {
      if (std::find(open_.begin(), open_.end(), feature) == open_.end()) open_.push_back(feature);
    }
  }

  bool trusted_;
  const Policies& policies_;
  const Facts& facts_;
  const Scope& scope_;
  Needs& needs_;
  bool missed_;
  bool runs_ = false;  ///< a feature is said to be in use: the agent is there
  std::vector<std::string_view> open_;
};

}  // namespace

void AddSsmAgentNeeds(bool trusted_by_ssm, const Policies& policies, const Facts& facts,
                      const Scope& scope, Needs& needs, std::vector<std::string>& notes) {
  Deriver(trusted_by_ssm, policies, facts, scope, needs).Run(notes);
}

}  // namespace whittle::advise
