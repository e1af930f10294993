#include "advise/advise.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "advise/inputs.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "lint/linter.h"
#include "report/advice_report.h"
#include "report/apply_commands.h"
#include "report/policy_form.h"
#include "rules/registry.h"
#include "text/files.h"
#include "text/json_writer.h"
#include "text/spelling.h"

namespace whittle::cli {

namespace {

constexpr std::array<std::string_view, 4> kLevels = {"safe", "default", "evidence", "aggressive"};
constexpr std::array<std::string_view, 3> kFormats = {"text", "markdown", "json"};

constexpr OptionSpec kOptions[] = {
    {"role", "NAME", "only the role of this name or ARN"},
    {"task-definition",
     "FILE",
     "an ECS task definition whose tasks the roles serve; repeatable",
     {},
     true},
    {"cluster", "ARN", "the ECS cluster, by ARN or name"},
    {"facts",
     "FILE",
     "what you know of the hosts: a YAML file or the agent's ecs.config; repeatable",
     {},
     true},
    {"usage",
     "FILE",
     "what was seen in use: a file of `whittle usage`, get-service-last-accessed-details, or "
     "Access "
     "Analyzer's findings on unused access; repeatable",
     {},
     true},
    {"level", "LEVEL",
     "what may go: safe (only what is dead), default, evidence (also what was not seen), "
     "aggressive (all but what is required)",
     kLevels},
    {"write", "DIR", "write each narrowed policy to a file of its own there"},
    {"as", "FORM", "the policies' form: json (the default), cloudformation or hcl",
     report::kPolicyFormNames},
    {"format", "F",
     "text (the default): the policy on stdout, the reasons on stderr; markdown or json: all of it "
     "on stdout",
     kFormats},
    kCatalogOption,
};

constexpr CommandSpec kSpec{
    .name = "advise",
    .arguments = "PATH…",
    .summary = "Narrow what a role or policy grants to what is needed, with reasons and proof.",
    .details =
        "PATHs hold roles (as get-role, get-account-authorization-details or CloudFormation "
        "spell them, or scripts of AWS CLI commands), policies and ECS task definitions.\n\n"
        "Exit: 0; 1 when a part of a certificate is refuted or unknown; 2 usage error or "
        "unreadable input.\n\nExamples:\n"
        "  whittle advise role.json --task-definition task.json --cluster "
        "arn:aws:ecs:eu-west-1:111122223333:cluster/web\n"
        "  whittle advise --facts /etc/ecs/ecs.config --write narrowed/ role.json task.json",
    .options = kOptions,
};

/// Reads a facts file into `facts`; says what is wrong with it and returns false.
bool ReadFactsFile(const std::string& path, advise::Facts& facts) {
  const text::ReadResult read = text::ReadFile(path);
  if (read.source == nullptr) {
    UsageError(fmt::format("{}: {}", path, read.error));
    return false;
  }
  const advise::FactsResult result = advise::ReadFacts(*read.source);
  const text::LineIndex lines(read.source->text());
  for (const advise::FactsError& error : result.errors) {
    const text::Position at = lines.Locate(error.span.begin);
    fmt::print(stderr, "whittle: {}:{}:{}: {}\n  {}\n", path, at.line, at.column, error.message,
               error.help);
  }
  advise::AddFacts(facts, result.facts);
  return result.errors.empty();
}

/// Reads a file of recorded use; says what is wrong with it and returns false.
bool ReadEvidenceFile(const std::string& path, const catalog::Catalog& catalog,
                      advise::Evidence& evidence) {
  const text::ReadResult read = text::ReadFile(path);
  const std::string error =
      read.source == nullptr ? read.error : advise::AddEvidence(*read.source, catalog, evidence);
  if (error.empty()) return true;
  UsageError(fmt::format("{}: {}", path, error));
  return false;
}

bool IsJson(std::string_view path) { return path.size() > 5 && path.ends_with(".json"); }

/// A file name for a policy that no other has.
std::string FileName(const std::string& name, std::set<std::string>& taken) {
  std::string plain;
  for (const char c : name) plain += c == '/' || c == '\\' || c == '\0' ? '_' : c;
  std::string unique = plain;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = fmt::format("{}-{}", plain, i);
  return unique;
}

/// Writes each narrowed policy into the folder, and what an inline one replaces.
bool WriteAll(const std::vector<advise::Advice>& all, const std::string& folder,
              report::PolicyForm form) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    UsageError(fmt::format("{}: {}", folder, error.message()));
    return false;
  }
  std::set<std::string> taken;
  const auto write = [&](const std::string& name, std::string_view extension,
                         const std::string& content) {
    const std::string path =
        (std::filesystem::path(folder) / (name + std::string(extension))).string();
    return WriteOutput(content, path);
  };
  for (const advise::Advice& advice : all) {
    for (const advise::NarrowedPolicy& policy : advice.narrowed) {
      const std::string name = FileName(report::FileOf(advice, policy.name), taken);
      if (!write(name, report::ExtensionOf(form),
                 report::WritePolicyAs(form, policy.name, policy.document))) {
        return false;
      }
    }
    for (const advise::Original* original : report::InlineThatGo(advice)) {
      if (!write(FileName(report::FileOf(advice, original->name) + ".before", taken), ".json",
                 text::WriteJson(*original->policy->node, text::JsonStyle::kIndented))) {
        return false;
      }
    }
  }
  return true;
}

