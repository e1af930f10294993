// The batch reader and the evaluator: any text as a line of a batch, and as a policy of every type.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "access/evaluate.h"
#include "access/simulation.h"
#include "report/decision.h"
#include "text/json.h"

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

void Decide(const access::PolicySet& set, const access::Request& request,
            const report::PolicyOrigins& origins) {
  const access::Evaluator evaluator(set);
  const access::Decision decision = evaluator.Explain(request);
  Require(decision.outcome == evaluator.Decide(request));
  const text::Source json("json", report::DecisionJson(decision, origins, "1"));
  Require(!text::ReadJson(json).error);
  Require(!report::DecisionText(request, decision, origins, {}).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const text::Source source("input", std::string(reinterpret_cast<const char*>(data), size));
  text::JsonResult json = text::ReadJson(source);
  if (json.error) return 0;
  const access::Simulation line = access::ReadSimulation(json.tree.root, json.tree.arena);
  if (line.error.empty()) Decide(line.set, line.request, {});

  const policy::Policy* policy = policy::Parse(json.tree.root, {}, json.tree.arena);
  access::Request request;
  request.principal =
      *access::Requester::Parse("arn:aws:sts::111122223333:assumed-role/app/session");
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::bucket/a/key";
  request.context.Set("aws:username", "alice");
  request.context.Set("aws:SourceIp", "10.1.2.3");
  request.context.Set("aws:TagKeys", std::vector<std::string>{"a", ""});
  access::AddPrincipalKeys(request);
  access::PolicySet set;
  set.identity = set.boundaries = set.session = set.endpoint = {policy};
  set.resource = policy;
  set.scps = set.rcps = {{"root", {policy}}};
  Decide(set, request, {{policy, {"input", &source}}});
  request.principal = access::Requester::Anonymous();
  request.resource = "*";
  Decide(set, request, {});
  return 0;
}
