// What lint costs in memory, step by step: reading, and the rules.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "lint/linter.h"
#include "report/report.h"
#include "rules/registry.h"

namespace {

using namespace whittle;

/// Every eighth AWS managed policy.
const std::vector<std::string>& Policies() {
  static const std::vector<std::string> policies = [] {
    const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
    std::vector<std::string> all;
    for (uint32_t id = 0; id < catalog.managed_policy_count(); id += 8) {
      if (const auto version = catalog.managed_policy(id).latest()) {
        all.emplace_back(version->document);
      }
    }
    return all;
  }();
  return policies;
}

std::vector<std::unique_ptr<const text::Source>> Sources() {
  std::vector<std::unique_ptr<const text::Source>> sources;
  for (const std::string& policy : Policies()) {
    sources.push_back(std::make_unique<text::Source>("policy.json", policy));
  }
  return sources;
}

void Lint(benchmark::State& state, lint::RuleList rules, bool report) {
  const lint::Linter linter(rules, catalog::Catalog::BuiltIn(), {});
  for (auto _ : state) {
    const lint::Report found = linter.Run(Sources(), {});
    benchmark::DoNotOptimize(found.findings.data());
    if (report) benchmark::DoNotOptimize(report::Write(found, report::Format::kJson, {}));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(Policies().size()));
}

void BM_Read(benchmark::State& state) { Lint(state, {}, false); }
void BM_AllRules(benchmark::State& state) { Lint(state, rules::All(), false); }
void BM_AllRulesAndReport(benchmark::State& state) { Lint(state, rules::All(), true); }
BENCHMARK(BM_Read);
BENCHMARK(BM_AllRules);
BENCHMARK(BM_AllRulesAndReport);

}  // namespace
