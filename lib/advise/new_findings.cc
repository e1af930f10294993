#include "advise/new_findings.h"

#include <map>
#include <memory>
#include <utility>

namespace whittle::advise {

std::vector<lint::Finding> NewFindings(const lint::Linter& linter,
                                       const std::vector<std::string>& before,
                                       const std::string& after) {
  std::map<const lint::RuleInfo*, lint::Level> gravest;
  for (const std::string& document : before) {
    for (const lint::Finding& finding : FindingsIn(linter, document)) {
      const auto [place, fresh] = gravest.try_emplace(finding.rule, finding.level);
      if (!fresh && finding.level < place->second) place->second = finding.level;
    }
  }
  std::vector<lint::Finding> found = FindingsIn(linter, after);
  std::erase_if(found, [&](const lint::Finding& finding) {
    const auto known = gravest.find(finding.rule);
    return known != gravest.end() && known->second <= finding.level;
  });
  return found;
}

std::vector<lint::Finding> FindingsIn(const lint::Linter& linter, const std::string& document) {
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<const text::Source>("policy.json", document));
  documents::ReadOptions options;
  options.type = policy::Type::kIdentity;
  options.named = true;
  return linter.Run(std::move(sources), options).findings;
}

}  // namespace whittle::advise
