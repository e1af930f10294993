#include "lint/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "policy/pattern.h"

namespace whittle::lint {

namespace {

/// Where each statement's entries begin when those of all statements stand in one row, and where
/// the last ones end; `count` tells how many a statement has.
template <typename Count>
std::vector<uint32_t> BeginsOf(std::span<const policy::Statement> statements, Count count) {
  std::vector<uint32_t> begins;
  begins.reserve(statements.size() + 1);
  begins.push_back(0);
  for (const policy::Statement& statement : statements) {
    begins.push_back(begins.back() + static_cast<uint32_t>(count(statement)));
  }
  return begins;
}

}  // namespace

FindingBuilder& FindingBuilder::Help(std::string help) {
  finding_.help = std::move(help);
  return *this;
}

FindingBuilder& FindingBuilder::Related(text::Span span, std::string note) {
  return Related(Place{finding_.place.file, finding_.place.document, span}, std::move(note));
}

FindingBuilder& FindingBuilder::Related(Place place, std::string note) {
  finding_.related.push_back({std::move(place), std::move(note)});
  return *this;
}

FindingBuilder& FindingBuilder::AwsCode(std::string_view code) {
  finding_.aws_code = code;
  return *this;
}

FindingBuilder& FindingBuilder::RestsOnCatalog() {
  if (settings_->today.empty()) return *this;
  if (catalog_->AgeInDays(settings_->today) <= kCatalogMaxAgeDays) return *this;
  if (finding_.level < Level::kWarning) finding_.level = Level::kWarning;
  finding_.message += fmt::format(" (catalogue of {}; it may be newer)", catalog_->date());
  return *this;
}

FindingBuilder& FindingBuilder::Suggest(Suggestion suggestion) {
  finding_.suggestion = std::move(suggestion);
  return *this;
}

FindingBuilder& FindingBuilder::Fix(std::vector<text::Edit> edits, bool same_meaning) {
  if (!edits.empty()) finding_.fix = lint::Fix{std::move(edits), same_meaning};
  return *this;
}

FindingBuilder Reporter::Report(Place place, std::string message) {
  Finding& finding = out_.emplace_back();
  finding.rule = rule_;
  finding.level = level_;
  finding.place = std::move(place);
  finding.message = std::move(message);
  // A rule with one alias there means that one; with several, the rule says which.
  const std::string_view alias = rule_->aliases.access_analyzer;
  if (alias.find(' ') == std::string_view::npos) finding.aws_code = alias;
  return FindingBuilder(finding, settings_, catalog_);
}

std::span<const ResolvedAction> PolicyContext::Actions(const policy::Statement& statement) {
  if (actions_.begins.empty()) LookUpActions();
  return actions_.Of(statement);
}

void PolicyContext::LookUpActions() {
  auto& [begins, found] = actions_;
  begins = BeginsOf(statements(), [](const policy::Statement& statement) {
    return statement.action.entries.size();
  });
  found.reserve(begins.back());
  for (const policy::Statement& statement : statements()) {
    for (const policy::Action& entry : statement.action.entries) {
      // A variable has no place here, which is a finding of its own; what it hides is not known.
      found.push_back({&entry, !entry.text.known() || entry.text.has_variables, {}});
    }
  }
  constexpr size_t kAtOnce = 32;
  std::array<catalog::ActionLook, kAtOnce> looks;
  std::optional<uint32_t> likely;
  for (size_t first = 0; first < found.size(); first += kAtOnce) {
    const auto some = std::span(found).subspan(first, std::min(kAtOnce, found.size() - first));
    for (size_t i = 0; i < some.size(); ++i) {
      const policy::Action& entry = *some[i].entry;
      const size_t wildcard =
          entry.text.has_wildcard ? policy::FindWildcard(entry.name) : std::string_view::npos;
      looks[i] = catalog().BeginMatch(entry.service, entry.name, wildcard, likely);
      likely = looks[i].service;
    }
    for (size_t i = 0; i < some.size(); ++i) {
      const policy::Action& entry = *some[i].entry;
      if (some[i].unknown) continue;
      some[i].match = entry.service.empty()
                          ? catalog().MatchActions(entry.text.value)
                          : catalog().EndMatch(looks[i], entry.service, entry.name);
    }
  }
}

access::CoverFilter& PolicyContext::Covers() {
  if (!covers_) {
    covers_.emplace(policy(), catalog(), [this](size_t statement, size_t entry) {
      return Actions(policy().statements[statement])[entry].match.actions;
    });
  }
  return *covers_;
}

std::span<const std::optional<catalog::KeyMatch>> PolicyContext::Keys(
    const policy::Statement& statement) {
  if (keys_.begins.empty()) LookUpKeys();
  return keys_.Of(statement);
}

void PolicyContext::LookUpKeys() {
  auto& [begins, found] = keys_;
  begins = BeginsOf(statements(),
                    [](const policy::Statement& statement) { return statement.conditions.size(); });
  found.reserve(begins.back());
  for (const policy::Statement& statement : statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      auto& match = found.emplace_back();
      if (condition.key.pieces.empty()) match = catalog().MatchConditionKey(condition.key.value);
    }
  }
}

FindingBuilder PolicyContext::Report(text::Span span, std::string message) {
  return reporter().Report({reporter().file(), document_, span}, std::move(message));
}

const policy::Policy* PrincipalContext::trust() const {
  const uint32_t trust = role().trust;
  return trust == documents::kNoDocument ? nullptr : file_.documents[trust].policy;
}

std::optional<catalog::ManagedPolicy> PrincipalContext::Managed(
    const documents::AttachedPolicy& attached) const {
  if (attached.arn.present()) {
    if (!attached.arn.known()) return std::nullopt;
    return catalog().FindManagedPolicy(attached.arn.value);
  }
  if (!attached.name.present() || !attached.name.known()) return std::nullopt;
  return catalog().FindManagedPolicy(attached.name.value);
}

FindingBuilder PrincipalContext::Report(text::Span span, std::string message) {
  return ReportIn(document_, span, std::move(message));
}

FindingBuilder PrincipalContext::ReportIn(uint32_t document, text::Span span, std::string message) {
  return reporter().Report({reporter().file(), document, span}, std::move(message));
}

FindingBuilder RunContext::Report(Place place, std::string message) {
  return reporter().Report(std::move(place), std::move(message));
}

}  // namespace whittle::lint
