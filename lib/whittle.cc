#include "whittle.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "access/assembly.h"
#include "access/compare.h"
#include "access/evaluate.h"
#include "access/subjects.h"
#include "advise/advise.h"
#include "lint/linter.h"
#include "policy/pattern.h"
#include "rules/registry.h"
#include "text/pointer.h"
#include "text/spelling.h"

namespace whittle {

namespace {

std::unique_ptr<const text::Source> SourceOf(const Input& input) {
  return std::make_unique<const text::Source>(input.name, input.text);
}

/// Reads a type's name; `error` says what is wrong with it.
std::optional<policy::Type> ReadType(std::string_view name, std::string& error) {
  if (name.empty() || name == "auto") return std::nullopt;
  const auto type = policy::ParseType(name);
  if (!type) error = fmt::format("no policy type `{}`", name);
  return type;
}

/// Files of documents, or the first reason why there are none.
struct Documents {
  std::vector<std::unique_ptr<documents::File>> files;
  std::string error;

  void Add(const Input& input, std::optional<policy::Type> type = std::nullopt) {
    documents::ReadOptions options;
    options.named = true;
    options.type = type;
    files.push_back(documents::Read(SourceOf(input), options));
    const documents::File& file = *files.back();
    if (!error.empty()) return;
    if (!file.errors.empty()) {
      const text::SyntaxError& first = file.errors.front();
      const text::Position at = text::LineIndex(file.source->text()).Locate(first.span.begin);
      error = fmt::format("{}:{}:{}: {}", input.name, at.line, at.column, first.message);
    } else if (file.documents.empty()) {
      error = fmt::format("{}: no policy in it", input.name);
    }
  }
};

Position At(const text::LineIndex& lines, uint32_t offset) {
  const text::Position at = lines.Locate(offset);
  return {at.line, at.column, at.offset};
}

Finding Plain(const documents::File& file, const text::LineIndex& lines,
              const lint::Finding& finding) {
  Finding plain;
  plain.rule = finding.rule->name;
  plain.level = lint::ToString(finding.level);
  plain.message = finding.message;
  plain.help = finding.HelpText();
  plain.input = file.source->name();
  plain.begin = At(lines, finding.place.span.begin);
  plain.end = At(lines, finding.place.span.end);
  plain.pointer = finding.place.pointer;
  if (finding.suggestion) plain.suggestion = finding.suggestion->document;
  return plain;
}

std::string PointerOf(const policy::Policy& policy, const policy::Statement& statement) {
  return text::PointerTo(*policy.node, statement.node->span()).pointer;
}

Difference Plain(const access::Witness& witness, const access::Grants& side) {
  Difference plain;
  plain.request = {.principal = witness.request.principal.text,
                   .action = witness.request.action,
                   .resource = witness.request.resource,
                   .resource_account = witness.request.resource_account,
                   .context = {}};
  for (const access::ContextKey& key : witness.request.context.keys()) {
    plain.request.context[key.name] = key.values;
  }
  if (witness.statement != nullptr && witness.document < side.policies.size()) {
    plain.statement = PointerOf(*side.policies[witness.document], *witness.statement);
  }
  plain.assumes = witness.assumes;
  return plain;
}

/// What a file grants: its one role with all that it carries, its identity policies together, or
/// its one other policy. `error` says where it holds several of these.
access::Subject SubjectOf(const documents::File& file, access::SubjectFinder& finder,
                          std::string& error) {
  finder.AddFile(file);
  std::vector<access::Subject> subjects = finder.Of(file);
  const bool has_role = std::any_of(file.documents.begin(), file.documents.end(),
                                    [](const auto& document) { return document.role != nullptr; });
  if (has_role) {
    // Who may assume the role is another matter than what it may do, which may be nothing.
    std::erase_if(subjects, [](const auto& one) { return one.type == policy::Type::kTrust; });
    if (subjects.empty()) return {};
  }
  if (subjects.size() == 1) return std::move(subjects.front());
  if (error.empty()) {
    error = fmt::format("{}: {} policies that stand apart; compare them one by one",
                        file.source->name(), subjects.size());
  }
  return {};
}

/// Adds what the roles of the files have to do with the request.
void AddRoles(access::Assembly& assembly, const access::Request& request) {
  const bool assumes = policy::StartsWithIgnoreCase(request.action, "sts:AssumeRole");
  for (const access::Assembly::FoundRole& role : assembly.roles()) {
    if (assumes && role.role->arn.value == request.resource) {
      assembly.AddTrust(role);
    } else if (!assumes && request.principal.is_role() && request.principal.name == role.name()) {
      assembly.AddRole(role);
    }
  }
}

/// Reads the request as access decides it; `error` says what is wrong with it.
access::Request ReadRequest(const Request& plain, std::string& error) {
  access::Request request;
  request.action = plain.action;
  request.resource = plain.resource;
  request.resource_account = plain.resource_account;
  if (!plain.principal.empty()) {
    auto principal = access::Requester::Parse(plain.principal);
    if (!principal) {
      error = fmt::format("`{}` is no ARN and no service's name", plain.principal);
      return request;
    }
    request.principal = std::move(*principal);
  }
  for (const auto& [key, values] : plain.context) {
    if (values.size() == 1) {
      request.context.Set(key, values.front());
    } else {
      request.context.Set(key, values);
    }
  }
  access::AddPrincipalKeys(request);
  return request;
}

Advice Plain(advise::Advice&& advice) {
  Advice plain;
  plain.role = std::move(advice.role);
  plain.use = advise::ToString(advice.use);
  for (advise::NarrowedPolicy& policy : advice.narrowed) {
    plain.narrowed.push_back(
        {std::move(policy.name), std::move(policy.replaces), std::move(policy.document)});
  }
  plain.no_new_access = advise::ToString(advice.certificate.no_new_access);
  plain.evidence_covered = advise::ToString(advice.certificate.evidence_covered);
  plain.notes = std::move(advice.notes);
  return plain;
}

/// Reads level, facts and usage; returns what is wrong with them.
std::string ReadNarrowOptions(const NarrowOptions& plain, advise::AdviseOptions& options) {
  const auto level = advise::ParseLevel(plain.level);
  if (!level) return fmt::format("no level `{}`", plain.level);
  options.level = *level;
  options.role = plain.role;
  for (const Input& input : plain.facts) {
    const auto source = SourceOf(input);
    const advise::FactsResult facts = advise::ReadFacts(*source);
    if (!facts.errors.empty()) {
      const advise::FactsError& first = facts.errors.front();
      const text::Position at = text::LineIndex(source->text()).Locate(first.span.begin);
      return fmt::format("{}:{}:{}: {}", input.name, at.line, at.column, first.message);
    }
    advise::AddFacts(options.facts, facts.facts);
  }
  for (const Input& input : plain.usage) {
    const std::string error =
        advise::AddEvidence(*SourceOf(input), catalog::Catalog::BuiltIn(), options.evidence);
    if (!error.empty()) return fmt::format("{}: {}", input.name, error);
  }
  return {};
}

}  // namespace

LintResult Lint(const std::vector<Input>& inputs, const LintOptions& options) {
  LintResult result;
  documents::ReadOptions read;
  read.named = true;
  read.type = ReadType(options.policy_type, result.error);
  read.resource_type = options.resource_type;
  const lint::Selection selection{options.select, options.ignore};
  if (const auto wrong = lint::CheckSelection(rules::All(), selection)) {
    result.error =
        fmt::format("no rule, group or level `{}`{}", wrong->word, text::DidYouMean(wrong->near));
  }
  if (!result.error.empty()) return result;
  lint::Settings settings;
  settings.resolved = options.resolved;
  std::vector<std::unique_ptr<const text::Source>> sources;
  for (const Input& input : inputs) sources.push_back(SourceOf(input));
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), settings, selection);
  const lint::Report report = linter.Run(std::move(sources), read);
  std::optional<text::LineIndex> lines;
  uint32_t current = 0;
  for (const lint::Finding& finding : report.findings) {  // sorted by file
    const documents::File& file = *report.files[finding.place.file];
    if (!lines || current != finding.place.file) lines.emplace(file.source->text());
    current = finding.place.file;
    result.findings.push_back(Plain(file, *lines, finding));
  }
  return result;
}

