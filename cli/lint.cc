#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/fix.h"
#include "cli/memory.h"
#include "cli/output.h"
#include "lint/linter.h"
#include "policy/type.h"
#include "report/report.h"
#include "rules/registry.h"
#include "text/files.h"
#include "text/spelling.h"

namespace whittle::cli {

namespace {

constexpr std::array<std::string_view, 5> kThresholds = {"error", "security-warning", "warning",
                                                         "suggestion", "never"};

constexpr OptionSpec kOptions[] = {
    {"format", "F[=FILE]",
     "text (the default), concise, json, sarif, github, gitlab or junit; to FILE if given; "
     "repeatable",
     report::kFormatNames, true},
    {"fail-on", "LEVEL",
     "exit 1 from this level on: error, security-warning, warning (the default), "
     "suggestion, never",
     kThresholds},
    {"select", "RULES", "run only these rules, groups or levels (a,b)", {}, true},
    {"ignore", "RULES", "leave these rules, groups or levels out (a,b)", {}, true},
    {"policy-type", "TYPE",
     "what the policies are: auto (the default), identity, resource, trust, "
     "boundary, session, scp, rcp, endpoint",
     kPolicyTypes},
    {"resource-type", "TYPE", "what a resource policy is attached to, e.g. AWS::S3::Bucket"},
    {"if-policy",
     {},
     "a named file counts only if its content is a policy's, as in a directory; for hooks"},
    {"resolved", {}, "placeholders should be gone: one that is left is an error"},
    {"fix", {}, "mend what can be mended without a change of meaning, in place"},
    {"diff", {}, "show what --fix would change; exit 1 if anything"},
    {"unsafe-fixes", {}, "with --fix or --diff: also fixes that may change the meaning"},
    kCatalogOption,
    kStdinFilenameOption,
    {"jobs", "N", "threads; 0, the default, means one per core"},
    kColorOption,
};

constexpr CommandSpec kSpec{
    .name = "lint",
    .arguments = "PATH…|-",
    .summary = "Check policies, roles and task definitions in files and directories.",
    .details =
        "Directories are searched for *.json; files that hold no policy are passed over and "
        "counted.\n`-` is standard input; with --fix its fixed text goes to stdout, the report to "
        "stderr.\n\n"
        "Exit: 0 nothing at or above --fail-on; 1 findings; 2 usage error or unreadable input."
        "\n\nExamples:\n"
        "  whittle lint policy.json\n"
        "  whittle lint --fail-on error --format json=report.json policies/\n"
        "  aws iam get-role-policy --role-name R --policy-name P | whittle lint -",
    .options = kOptions,
};

bool IsResourceType(std::string_view type) {
  const size_t first = type.find("::");
  if (first == std::string_view::npos || first == 0) return false;
  const size_t second = type.find("::", first + 2);
  return second != std::string_view::npos && second > first + 2 && second + 2 < type.size() &&
         type.substr(0, first) == "AWS";
}

/// What the command line asks for, checked.
struct Request {
  documents::ReadOptions read;
  std::string resource_type;
  lint::Selection selection;
  lint::Settings settings;
  std::optional<lint::Level> fail_on = lint::Level::kWarning;
  unsigned jobs = 0;
  FixRequest fix;
};

/// The formats asked for, each perhaps with `=FILE` behind it.
std::vector<std::string> FormatsOf(const Arguments& arguments) {
  std::vector<std::string> formats = arguments.All("format");
  if (formats.empty()) formats = {"text"};
  return formats;
}

report::Format FormatIn(std::string_view wanted) {
  return *report::ParseFormat(wanted.substr(0, wanted.find('=')));
}

/// Empty, or what is wrong.
std::string ReadRequest(const Arguments& arguments, Request& request) {
  request.read.type = PolicyTypeOf(arguments);
  request.resource_type = arguments.Get("resource-type");
  if (!request.resource_type.empty()) {
    if (!IsResourceType(request.resource_type)) {
      return fmt::format("--resource-type takes a name like AWS::S3::Bucket, not `{}`",
                         request.resource_type);
    }
    if (!request.read.type) {
      request.read.type = request.resource_type == "AWS::IAM::AssumeRolePolicyDocument"
                              ? policy::Type::kTrust
                              : policy::Type::kResource;
    }
  }
  request.selection = {arguments.All("select"), arguments.All("ignore")};
  if (const auto error = lint::CheckSelection(rules::All(), request.selection)) {
    return fmt::format("no rule, group or level `{}`{}\nsee `whittle rules`", error->word,
                       text::DidYouMean(error->near));
  }
  const std::string threshold = arguments.Get("fail-on", "warning");
  request.fail_on = lint::ParseLevel(threshold);  // nothing for `never`
  if (std::string error = ReadJobs(arguments, request.jobs); !error.empty()) return error;
  std::string wrong = ReadFixRequest(arguments, request.fix);
  if (!wrong.empty()) return wrong;
  request.settings.resolved = arguments.Has("resolved");
  request.settings.today = Today();
  const std::vector<std::string> formats = FormatsOf(arguments);
  request.settings.addresses = std::any_of(
      formats.begin(), formats.end(),
      [](const std::string& format) { return report::ShowsAddresses(FormatIn(format)); });
  return {};
}

bool IsJsonFile(std::string_view path) {
  return path.size() >= 5 && path.substr(path.size() - 5) == ".json";
}

bool Fails(const lint::Report& report, std::optional<lint::Level> threshold) {
  if (!threshold) return false;
  for (const lint::Finding& finding : report.findings) {
    if (finding.level <= *threshold) return true;
  }
  return false;
}

/// Writes the report in each format asked for; to stderr what would go to a stdout that is taken.
bool WriteReports(const lint::Report& report, const Arguments& arguments,
                  std::optional<lint::Level> fail_on, bool stdout_taken) {
  bool ok = true;
  for (const std::string& wanted : FormatsOf(arguments)) {
    const size_t equals = wanted.find('=');
    const std::string path =
        equals == std::string::npos ? std::string() : wanted.substr(equals + 1);
    const report::Style style{
        .color = path.empty() && WantsColor(arguments.Get("color", "auto")),
        .version = WHITTLE_VERSION,
        .fail_on = fail_on,
    };
    const std::string text = report::Write(report, FormatIn(wanted), style);
    if (stdout_taken && path.empty()) {
      fmt::print(stderr, "{}", text);
    } else {
      ok = WriteOutput(text, path) && ok;
    }
  }
  return ok;
}

void SayErrors(const lint::Report& report) {
  for (const lint::FileError& error : report.errors) {
    fmt::print(stderr, "whittle: {}: {}\n", error.path, error.message);
  }
}

bool IsStdin(const Arguments& arguments) {
  return arguments.positional().size() == 1 && arguments.positional()[0] == "-";
}

/// Checks one text as the file that was named.
lint::Report RunOn(const lint::Linter& linter, documents::ReadOptions options, bool named,
                   const std::string& name, const std::string& text) {
  options.named = named;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<const text::Source>(name, text));
  return linter.Run(std::move(sources), options);
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  if (arguments->positional().empty()) {
    return UsageError(
        "nothing to lint: name files or directories, or `-` for standard input\n"
        "see `whittle lint --help`");
  }
  Request request;
  const std::string wrong = ReadRequest(*arguments, request);
  if (!wrong.empty()) return UsageError(wrong);
  request.read.resource_type = request.resource_type;
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;

