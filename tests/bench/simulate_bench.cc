// Decisions a second: a million against a small policy, a hundred thousand against ReadOnlyAccess.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "access/evaluate.h"
#include "catalog/catalog.h"
#include "text/json.h"

namespace {

using namespace whittle;

constexpr const char* kSmall = R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
     "Resource": "arn:aws:s3:::reports/home/${aws:username}/*"},
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports",
     "Condition": {"StringLike": {"s3:prefix": ["", "home/*"]}}},
    {"Effect": "Deny", "Action": "*", "Resource": "*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}}}
  ]
})";

/// A policy with its text.
struct Parsed {
  explicit Parsed(std::string_view text)
      : source("policy.json", std::string(text)), json(text::ReadJson(source)) {
    policy = policy::Parse(json.tree.root, {}, json.tree.arena);
  }
  text::Source source;
  text::JsonResult json;
  const policy::Policy* policy;
};

std::vector<access::Request> Requests(
    const std::vector<std::pair<const char*, const char*>>& asks) {
  std::vector<access::Request> requests;
  for (const auto& [action, resource] : asks) {
    access::Request request;
    request.principal = *access::Requester::Parse("arn:aws:iam::111122223333:user/alice");
    request.action = action;
    request.resource = resource;
    request.resource_account = "111122223333";
    request.context.Set("aws:SourceIp", "10.1.2.3");
    request.context.Set("s3:prefix", "home/alice");
    access::AddPrincipalKeys(request);
    requests.push_back(std::move(request));
  }
  return requests;
}

void Decide(benchmark::State& state, std::string_view text,
            const std::vector<access::Request>& requests) {
  const Parsed parsed(text);
  access::PolicySet set;
  set.identity.push_back(parsed.policy);
  const access::Evaluator evaluator(set);
  for (auto _ : state) {
    for (const access::Request& request : requests) {
      benchmark::DoNotOptimize(evaluator.Decide(request));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(requests.size()));
}

void SimulateSmall(benchmark::State& state) {
  Decide(state, kSmall,
         Requests({{"s3:GetObject", "arn:aws:s3:::reports/home/alice/1.csv"},
                   {"s3:GetObject", "arn:aws:s3:::reports/home/bob/1.csv"},
                   {"s3:ListBucket", "arn:aws:s3:::reports"},
                   {"ec2:DescribeInstances", "*"}}));
}
BENCHMARK(SimulateSmall);

void SimulateReadOnlyAccess(benchmark::State& state) {
  const auto managed = catalog::Catalog::BuiltIn().FindManagedPolicy("ReadOnlyAccess");
  if (!managed || !managed->latest()) std::abort();
  Decide(state, managed->latest()->document,
         Requests({{"s3:GetObject", "arn:aws:s3:::reports/home/alice/1.csv"},
                   {"ec2:DescribeInstances", "*"},
                   {"iam:CreateUser", "arn:aws:iam::111122223333:user/bob"},
                   {"xray:GetTraceSummaries", "*"}}));
}
BENCHMARK(SimulateReadOnlyAccess);

/// What indexing a policy costs.
void CompileReadOnlyAccess(benchmark::State& state) {
  const auto managed = catalog::Catalog::BuiltIn().FindManagedPolicy("ReadOnlyAccess");
  if (!managed || !managed->latest()) std::abort();
  const Parsed parsed(managed->latest()->document);
  access::PolicySet set;
  set.identity.push_back(parsed.policy);
  for (auto _ : state) benchmark::DoNotOptimize(access::Evaluator(set));
}
BENCHMARK(CompileReadOnlyAccess);

}  // namespace
