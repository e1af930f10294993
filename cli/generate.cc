#include "advise/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "access/evaluate.h"
#include "advise/denied_message.h"
#include "advise/denied_policy.h"
#include "advise/finish.h"
#include "advise/new_findings.h"
#include "advise/requirement_policy.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "lint/linter.h"
#include "report/policy_form.h"
#include "rules/registry.h"
#include "text/files.h"

namespace whittle::cli {

namespace {

struct LevelOption {
  std::string_view name;
  catalog::AccessLevel level;
};

constexpr std::array<LevelOption, 5> kLevels = {
    {{"list", catalog::AccessLevel::kList},
     {"read", catalog::AccessLevel::kRead},
     {"write", catalog::AccessLevel::kWrite},
     {"permissions-management", catalog::AccessLevel::kPermissionsManagement},
     {"tagging", catalog::AccessLevel::kTagging}}};

/// In the order of advise::GrantPlace.
constexpr std::array<std::string_view, 4> kPlaces = {"identity", "resource", "trust", "endpoint"};

constexpr OptionSpec kOptions[] = {
    {"list", "ARN", "allow the resource's actions of access level List; repeatable", {}, true},
    {"read", "ARN", "those of level Read", {}, true},
    {"write", "ARN", "those of level Write", {}, true},
    {"permissions-management", "ARN", "those of level Permissions management", {}, true},
    {"tagging", "ARN", "those of level Tagging", {}, true},
    {"resource",
     "ARN",
     "a resource for the named actions and for what calls also need, such as the role that "
     "ecs:RunTask passes; repeatable",
     {},
     true},
    {"exclude",
     "ACTION",
     "leave this action out of the levels, wildcards included; repeatable",
     {},
     true},
    {"denied", "MESSAGE", "an access-denied message, or - for standard input: what would allow it"},
    {"policy",
     "FILE",
     "with --denied: a policy in which to look for the statement that denies it",
     {},
     true},
    {"policy-type", "TYPE",
     "with --denied: the policy to write, identity, resource, trust or endpoint; what the message "
     "says, where it says it",
     kPlaces},
    {"into", "DIR", "write each policy to a file of its own there"},
    {"as", "FORM", "json (the default), cloudformation or hcl", report::kPolicyFormNames},
    kCatalogOption,
};

constexpr CommandSpec kSpec{
    .name = "generate",
    .arguments = "[ACTION…]",
    .summary = "Write a policy from access levels and ARNs, actions, or an access-denied message.",
    .details =
        "Every action is scoped to the resources that it accepts, and `*` stands only where an "
        "action takes nothing else. What is not given stands as <NAME>. An action that a call may "
        "need besides is granted where a --resource is for it, iam:PassRole for the services that "
        "take the role, and named on stderr else. A policy over IAM's size is shrunk, and split "
        "where it must.\n\nExit: 0; 2 usage error, unknown names, ARNs that fit nothing or that "
        "no policy may hold.\n\nExamples:\n"
        "  whittle generate --read arn:aws:s3:::logs --list arn:aws:s3:::logs\n"
        "  whittle generate ecs:RunTask --resource "
        "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:* \\\n"
        "    --resource arn:aws:iam::111122223333:role/web\n"
        "  whittle generate --write arn:aws:dynamodb:eu-west-1:111122223333:table/jobs --exclude "
        "'dynamodb:*Table*'\n"
        "  aws s3 cp s3://logs/a . 2>&1 | whittle generate --denied -",
    .options = kOptions,
};

/// Says what lint finds in the policies; false where no policy may hold what was given.
bool SayFindings(const std::vector<std::string>& documents, const catalog::Catalog& catalog) {
  const lint::Linter linter(rules::All(), catalog, {});
  std::set<std::string> said;
  bool good = true;
  for (const std::string& document : documents) {
    for (const lint::Finding& finding : advise::FindingsIn(linter, document)) {
      if (finding.level > lint::Level::kWarning) continue;
      good = good && finding.level != lint::Level::kError;
      const std::string line = fmt::format("{}[{}] {}", lint::ToString(finding.level),
                                           finding.rule->name, finding.message);
      if (said.insert(line).second) fmt::print(stderr, "whittle: {}\n", line);
    }
  }
  return good;
}

int Print(const std::vector<std::string>& documents, const Arguments& arguments) {
  const report::PolicyForm form =
      *report::ParsePolicyForm(arguments.Get("as", report::kPolicyFormNames[0]));
  const std::filesystem::path folder = arguments.Get("into");
  if (folder.empty() && documents.size() > 1) {
    return UsageError(fmt::format(
        "the policy is longer than IAM takes, and {} policies do not fit on stdout: add --into DIR",
        documents.size()));
  }
  if (!folder.empty()) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return UsageError(fmt::format("{}: {}", folder.string(), error.message()));
  }
  for (size_t i = 0; i < documents.size(); ++i) {
    const std::string name =
        documents.size() == 1 ? "generated" : fmt::format("generated-{}", i + 1);
    const std::string text = report::WritePolicyAs(form, name, documents[i]);
    const std::string file = name + std::string(report::ExtensionOf(form));
    if (!WriteOutput(text, folder.empty() ? std::string() : (folder / file).string())) {
      return kUsage;
    }
  }
  return kOk;
}

/// The policy to write: as asked for, else as the message says.
advise::GrantPlace PlaceFor(const advise::DeniedMessage& message, const Arguments& arguments) {
  const std::string asked = arguments.Get("policy-type");
  const auto* const place = std::find(kPlaces.begin(), kPlaces.end(), asked);
  return place == kPlaces.end() ? advise::PlaceOf(message)
                                : static_cast<advise::GrantPlace>(place - kPlaces.begin());
}

/// Says which statements of the policies deny the request; false when none of them does.
bool SayWhatDenies(const advise::DeniedMessage& message, const PolicyFiles& files) {
  access::Request request;
  if (const auto requester = access::Requester::Parse(message.principal)) {
    request.principal = *requester;
  }
  request.action = message.action;
  request.resource = message.resource.empty() ? "*" : message.resource;
  access::AddPrincipalKeys(request);
  bool found = false;
  for (size_t i = 0; i < files.policies().size(); ++i) {
    const policy::Policy& policy = *files.policies()[i];
    for (const policy::Statement& statement : policy.statements) {
      if (!statement.denies()) continue;
      policy::Policy alone = policy;
      alone.statements = {&statement, 1};
      const access::Verdict verdict =
          access::PolicyEvaluator(alone, policy.type.type).Evaluate(request);
      if (verdict.deny == access::Truth::kNo) continue;
      found = true;
      fmt::print(stderr, "whittle: {}: statement {}{} {} it\n", files.names()[i],
                 statement.index + 1,
                 statement.sid.present() ? fmt::format(" ({})", statement.sid.value) : "",
                 verdict.deny == access::Truth::kYes ? "denies" : "may deny");
    }
  }
  return found;
}

/// `the permissions boundary`, `the identity-based policy`.
std::string PolicyOfKind(std::string_view kind) {
  if (kind.empty()) return "some policy";
  const bool boundary = kind == "permissions boundary";
  return fmt::format("the {}{}", kind, boundary ? "" : " policy");
}

int RunDenied(const catalog::Catalog& catalog, const Arguments& arguments) {
  std::string text = arguments.Get("denied");
  if (text == "-") {
    const text::ReadResult read = text::ReadFile("-");
    if (read.source == nullptr) return UsageError(read.error);
    text = read.source->text();
  }
  const auto message = advise::ReadDeniedMessage(text);
  if (!message) {
    return UsageError(
        advise::IsEncodedMessage(text)
            ? "the message is encoded; `aws sts decode-authorization-message` says what is in it"
            : "no access-denied message: it says `User: … is not authorized to perform: ACTION on "
              "resource: ARN`");
  }
  PolicyFiles files;
  for (const std::string& path : arguments.All("policy")) {
    if (!files.Add(path, std::nullopt)) return kUsage;
  }
  if (message->because == advise::DeniedBecause::kExplicitDeny) {
    fmt::print(stderr, "whittle: {} is denied by a statement of {}{}; no grant can allow it\n",
               message->action, PolicyOfKind(message->policy_kind),
               message->policy_arn.empty() ? "" : fmt::format(", {}", message->policy_arn));
    if (!files.policies().empty() && !SayWhatDenies(*message, files)) {
      fmt::print(stderr, "whittle: none of the given policies denies it\n");
    }
    return kFound;
  }
  advise::GenerateRequest request;
  request.actions = {message->action};
  const advise::Generated generated = advise::Generate(request, catalog);
  for (const std::string& error : generated.errors) UsageError(error);
  if (!generated.errors.empty()) return kUsage;
  advise::Requirement needed = generated.requirements.front();
  // AWS says on what it was denied, whatever the published tables have.
  const bool takes_more = needed.resources != std::vector<std::string>{"*"};
  if (takes_more && message->resource.starts_with("arn:")) needed.resources = {message->resource};
  if (message->because == advise::DeniedBecause::kNothingAllows && !message->policy_kind.empty()) {
    fmt::print(stderr, "whittle: {} does not allow {} to {}; this would:\n",
               PolicyOfKind(message->policy_kind), message->action,
               message->principal.empty() ? "the caller" : message->principal);
  }
  const advise::GrantPlace place = PlaceFor(*message, arguments);
  if (place != advise::GrantPlace::kIdentity && arguments.Get("as") == "cloudformation") {
    return UsageError(
        "--as cloudformation writes managed policies; this one belongs into the template of its "
        "role, resource or endpoint: write it as json");
  }
  for (const std::string& note : advise::NotesOn(place, *message)) {
    fmt::print(stderr, "whittle: {}\n", note);
  }
  // The message names what this call needed, nothing else.
  return Print({advise::PolicyIn(place, *message, needed)}, arguments);
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  if (arguments->Has("denied")) return RunDenied(*catalog.get(), *arguments);

  advise::GenerateRequest request;
  for (const LevelOption& option : kLevels) {
    for (const std::string& arn : arguments->All(option.name)) {
      request.grants.push_back({option.level, arn});
    }
  }
  request.actions = arguments->positional();
  request.resources = arguments->All("resource");
  request.exclude = arguments->All("exclude");
  if (request.grants.empty() && request.actions.empty()) {
    return UsageError(
        "say what to allow: actions, or --read ARN and its kin; see `whittle "
        "generate --help`");
  }
  const advise::Generated generated = advise::Generate(request, *catalog.get());
  for (const std::string& error : generated.errors) UsageError(error);
  if (!generated.errors.empty()) return kUsage;
  for (const std::string& note : generated.notes) fmt::print(stderr, "whittle: {}\n", note);
  const std::vector<std::string> documents =
      advise::FitQuota(advise::PolicyFor(generated.requirements), *catalog.get());
  if (!SayFindings(documents, *catalog.get())) return kUsage;
  return Print(documents, *arguments);
}

}  // namespace

Command GenerateCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