  const lint::Linter linter(rules::All(), *catalog.get(), request.settings, request.selection);
  text::FileList files = text::ListFiles(arguments->positional(), IsJsonFile);
  if (arguments->Has("if-policy")) {
    for (text::FileEntry& file : files.files) file.named = false;
  }
  constexpr size_t kManyFiles = 64;
  if (files.files.size() >= kManyFiles) ExpectManyFiles();
  const std::string stdin_name = arguments->Get("stdin-filename", "-");
  lint::Report report = linter.Run(files, request.read, request.jobs, stdin_name);
  bool failed = false;
  bool stdout_taken = false;
  if (request.fix.wanted()) {
    const FixResult fixed = FixFiles(linter, files, report, request.read, request.fix);
    failed = fixed.failed;
    if (request.fix.diff) {
      const bool written = WriteOutput(fixed.diff);
      SayErrors(report);
      return !written || !report.errors.empty() ? kUsage : fixed.files != 0 ? kFound : kOk;
    }
    stdout_taken = IsStdin(*arguments);
    if (stdout_taken && !WriteOutput(fixed.stdin_text)) return kUsage;
    if (fixed.files != 0) {
      fmt::print(stderr, "whittle: applied {} fix{} in {} file{}\n", fixed.fixes,
                 fixed.fixes == 1 ? "" : "es", fixed.files, fixed.files == 1 ? "" : "s");
      report = stdout_taken
                   ? RunOn(linter, request.read, files.files[0].named, stdin_name, fixed.stdin_text)
                   : linter.Run(files, request.read, request.jobs, stdin_name);
    }
  }
  const bool written = WriteReports(report, *arguments, request.fail_on, stdout_taken);
  SayErrors(report);
  if (failed || !written || !report.errors.empty()) return kUsage;
  return Fails(report, request.fail_on) ? kFound : kOk;
}

}  // namespace

Command LintCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