CompareResult Compare(const Input& old_policies, const Input& new_policies,
                      std::string_view policy_type) {
  CompareResult result;
  const auto type = ReadType(policy_type, result.error);
  if (!result.error.empty()) return result;
  Documents documents;
  documents.Add(old_policies, type);
  documents.Add(new_policies, type);
  result.error = documents.error;
  if (!result.error.empty()) return result;
  access::SubjectFinder old_finder(catalog::Catalog::BuiltIn());
  access::SubjectFinder new_finder(catalog::Catalog::BuiltIn());
  const access::Subject before = SubjectOf(*documents.files[0], old_finder, result.error);
  const access::Subject after = SubjectOf(*documents.files[1], new_finder, result.error);
  if (!result.error.empty()) return result;
  const access::Comparison comparison = access::CompareSubjects(before, after, {});
  result.relation = access::ToString(comparison.relation);
  result.known_actions_relation = access::ToString(comparison.known_actions);
  for (const access::Witness& witness : comparison.new_access) {
    result.new_access.push_back(Plain(witness, after.grants));
  }
  for (const access::Witness& witness : comparison.removed_access) {
    result.removed_access.push_back(Plain(witness, before.grants));
  }
  result.unknown = comparison.unknown;
  return result;
}

SimulateResult Simulate(const std::vector<Input>& policies, const Request& request) {
  SimulateResult result;
  const access::Request wanted = ReadRequest(request, result.error);
  if (!result.error.empty()) return result;
  Documents documents;
  for (const Input& input : policies) documents.Add(input);
  result.error = documents.error;
  if (!result.error.empty()) return result;
  access::Assembly assembly(catalog::Catalog::BuiltIn());
  for (const auto& file : documents.files) {
    if (assembly.AddFile(*file)) continue;
    result.error = fmt::format("{}: a second policy of a resource; a request meets only one",
                               file->source->name());
    return result;
  }
  AddRoles(assembly, wanted);
  std::map<const policy::Policy*, std::string_view> names;
  for (const auto& origin : assembly.origins()) names[origin.policy] = origin.name;
  const access::Decision decision = access::Evaluator(assembly.set()).Explain(wanted);
  result.decision = access::ToString(decision.outcome);
  for (const access::StatementMatch& match : decision.matched) {
    result.statements.push_back(
        {std::string(names[match.policy]), PointerOf(*match.policy, *match.statement)});
  }
  result.missing_context.assign(decision.missing_context.begin(), decision.missing_context.end());
  return result;
}

NarrowResult Narrow(const std::vector<Input>& inputs, const NarrowOptions& options) {
  NarrowResult result;
  advise::AdviseOptions wanted;
  result.error = ReadNarrowOptions(options, wanted);
  if (!result.error.empty()) return result;
  Documents documents;
  for (const Input& input : inputs) documents.Add(input);
  result.error = documents.error;
  if (!result.error.empty()) return result;
  advise::RoleBook book(catalog::Catalog::BuiltIn());
  for (const auto& file : documents.files) book.Add(*file);
  for (advise::Advice& advice : advise::Advise(book, wanted, catalog::Catalog::BuiltIn())) {
    result.advice.push_back(Plain(std::move(advice)));
  }
  return result;
}

}  // namespace whittle
