// Comparisons of real policies, from two ASTs to relation and witness, both directions, compilation
// included. The budget: median 50 microseconds, 99th percentile 2 milliseconds, none over 100.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <string>
#include <vector>

#include "access/compare.h"
#include "catalog/catalog.h"
#include "text/files.h"
#include "text/json.h"

namespace {

using namespace whittle;

/// Pairs of policies, parsed.
class Pairs {
 public:
  void Add(const text::Node& old_node, const text::Node& new_node, text::Arena& arena) {
    pairs_.push_back(
        {{{policy::Parse(old_node, {}, arena)}, {}}, {{policy::Parse(new_node, {}, arena)}, {}}});
  }
  const text::Node& Read(std::string text) {
    sources_.emplace_back("policy", std::move(text));
    trees_.push_back(text::ReadJson(sources_.back()));
    return trees_.back().tree.root;
  }
  text::Arena& arena() { return trees_.back().tree.arena; }

  struct Pair {
    access::Grants old_side;
    access::Grants new_side;
  };
  [[nodiscard]] const std::vector<Pair>& all() const { return pairs_; }

 private:
  std::deque<text::Source> sources_;
  std::deque<text::JsonResult> trees_;
  std::vector<Pair> pairs_;
};

/// Versions of AWS managed policies, one after the other: those that WHITTLE_ORACLES holds, else
/// each policy of the catalogue beside itself without its first action.
const Pairs& Versions() {
  static const Pairs* pairs = [] {
    auto* made = new Pairs;  // NOLINT: lives as long as the program
    const char* oracles = std::getenv("WHITTLE_ORACLES");
    if (oracles != nullptr) {
      const text::ReadResult file =
          text::ReadFile(std::string(oracles) + "/compare_managed_versions.jsonl");
      std::string_view rest = file.source ? file.source->text() : std::string_view();
      while (!rest.empty()) {
        const size_t end = rest.find('\n');
        const text::Node& root = made->Read(std::string(rest.substr(0, end)));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        made->Add(*root.Get("p1"), *root.Get("p2"), made->arena());
      }
      return made;
    }
    const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
    for (uint32_t id = 0; id < catalog.managed_policy_count(); ++id) {
      const auto version = catalog.managed_policy(id).latest();
      if (!version || version->document.size() > 6144) continue;
      std::string text(version->document);
      const size_t list = text.find("\"Action\":[");
      const size_t comma = list == std::string::npos ? list : text.find("\",\"", list);
      if (comma == std::string::npos) continue;
      std::string less = text;
      less.erase(list + 10, comma + 2 - (list + 10));
      const text::Node& old_node = made->Read(std::move(less));
      const text::Node& new_node = made->Read(std::move(text));
      made->Add(old_node, new_node, made->arena());
    }
    return made;
  }();
  return *pairs;
}

void Compare(benchmark::State& state) {
  access::CompareOptions options;
  options.list_all = state.range(0) != 0;
  std::vector<double> times;
  for (auto _ : state) {
    times.clear();
    for (const Pairs::Pair& pair : Versions().all()) {
      double best = 1e9;
      for (int i = 0; i < 3; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const access::Comparison comparison =
            access::Compare(pair.old_side, pair.new_side, options);
        benchmark::DoNotOptimize(comparison.relation);
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - start;
        best = std::min(best, took.count());
      }
      times.push_back(best);
    }
  }
  std::sort(times.begin(), times.end());
  const auto at = [&](double part) {
    return times.empty() ? 0
                         : times[static_cast<size_t>(part * static_cast<double>(times.size() - 1))];
  };
  state.counters["pairs"] = static_cast<double>(times.size());
  state.counters["p50_us"] = at(0.5);
  state.counters["p90_us"] = at(0.9);
  state.counters["p99_us"] = at(0.99);
  state.counters["max_us"] = at(1);
}
BENCHMARK(Compare)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
