#include "advise/new_findings.h"

#include <map>
#include <memory>
#include <utility>

namespace whittle::advise {

namespace {

std::vector<lint::Finding> Check(const lint::Linter& linter, const std::string& document) {
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<const text::Source>("policy.json", document));
  documents::ReadOptions options;
  options.type = policy::Type::kIdentity;
  options.named = true;
  return linter.Run(std::move(sources), options).findings;
}

}  // namespace

std::vector<std::string> NewFindings(const lint::Linter& linter, const std::vector<std::string>& before,
                                     const std::vector<std::string>& after) {
  std::map<const lint::RuleInfo*, lint::Level> gravest;
  for (const std::string& document : before) {
    for (const lint::Finding& finding : Check(linter, document)) {
      const auto [place, fresh] = gravest.try_emplace(finding.rule, finding.level);
      if (!fresh && finding.level < place->second) place->second = finding.level;
    }
  }
  std::vector<std::string> found;
  for (const std::string& document : after) {
    for (const lint::Finding& finding : Check(linter, document)) {
      const auto [known, fresh] = gravest.try_emplace(finding.rule, finding.level);
      if (!fresh && known->second <= finding.level) continue;
      known->second = finding.level;
      found.push_back(std::string(finding.rule->name) + ": " + finding.message);
    }
  }
  return found;
}

}  // namespace whittle::advise
