// Measures the budgets of whole runs as ratios in one run, and fails when one is far off.
//
//   budgets WHITTLE EMPTY READ_SAX
//
// The limits are wider than the budgets: a slow or busy machine must not fail, a lost order must.
#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "bench/measure.h"
#include "catalog/catalog.h"
#include "rules/registry.h"

namespace {

namespace fs = std::filesystem;

using whittle::bench::Ratio;
using whittle::bench::Run;
using whittle::bench::Show;

/// Writes the AWS managed policies of the catalogue as AWS's console shows them; returns one path.
fs::path WriteManagedPolicies(const whittle::catalog::Catalog& catalog, const fs::path& folder) {
  fs::path one;
  for (uint32_t id = 0; id < catalog.managed_policy_count(); ++id) {
    const auto policy = catalog.managed_policy(id);
    const auto version = policy.latest();
    if (!version) continue;
    rapidjson::Document document;
    document.Parse(version->document.data(), version->document.size());
    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
    document.Accept(writer);
    one = folder / (std::string(policy.name()) + ".json");
    std::ofstream(one, std::ios::binary)
        .write(buffer.GetString(), static_cast<std::streamsize>(buffer.GetSize()));
  }
  return one;
}

/// Nanoseconds to turn an action pattern into its actions: exact names, prefixes and suffixes.
double PatternNanoseconds(const whittle::catalog::Catalog& catalog) {
  std::vector<std::string> patterns;
  for (uint32_t id = 0; id < catalog.action_count(); id += 16) {
    const std::string name = catalog.action(id).full_name();
    const size_t colon = name.find(':');
    patterns.push_back(name);
    patterns.push_back(name.substr(0, colon + 4) + "*");
    patterns.push_back(name.substr(0, colon + 1) + "*" + name.substr(name.size() - 4));
  }
  const std::clock_t start = std::clock();
  size_t actions = 0;
  constexpr int kRounds = 5;
  for (int round = 0; round < kRounds; ++round) {
    for (const std::string& pattern : patterns)
      actions += catalog.MatchActions(pattern).actions.size();
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (actions == 0) std::exit(2);
  return seconds * 1e9 / static_cast<double>(patterns.size() * kRounds);
}

/// The group on what a policy means has a budget of its own.
bool HasMeaningRules() {
  const whittle::lint::RuleList rules = whittle::rules::All();
  return std::any_of(rules.begin(), rules.end(),
                     [](const whittle::lint::Rule* rule) { return rule->info.group == "meaning"; });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::string whittle = argv[1];
  const whittle::catalog::Catalog& catalog = whittle::catalog::Catalog::BuiltIn();
  std::string pattern = (fs::temp_directory_path() / "whittle-budgets-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 2;
  const fs::path folder = pattern;
  const std::string one = WriteManagedPolicies(catalog, folder).string();

  const std::vector<std::string> all = {
      whittle, "lint", "--jobs", "1", "--format", "json", "--fail-on", "never", folder.string()};
  std::vector<std::string> light = all;
  if (HasMeaningRules()) light.insert(light.end(), {"--ignore", "meaning"});

  bool good = true;
  good &= Show("one policy, times an empty program", Ratio({whittle, "lint", one}, {argv[2]}, 101),
               3, 6);
  good &= Show("its memory, MB", Run({whittle, "lint", one}).megabytes, 16, 16);
  good &= Show("all managed policies, times reading and SAX parsing",
               Ratio(light, {argv[3], folder.string()}, 21), 3, 5);
  good &=
      Show("the same with the rules on meaning", Ratio(all, {argv[3], folder.string()}, 11), 8, 9);
  good &= Show("an action pattern to its actions, ns", PatternNanoseconds(catalog), 1000, 20000);
  fs::remove_all(folder);
  return good ? 0 : 1;
}