bool Holds(advise::Proof proof) {
  return proof == advise::Proof::kProved || proof == advise::Proof::kNotApplicable;
}

/// Prints policies and explanation as asked; returns the exit code.
int Write(const std::vector<advise::Advice>& advice, const Arguments& arguments,
          const catalog::Catalog& catalog) {
  const report::PolicyForm form =
      *report::ParsePolicyForm(arguments.Get("as", report::kPolicyFormNames[0]));
  const std::string folder = arguments.Get("write");
  if (!folder.empty() && !WriteAll(advice, folder, form)) return kUsage;
  const std::string format = arguments.Get("format", "text");
  bool written = true;
  if (format == "json") {
    written = WriteOutput(report::AdviceJson(advice, {WHITTLE_VERSION, catalog.date()}));
  } else if (format == "markdown") {
    written = WriteOutput(report::AdviceMarkdown(advice, {form, folder}));
  } else {
    fmt::print(stderr, "{}", report::AdviceText(advice, {form, folder}));
    const advise::NarrowedPolicy* only = nullptr;
    size_t count = 0;
    for (const advise::Advice& one : advice) {
      for (const advise::NarrowedPolicy& policy : one.narrowed) {
        only = &policy;
        ++count;
      }
    }
    if (folder.empty() && count > 1) {
      return UsageError(
          fmt::format("{} policies do not fit on stdout: add --write DIR, or --format json, or "
                      "choose one role with --role",
                      count));
    }
    if (folder.empty() && count == 1) {
      written = WriteOutput(report::WritePolicyAs(form, only->name, only->document));
    }
  }
  if (!written) return kUsage;
  for (const advise::Advice& one : advice) {
    if (!Holds(one.certificate.no_new_access) || !Holds(one.certificate.evidence_covered)) {
      return kFound;
    }
  }
  return kOk;
}

/// "; did you mean `web`?", or which roles there are.
std::string NearRoles(const std::string& name, advise::RoleBook& book) {
  constexpr size_t kMostNamed = 8;
  text::Nearest nearest(name);
  std::vector<std::string> names;
  for (const advise::RoleView& view : book.Roles()) {
    if (view.name.empty()) continue;
    nearest.Consider(view.name);
    names.push_back(view.name);
  }
  if (const auto near = nearest.Take(); !near.empty()) return text::DidYouMean(near);
  if (names.empty()) return {};
  const bool all = names.size() <= kMostNamed;
  if (!all) names.resize(kMostNamed);
  return fmt::format("; they hold {}{}", fmt::join(names, ", "), all ? "" : " …");
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  if (arguments->positional().empty()) {
    return UsageError("name the files of a role or a policy; see `whittle advise --help`");
  }
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  advise::AdviseOptions options;
  options.level = *advise::ParseLevel(arguments->Get("level", "default"));
  options.role = arguments->Get("role");
  for (const std::string& path : arguments->All("facts")) {
    if (!ReadFactsFile(path, options.facts)) return kUsage;
  }
  for (const std::string& path : arguments->All("usage")) {
    if (!ReadEvidenceFile(path, *catalog.get(), options.evidence)) return kUsage;
  }
  if (const std::string cluster = arguments->Get("cluster"); !cluster.empty()) {
    options.facts.cluster = cluster;
    options.facts.no_cluster = advise::Said::kNo;
  }
  std::vector<std::string> paths = arguments->positional();
  const auto& tasks = arguments->All("task-definition");
  paths.insert(paths.end(), tasks.begin(), tasks.end());

  advise::RoleBook book(*catalog.get());
  const advise::Inputs inputs = advise::ReadInputs(text::ListFiles(paths, IsJson), book);
  for (const advise::InputError& error : inputs.errors) {
    fmt::print(stderr, "whittle: {}: {}\n", error.path, error.message);
  }
  if (!inputs.errors.empty()) return kUsage;
  const lint::Linter linter(rules::All(), *catalog.get(), {});
  options.linter = &linter;
  const std::vector<advise::Advice> advice = advise::Advise(book, options, *catalog.get());
  if (advice.empty() && options.role.empty() && !book.task_definitions().empty()) {
    fmt::print(stderr, "whittle: these task definitions need nothing of a role\n");
  } else if (advice.empty()) {
    return UsageError(options.role.empty()
                          ? "no role, policy or task definition in these files"
                          : fmt::format("no role `{}` in these files{}", options.role,
                                        NearRoles(options.role, book)));
  }
  return Write(advice, *arguments, *catalog.get());
}

}  // namespace

Command AdviseCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
