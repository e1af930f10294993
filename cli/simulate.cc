#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "access/assembly.h"
#include "access/evaluate.h"
#include "access/simulation.h"
#include "cli/batch.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "policy/pattern.h"
#include "report/decision.h"
#include "text/files.h"
#include "text/spelling.h"

namespace whittle::cli {

namespace {

constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
constexpr std::array<std::string_view, 3> kColors = {"auto", "always", "never"};
constexpr std::array<std::string_view, 5> kExpectations = {"Allowed", "Denied", "ImplicitlyDenied",
                                                           "ExplicitlyDenied", "Unknown"};
constexpr std::array<std::string_view, 9> kTypes = {
    "auto", "identity", "resource", "trust", "boundary", "session", "scp", "rcp", "endpoint"};

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
     kTypes},
    {"expect", "DECISION",
     "exit 1 unless the decision is Allowed, Denied (either way), ImplicitlyDenied, "
     "ExplicitlyDenied, Unknown",
     kExpectations},
    {"format", "F", "text or json", kFormats},
    {"batch", "FILE", "decide the requests in the JSON lines of FILE (`-`: standard input)"},
    {"catalog", "FILE", "newer AWS data, made by tools/refresh-catalog --output"},
    {"stdin-filename", "NAME", "what to call standard input in messages"},
    {"color", "WHEN", "auto, always or never", kColors},
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

/// The account that stands in for one that nobody has named.
constexpr std::string_view kSomeAccount = "111122223333";

/// The request and its policies, from the command line.
class Setup {
 public:
  Setup(const Arguments& arguments, const catalog::Catalog& catalog)
      : arguments_(arguments), catalog_(catalog), assembly_(catalog) {}

  /// Empty, or what is wrong.
  std::string Read() {
    std::string wrong = ReadRequest();
    if (wrong.empty()) wrong = ReadPolicies();
    if (wrong.empty()) wrong = ChooseRole();
    if (wrong.empty()) FillIn();
    return wrong;
  }

  [[nodiscard]] const access::Request& request() const { return request_; }
  [[nodiscard]] access::Assembly& assembly() { return assembly_; }

 private:
  std::string ReadRequest() {
    request_.action = arguments_.Get("action");
    if (request_.action.empty()) return "say what is asked for: --action s3:GetObject";
    const auto action = catalog_.FindAction(request_.action);
    if (!action && policy::HasWildcard(request_.action)) {
      return fmt::format("--action takes one action, not the pattern `{}`", request_.action);
    }
    request_.resource = arguments_.Get("resource");
    request_.resource_account = arguments_.Get("resource-account");
    if (action && request_.resource.empty() && !action->takes_only_star() && !AssumesRole()) {
      Note(fmt::format("{} acts on a resource, and none is given: only a `*` can match",
                       action->full_name()));
    }
    if (!action) {
      Note(fmt::format("the catalogue has no action `{}`{}", request_.action,
                       text::DidYouMean(catalog_.SuggestActions(request_.action))));
    }
    if (const std::string who = arguments_.Get("principal"); !who.empty()) {
      auto parsed = policy::EqualsIgnoreCase(who, "anonymous") || who == "*"
                        ? access::Requester::Anonymous()
                        : access::Requester::Parse(who);
      if (!parsed) {
        return fmt::format("--principal takes an ARN, a service's name or `anonymous`, not `{}`",
                           who);
      }
      request_.principal = std::move(*parsed);
    }
    return ReadContext();
  }

  std::string ReadContext() {
    std::map<std::string, std::vector<std::string>> values;
    for (const std::string& pair : arguments_.All("context")) {
      const size_t equals = pair.find('=');
      if (equals == std::string::npos || equals == 0) {
        return fmt::format("--context takes KEY=VALUE, not `{}`", pair);
      }
      values[pair.substr(0, equals)].push_back(pair.substr(equals + 1));
    }
    for (auto& [key, list] : values) {
      if (list.size() == 1) {
        request_.context.Set(key, list.front());
      } else {
        request_.context.Set(key, std::move(list));
      }
    }
    return {};
  }

  /// Reads one file and notes it; null: `wrong_` says why.
  const documents::File* ReadFile(const std::string& path, std::optional<policy::Type> type) {
    text::ReadResult read = text::ReadFile(path, arguments_.Get("stdin-filename", "-"));
    if (read.source == nullptr) {
      wrong_ = fmt::format("{}: {}", path, read.error);
      return nullptr;
    }
    documents::ReadOptions options;
    options.named = true;
    options.type = type;
    files_.push_back(documents::Read(std::move(read.source), options));
    const documents::File& file = *files_.back();
    if (!file.errors.empty()) {
      const text::SyntaxError& error = file.errors.front();
      const text::Position at = text::LineIndex(file.source->text()).Locate(error.span.begin);
      wrong_ = fmt::format("{}:{}:{}: {}", path, at.line, at.column, error.message);
      return nullptr;
    }
    if (file.documents.empty()) {
      wrong_ = fmt::format("{}: no policy in it", path);
      return nullptr;
    }
    return &file;
  }

