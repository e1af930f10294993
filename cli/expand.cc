#include <fmt/format.h>

#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "documents/document.h"
#include "policy/pattern.h"
#include "report/table.h"
#include "text/edit.h"
#include "text/files.h"
#include "text/spelling.h"

namespace whittle::cli {

namespace {

constexpr OptionSpec kOptions[] = {
    {"format", "F", "for patterns: text (one action a line) or json", kTextOrJson},
    kCatalogOption,
    kStdinFilenameOption,
};
constexpr CommandSpec kSpec{
    .name = "expand",
    .arguments = "PATTERN…|FILE|-",
    .summary = "Turn action wildcards into actions, in a policy or on the command line.",
    .details =
        "A policy keeps all but its Action and NotAction entries as it is. `*` alone stays.\n\n"
        "Examples:\n"
        "  whittle expand 's3:Get*Tagging' 'iam:*Role'\n"
        "  whittle expand policy.json > expanded.json",
    .options = kOptions,
};

/// What is wrong with a pattern, or nothing.
std::string Complaint(const catalog::Catalog& catalog, std::string_view pattern,
                      const catalog::ActionMatch& match) {
  using Kind = catalog::ActionMatch::Kind;
  switch (match.kind) {
    case Kind::kMatched:
      return {};
    case Kind::kUnknownService: {
      const std::string_view prefix = pattern.substr(0, pattern.find(':'));
      return fmt::format("no service `{}`{}", prefix,
                         text::DidYouMean(catalog.SuggestServices(prefix)));
    }
    case Kind::kUnknownAction:
      return fmt::format("no action matches `{}`{}", pattern,
                         text::DidYouMean(catalog.SuggestActions(pattern)));
    case Kind::kMalformed:
      return fmt::format("`{}` is neither a file nor an action such as `s3:Get*`", pattern);
  }
  return {};
}

int ExpandPatterns(const catalog::Catalog& catalog, const Arguments& arguments) {
  catalog::ActionSet all;
  for (const std::string& pattern : arguments.positional()) {
    const catalog::ActionMatch match = catalog.MatchActions(pattern);
    const std::string complaint = Complaint(catalog, pattern, match);
    if (!complaint.empty()) return UsageError(complaint);
    all = catalog::ActionSet::Union(all, match.actions);
  }
  std::vector<std::string> names;
  for (const catalog::ActionRange range : all.ranges()) {
    for (catalog::ActionId id = range.begin; id < range.end; ++id) {
      names.push_back(catalog.action(id).full_name());
    }
  }
  if (arguments.Get("format") == "json") {
    return WriteOutput(report::RecordJson({{"actions"}, {{std::move(names)}}})) ? kOk : kUsage;
  }
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return WriteOutput(text) ? kOk : kUsage;
}

/// The white space before the line that holds `offset`.
std::string IndentOf(std::string_view text, uint32_t offset) {
  const size_t line = text.rfind('\n', offset == 0 ? 0 : offset - 1);
  const size_t begin = line == std::string_view::npos ? 0 : line + 1;
  const size_t end = text.find_first_not_of(" \t", begin);
  return std::string(text.substr(begin, std::min<size_t>(end, offset) - begin));
}

/// The text that takes the place of one entry: `"s3:GetObject",\n      "s3:GetObjectAcl"`.
std::string Spelled(const catalog::Catalog& catalog, const catalog::ActionSet& actions,
                    bool in_list, const std::string& indent, bool own_line) {
  const std::string separator = own_line ? ",\n" + indent : ", ";
  std::string text;
  for (const catalog::ActionRange range : actions.ranges()) {
    for (catalog::ActionId id = range.begin; id < range.end; ++id) {
      if (!text.empty()) text += separator;
      text += "\"" + catalog.action(id).full_name() + "\"";
    }
  }
  return in_list || actions.size() == 1 ? text : "[" + text + "]";
}

void ExpandClause(const catalog::Catalog& catalog, const documents::File& file,
                  const policy::Clause<policy::Action>& clause, std::vector<text::Edit>& edits) {
  for (const policy::Action& action : clause.entries) {
    if (action.all() || !policy::HasWildcard(action.text.value)) continue;
    if (!action.text.known() || !action.text.node->exact()) {
      fmt::print(stderr, "whittle: {}: `{}` is not known whole and stays as it is\n",
                 file.source->name(), action.text.value);
      continue;
    }
    const catalog::ActionMatch match = catalog.MatchActions(action.text.value);
    const std::string complaint = Complaint(catalog, action.text.value, match);
    if (!complaint.empty()) {
      fmt::print(stderr, "whittle: {}: {}; it stays as it is\n", file.source->name(), complaint);
      continue;
    }
    const text::Span span = action.text.span();
    const std::string_view text = file.source->text();
    const std::string indent = IndentOf(text, span.begin);
    const size_t before = text.find_last_not_of(" \t", span.begin == 0 ? 0 : span.begin - 1);
    const bool own_line = before != std::string_view::npos && text[before] == '\n';
    edits.push_back({span, Spelled(catalog, match.actions, clause.is_array, indent, own_line)});
  }
}

int ExpandFile(const catalog::Catalog& catalog, const Arguments& arguments) {
  const std::string& path = arguments.positional()[0];
  text::ReadResult read = text::ReadFile(path, arguments.Get("stdin-filename", "-"));
  if (read.source == nullptr) return UsageError(fmt::format("{}: {}", path, read.error));
  documents::ReadOptions options;
  options.named = true;
  const auto file = documents::Read(std::move(read.source), options);
  for (const text::SyntaxError& error : file->errors) {
    const text::Position at = text::LineIndex(file->source->text()).Locate(error.span.begin);
    return UsageError(fmt::format("{}:{}:{}: {}", path, at.line, at.column, error.message));
  }
  std::vector<text::Edit> edits;
  bool found = false;
  for (const documents::Document& document : file->documents) {
    if (document.policy == nullptr) continue;
    found = true;
    for (const policy::Statement& statement : document.policy->statements) {
      ExpandClause(catalog, *file, statement.action, edits);
    }
  }
  if (!found) return UsageError(fmt::format("{}: no policy in it", path));
  return WriteOutput(text::ApplyEdits(file->source->text(), std::move(edits))) ? kOk : kUsage;
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  const auto& words = arguments->positional();
  if (words.empty()) {
    return UsageError("name action patterns or a policy file; see `whittle expand --help`");
  }
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  // A pattern has a colon and is no file; `*` is a pattern.
  const bool is_file = words.size() == 1 && words[0] != "*" &&
                       (words[0] == "-" || words[0].find(':') == std::string::npos ||
                        words[0].find('/') != std::string::npos);
  return is_file ? ExpandFile(*catalog.get(), *arguments)
                 : ExpandPatterns(*catalog.get(), *arguments);
}

}  // namespace

Command ExpandCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
