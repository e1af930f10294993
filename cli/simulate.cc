#include <fmt/format.h>

#include <array>

#include "access/evaluate.h"
#include "access/simulation.h"
#include "cli/batch.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "cli/simulation_setup.h"
#include "report/decision.h"

namespace whittle::cli {

namespace {

constexpr std::array<std::string_view, 5> kExpectations = {"Allowed", "Denied", "ImplicitlyDenied",
                                                           "ExplicitlyDenied", "Unknown"};

constexpr OptionSpec kOptions[] = {
    {"action", "ACTION", "what is asked for, e.g. s3:GetObject"},
    {"resource", "ARN", "what it is asked of; `*`, the default, for actions without resources"},
    {"principal", "WHO",
     "who asks: the ARN of a user, role or session, a service's name, or `anonymous`"},
    {"context", "KEY=VALUE", "a condition key of the request; given twice, the key has two values"},
    {"resource-account", "ID", "the account that owns the resource, where its ARN does not say"},
    {"role", "NAME", "which role of the files asks, where there are several"},
    {"resource-policy", "FILE", "the policy of the resource"},
    {"boundary", "FILE", "a permissions boundary"},
    {"session-policy", "FILE", "the policy passed when the session was made"},
    {"scp", "FILE", "the service control policies of one level; repeatable, a level each"},
    {"rcp", "FILE", "the resource control policies of one level; repeatable, a level each"},
    {"endpoint-policy", "FILE", "the policy of the VPC endpoint"},
    {"policy-type", "TYPE", "what the policies are: auto (the default), identity, resource, …",
     kPolicyTypes},
    {"expect", "DECISION",
     "exit 1 unless the decision is Allowed, Denied (either way), ImplicitlyDenied, "
     "ExplicitlyDenied, Unknown",
     kExpectations},
    {"format", "F", "text or json", kTextOrJson},
    {"batch", "FILE", "decide the requests in the JSON lines of FILE (`-`: standard input)"},
    kCatalogOption,
    kStdinFilenameOption,
    kColorOption,
};

constexpr CommandSpec kSpec{
    .name = "simulate",
    .arguments = "POLICY…|-",
    .summary = "Decide one request: allowed or denied, by which statements.",
    .details =
        "Each POLICY is a file: policies, or a role with all it carries (attached policies of AWS "
        "come\nfrom the catalogue). The decision is Allowed, ImplicitlyDenied (nothing allows it), "
        "ExplicitlyDenied\n(a Deny matches) or Unknown (a placeholder decides).\n"
        "What a request does not say is absent; the keys that follow from --principal are set.\n\n"
        "Exit: 0; 1 when --expect is not met; 2 usage error or unreadable input.\n\nExamples:\n"
        "  whittle simulate policy.json --action s3:GetObject --resource arn:aws:s3:::logs/a\n"
        "  whittle simulate role.json --action sts:AssumeRole --principal ec2.amazonaws.com\n"
        "  whittle simulate policy.json --scp scp.json --action iam:CreateUser --expect Denied",
    .options = kOptions,
};

bool Meets(access::Outcome outcome, std::string_view expected) {
  if (expected == "Denied") {
    return outcome == access::Outcome::kImplicitlyDenied ||
           outcome == access::Outcome::kExplicitlyDenied;
  }
  return access::ToString(outcome) == expected;
}

int Simulate(const Arguments& arguments, const catalog::Catalog& catalog) {
  SimulationSetup setup(arguments, catalog);
  if (const std::string wrong = setup.Read(); !wrong.empty()) return UsageError(wrong);
  access::Assembly& assembly = setup.assembly();
  for (const std::string& note : assembly.notes()) {
    fmt::print(stderr, "whittle: note: {}\n", note);
  }
  report::PolicyOrigins origins;
  for (const auto& origin : assembly.origins()) {
    origins[origin.policy] = {origin.name, origin.source};
  }
  const access::Decision decision =
      access::Evaluator(assembly.set(), catalog).Explain(setup.request());
  const std::string text =
      arguments.Get("format") == "json"
          ? report::DecisionJson(decision, origins)
          : report::DecisionText(setup.request(), decision, origins,
                                 {WantsColor(arguments.Get("color", "auto")), WHITTLE_VERSION});
  if (!WriteOutput(text)) return kUsage;
  const std::string expected = arguments.Get("expect");
  if (expected.empty() || Meets(decision.outcome, expected)) return kOk;
  fmt::print(stderr, "whittle: expected {}, got {}\n", expected,
             access::ToString(decision.outcome));
  return kFound;
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  if (!arguments->Has("batch")) return Simulate(*arguments, *catalog.get());
  return RunBatch(arguments->Get("batch"), [&catalog](BatchLine& line) -> BatchAnswer {
    const access::Simulation simulation = access::ReadSimulation(line.root(), line.arena());
    if (!simulation.error.empty()) return {simulation.error, true};
    const access::Evaluator evaluator(simulation.set, *catalog.get());
    return {report::DecisionJson(evaluator.Explain(simulation.request), {}, line.Id()), false};
  });
}

}  // namespace

Command SimulateCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