  std::string ReadPolicies() {
    const std::string type = arguments_.Get("policy-type", "auto");
    for (const std::string& path : arguments_.positional()) {
      const documents::File* file =
          ReadFile(path, type == "auto" ? std::nullopt : policy::ParseType(type));
      if (file == nullptr) return wrong_;
      if (!assembly_.AddFile(*file)) {
        return fmt::format("{}: a second policy of a resource; a request meets only one", path);
      }
    }
    constexpr std::array<std::pair<std::string_view, policy::Type>, 6> kPlaces = {{
        {"resource-policy", policy::Type::kResource},
        {"boundary", policy::Type::kBoundary},
        {"session-policy", policy::Type::kSession},
        {"scp", policy::Type::kScp},
        {"rcp", policy::Type::kRcp},
        {"endpoint-policy", policy::Type::kEndpoint},
    }};
    bool any = !arguments_.positional().empty();
    for (const auto& [option, place] : kPlaces) {
      for (const std::string& path : arguments_.All(option)) {
        const documents::File* file = ReadFile(path, place);
        if (file == nullptr) return wrong_;
        assembly_.AddFileAs(*file, place);
        any = true;
      }
    }
    return any ? std::string() : "name the policies that decide; see `whittle simulate --help`";
  }

  [[nodiscard]] bool AssumesRole() const {
    return policy::StartsWithIgnoreCase(request_.action, "sts:AssumeRole");
  }

  /// The role of the files that the options mean; null: none, or `wrong_` says why.
  const access::Assembly::FoundRole* FindRole() {
    const auto& roles = assembly_.roles();
    std::string wanted = arguments_.Get("role");
    if (wanted.empty() && request_.principal.is_role() && !AssumesRole()) {
      wanted = request_.principal.name;
    }
    if (wanted.empty()) {
      if (roles.size() == 1) return &roles.front();
      if (roles.size() > 1) {
        wrong_ = fmt::format("the files hold {} roles: say which with --role", roles.size());
      }
      return nullptr;
    }
    text::Nearest nearest(wanted);
    for (const auto& role : roles) {
      if (role.name() == wanted) return &role;
      nearest.Consider(role.name());
    }
    if (arguments_.Has("role")) {
      wrong_ = fmt::format("no role `{}` in the files{}", wanted, text::DidYouMean(nearest.Take()));
    }
    return nullptr;
  }

  std::string ChooseRole() {
    const access::Assembly::FoundRole* role = FindRole();
    if (!wrong_.empty() || role == nullptr) return wrong_;
    std::string account(role->account().empty() ? kSomeAccount : role->account());
    const std::string name(role->name().empty() ? "role" : role->name());
    if (AssumesRole()) {
      assembly_.AddTrust(*role);
      const std::string arn = role->role->arn.present() && role->role->arn.known()
                                  ? std::string(role->role->arn.value)
                                  : fmt::format("arn:aws:iam::{}:role/{}", account, name);
      if (request_.resource.empty()) request_.resource = arn;
      return {};
    }
    if (!arguments_.Has("principal")) {
      request_.principal = *access::Requester::Parse(
          fmt::format("arn:aws:sts::{}:assumed-role/{}/simulated", account, name));
      assembly_.AddRole(*role);
    } else if (request_.principal.is_role() && request_.principal.name == name) {
      assembly_.AddRole(*role);
    } else {
      Note(fmt::format("the principal is not the role {}: its policies are left out", name));
    }
    return {};
  }

  /// What the options leave open.
  void FillIn() {
    if (request_.resource.empty()) request_.resource = "*";
    if (!arguments_.Has("principal") && request_.principal.text.empty()) {
      const std::string_view owner = request_.owner();
      request_.principal = *access::Requester::Parse(fmt::format(
          "arn:aws:iam::{}:user/simulated",
          owner.empty() || owner.find_first_not_of("0123456789") != std::string_view::npos
              ? kSomeAccount
              : owner));
      // Nobody is named: what AWS would say of who asks is not known.
      return;
    }
    access::AddPrincipalKeys(request_);
  }

  void Note(const std::string& note) { fmt::print(stderr, "whittle: note: {}\n", note); }

  const Arguments& arguments_;
  const catalog::Catalog& catalog_;
  access::Request request_;
  std::vector<std::unique_ptr<documents::File>> files_;
  access::Assembly assembly_;
  std::string wrong_;
};

bool Meets(access::Outcome outcome, std::string_view expected) {
  if (expected == "Denied") {
    return outcome == access::Outcome::kImplicitlyDenied ||
           outcome == access::Outcome::kExplicitlyDenied;
  }
  return access::ToString(outcome) == expected;
}

int Simulate(const Arguments& arguments, const catalog::Catalog& catalog) {
  Setup setup(arguments, catalog);
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
