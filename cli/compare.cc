#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "access/compare.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/compare_batch.h"
#include "cli/compare_pairs.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "report/compare_report.h"

namespace whittle::cli {

namespace {

constexpr OptionSpec kOptions[] = {
    {"format", "F", "text (the default) or json", kTextOrJson},
    {"policy-type", "TYPE", "what the policies are; auto, the default, tells by their content",
     kPolicyTypes},
    {"access", "ACTIONS", "instead: does POLICY grant any of these actions (a,b)?", {}, true},
    {"resource", "ARN", "with --access: on this resource; repeatable", {}, true},
    {"public", {}, "instead: does the resource policy POLICY let anybody in?"},
    {"boundary", "FILE", "a permissions boundary that limits both sides"},
    {"scp",
     "FILE",
     "a level of service control policies that limits both sides; repeatable",
     {},
     true},
    {"allow-unknown", {}, "exit 0 when it cannot be decided"},
    {"batch", "FILE", "compare the pairs of JSON lines in FILE (`-`: standard input)"},
    kCatalogOption,
};
constexpr CommandSpec kSpec{
    .name = "compare",
    .arguments = "OLD NEW | --access ACTIONS POLICY | --public POLICY",
    .summary = "Say what a change to policies allows and takes away, with proof.",
    .details =
        "OLD and NEW are files, folders, `-` (standard input) or either of a git revision, "
        "`REV:path`. In a folder, files of one name are compared; in a file, a role with its "
        "inline and managed policies within its boundary, other identity policies together, and "
        "each other policy with the one of its kind. Every difference comes with a "
        "request that shows it, confirmed by the evaluator.\n\n"
        "Exit: 0 the new policy allows nothing new (the access is not granted, the policy is not "
        "public), proved; 1 it does, or that is unknown; 2 usage error or unreadable input."
        "\n\nExamples:\n"
        "  whittle compare old.json new.json\n"
        "  whittle compare HEAD:policies policies\n"
        "  whittle compare --access s3:DeleteObject,iam:PassRole role-policy.json\n"
        "  whittle compare --public bucket-policy.json",
    .options = kOptions,
};

/// What both sides are limited by.
class Limits {
 public:
  /// Reads --boundary and --scp; false when something is wrong and has been said.
  [[nodiscard]] bool Read(const Arguments& arguments) {
    if (arguments.Has("boundary") && !Add(arguments.Get("boundary"), policy::Type::kBoundary)) {
      return false;
    }
    const auto& scps = arguments.All("scp");
    return std::all_of(scps.begin(), scps.end(),
                       [this](const std::string& path) { return Add(path, policy::Type::kScp); });
  }
  [[nodiscard]] const std::vector<std::vector<const policy::Policy*>>& policies() const {
    return policies_;
  }

 private:
  bool Add(const std::string& path, policy::Type type) {
    PolicyFiles& files = files_.emplace_back();
    if (!files.Add(path, type)) return false;
    policies_.push_back(files.policies());
    return true;
  }

  std::vector<PolicyFiles> files_;
  std::vector<std::vector<const policy::Policy*>> policies_;
};

int ExitCode(access::Truth fine, const Arguments& arguments) {
  if (fine == access::Truth::kYes) return kOk;
  return fine == access::Truth::kUnknown && arguments.Has("allow-unknown") ? kOk : kFound;
}

/// What a question is asked of: of files with roles or users, each of them with all that it carries
/// and every other policy; of other files, all policies together.
std::vector<access::Subject> AskedOf(const PolicyFiles& files, access::SubjectFinder& finder,
                                     bool is_public) {
  bool has_owners = false;
  for (const PolicyFiles::Entry& entry : files.entries()) {
    finder.AddFile(*entry.file);
    has_owners = has_owners || !entry.file->tree.root.ItemsOf("UserDetailList").empty();
    for (const documents::Document& document : entry.file->documents) {
      has_owners = has_owners || document.role != nullptr;
    }
  }
  if (!has_owners) {
    access::Subject all;
    all.grants.policies = files.policies();
    all.documents = files.names();
    return {all};
  }
  std::vector<access::Subject> asked;
  for (const PolicyFiles::Entry& entry : files.entries()) {
    for (access::Subject& subject : finder.Of(*entry.file)) {
      // A trust policy lets others in; it gives the role itself nothing.
      const bool names_principals =
          subject.type == policy::Type::kTrust || subject.type == policy::Type::kResource;
      if (is_public ? names_principals : subject.type != policy::Type::kTrust) {
        asked.push_back(std::move(subject));
      }
    }
  }
  return asked;
}

int Ask(const Arguments& arguments, std::optional<policy::Type> type, const Limits& limits,
        const access::CompareOptions& options) {
  const auto& words = arguments.positional();
  if (words.size() != 1) return UsageError("name one policy; see `whittle compare --help`");
  const bool is_public = arguments.Has("public");
  if (is_public && arguments.Has("access")) {
    return UsageError("ask either --access or --public, not both");
  }
  if (is_public && !type) type = policy::Type::kResource;
  PolicyFiles files;
  if (!files.Add(words[0], type)) return kUsage;
  access::SubjectFinder finder(*options.catalog);
  std::optional<access::QuestionResult> found;
  std::vector<std::string> names;
  for (access::Subject& subject : AskedOf(files, finder, is_public)) {
    access::Grants& grants = subject.grants;
    grants.limits.insert(grants.limits.end(), limits.policies().begin(), limits.policies().end());
    access::QuestionResult one = is_public ? access::IsPublic(grants, options)
                                           : access::IsGranted(grants, arguments.All("access"),
                                                               arguments.All("resource"), options);
    if (found && one.answer <= found->answer) continue;
    if (one.answer == access::Truth::kUnknown) {
      one.unknown.insert(one.unknown.end(), subject.notes.begin(), subject.notes.end());
    }
    found = std::move(one);
    names = std::move(subject.documents);
  }
  if (!found) return UsageError(fmt::format("{}: no policy to ask that of", words[0]));
  const access::QuestionResult& result = *found;
  const std::string_view question = is_public ? "public" : "granted";
  if (!WriteOutput(arguments.Get("format") == "json"
                       ? report::QuestionJson(result, question)
                       : report::QuestionText(result, question, names))) {
    return kUsage;
  }
  return ExitCode(access::Not(result.answer), arguments);
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  access::CompareOptions options;
  options.catalog = catalog.get();
  if (arguments->Has("batch")) return CompareBatch(arguments->Get("batch"), options);
  const std::optional<policy::Type> type = PolicyTypeOf(*arguments);
  Limits limits;
  if (!limits.Read(*arguments)) return kUsage;
  if (arguments->Has("access") || arguments->Has("public")) {
    return Ask(*arguments, type, limits, options);
  }
  const auto& words = arguments->positional();
  if (words.size() != 2) {
    return UsageError("name an old and a new policy; see `whittle compare --help`");
  }
  PolicyFiles old_files;
  PolicyFiles new_files;
  if (!old_files.Add(words[0], type) || !new_files.Add(words[1], type)) return kUsage;
  PairComparer comparer(limits.policies(), options);
  const std::vector<report::NamedComparison> comparisons = comparer.Run(old_files, new_files);
  if (comparisons.empty()) {
    return UsageError(fmt::format("neither {} nor {} holds a policy", words[0], words[1]));
  }
  if (!WriteOutput(arguments->Get("format") == "json"
                       ? report::CompareJson(comparisons)
                       : report::CompareText(comparisons, words[0], words[1]))) {
    return kUsage;
  }
  return ExitCode(report::Together(comparisons).within, *arguments);
}

}  // namespace

Command CompareCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
