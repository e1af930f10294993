// Names and patterns of policies in the catalogue.
#include <benchmark/benchmark.h>

#include "catalog/catalog.h"

namespace {

using whittle::catalog::Catalog;

void BM_MatchActions(benchmark::State& state, const char* pattern) {
  const Catalog& catalog = Catalog::BuiltIn();
  for (auto _ : state) benchmark::DoNotOptimize(catalog.MatchActions(pattern));
}
BENCHMARK_CAPTURE(BM_MatchActions, exact, "elasticloadbalancing:DescribeLoadBalancers");
BENCHMARK_CAPTURE(BM_MatchActions, service, "ec2:*");
BENCHMARK_CAPTURE(BM_MatchActions, prefix, "ec2:Describe*");
BENCHMARK_CAPTURE(BM_MatchActions, suffix, "ec2:*Tags");
BENCHMARK_CAPTURE(BM_MatchActions, middle, "ec2:*Instance*");
BENCHMARK_CAPTURE(BM_MatchActions, all, "*");

void BM_MatchConditionKey(benchmark::State& state, const char* key) {
  const Catalog& catalog = Catalog::BuiltIn();
  for (auto _ : state) benchmark::DoNotOptimize(catalog.MatchConditionKey(key));
}
BENCHMARK_CAPTURE(BM_MatchConditionKey, exact, "aws:SourceAccount");
BENCHMARK_CAPTURE(BM_MatchConditionKey, tag, "aws:ResourceTag/team");
BENCHMARK_CAPTURE(BM_MatchConditionKey, unknown, "s3:NoSuchKey");

}  // namespace
