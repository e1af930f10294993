// What a rule sees while it checks, and how it reports.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/cover_filter.h"
#include "catalog/catalog.h"
#include "documents/document.h"
#include "lint/finding.h"
#include "lint/settings.h"
#include "policy/policy.h"

namespace whittle::lint {

/// Adds to a finding just reported: `ctx.Report(span, "…").Help("…").Related(other)`. Good until
/// the next report.
class FindingBuilder {
 public:
  FindingBuilder(Finding& finding, const Settings& settings, const catalog::Catalog& catalog)
      : finding_(finding), settings_(&settings), catalog_(&catalog) {}

  /// What to do here, when it is more than the rule's general fix.
  FindingBuilder& Help(std::string help);
  /// Another place of the same document.
  FindingBuilder& Related(text::Span span, std::string note = {});
  /// A place anywhere in the run.
  FindingBuilder& Related(Place place, std::string note = {});
  /// Access Analyzer's code for this finding, where the rule has several aliases or none fits
  /// (then empty).
  FindingBuilder& AwsCode(std::string_view code);
  /// The finding rests on a name that the catalogue lacks: when the catalogue is old it is at most
  /// a warning and says the catalogue's date.
  FindingBuilder& RestsOnCatalog();
  FindingBuilder& Suggest(Suggestion suggestion);
  /// Edits that mend it; none are offered when `edits` is empty. `same_meaning`: what is allowed
  /// stays the same, which is proved before the fix counts as safe.
  FindingBuilder& Fix(std::vector<text::Edit> edits, bool same_meaning);

 private:
  Finding& finding_;
  const Settings* settings_;
  const catalog::Catalog* catalog_;
};

/// Where findings of one rule go.
class Reporter {
 public:
  Reporter(const catalog::Catalog& catalog, const Settings& settings, uint32_t file,
           std::vector<Finding>& out)
      : catalog_(catalog), settings_(settings), file_(file), out_(out) {}

  void Begin(const RuleInfo& rule, Level level) {
    rule_ = &rule;
    level_ = level;
  }
  FindingBuilder Report(Place place, std::string message);
  [[nodiscard]] uint32_t file() const { return file_; }

 private:
  const catalog::Catalog& catalog_;
  const Settings& settings_;
  uint32_t file_;
  std::vector<Finding>& out_;
  const RuleInfo* rule_ = nullptr;
  Level level_ = Level::kWarning;
};

/// One Action entry in the catalogue's eyes.
struct ResolvedAction {
  const policy::Action* entry = nullptr;
  /// The entry has holes or variables: nothing below is set.
  bool unknown = false;
  catalog::ActionMatch match;
};

/// What all contexts give.
class Context {
 public:
  Context(const catalog::Catalog& catalog, const Settings& settings, Reporter& reporter)
      : catalog_(catalog), settings_(settings), reporter_(reporter) {}
  [[nodiscard]] const catalog::Catalog& catalog() const { return catalog_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] Reporter& reporter() { return reporter_; }

 private:
  const catalog::Catalog& catalog_;
  const Settings& settings_;
  Reporter& reporter_;
};

/// For rules of scope policy: one policy of one file.
class PolicyContext : public Context {
 public:
  PolicyContext(const catalog::Catalog& catalog, const Settings& settings, Reporter& reporter,
                const documents::File& file, uint32_t document)
      : Context(catalog, settings, reporter), file_(file), document_(document) {}

  [[nodiscard]] const documents::File& file() const { return file_; }
  [[nodiscard]] const documents::Document& document() const { return file_.documents[document_]; }
  [[nodiscard]] const policy::Policy& policy() const { return *document().policy; }
  /// The file's text, which spans index.
  [[nodiscard]] std::string_view text() const { return file_.source->text(); }
  [[nodiscard]] std::span<const policy::Statement> statements() const {
    return policy().statements;
  }

  /// The statement's Action or NotAction entries in the catalogue, looked up once for all rules.
  [[nodiscard]] std::span<const ResolvedAction> Actions(const policy::Statement& statement);

  /// What the catalogue knows of the statement's condition keys, looked up once for all rules;
  /// parallel to `statement.conditions`. Nothing for a key with holes or variables in it.
  [[nodiscard]] std::span<const std::optional<catalog::KeyMatch>> Keys(
      const policy::Statement& statement);

  /// Which statements may cover parts of others, looked at once for all rules.
  [[nodiscard]] access::CoverFilter& Covers();

  /// Reports at a place of this policy.
  FindingBuilder Report(text::Span span, std::string message);

 private:
  const documents::File& file_;
  uint32_t document_;
  std::optional<access::CoverFilter> covers_;
  /// What was looked up for all entries of all statements; those of statement i begin at
  /// begins[i]. Nothing was looked up while there are no begins.
  template <typename Found>
  struct Lookups {
    std::vector<uint32_t> begins;
    std::vector<Found> found;
    [[nodiscard]] std::span<const Found> Of(const policy::Statement& statement) const {
      const uint32_t begin = begins[statement.index];
      return std::span(found).subspan(begin, begins[statement.index + 1] - begin);
    }
  };
  void LookUpActions();
  void LookUpKeys();
  Lookups<ResolvedAction> actions_;
  Lookups<std::optional<catalog::KeyMatch>> keys_;
};

/// For rules of scope principal: a role with its trust policy, policies and boundary.
class PrincipalContext : public Context {
 public:
  PrincipalContext(const catalog::Catalog& catalog, const Settings& settings, Reporter& reporter,
                   const documents::File& file, uint32_t document)
      : Context(catalog, settings, reporter), file_(file), document_(document) {}

  [[nodiscard]] const documents::File& file() const { return file_; }
  [[nodiscard]] uint32_t document_index() const { return document_; }
  [[nodiscard]] const documents::Document& document() const { return file_.documents[document_]; }
  [[nodiscard]] const documents::Role& role() const { return *document().role; }
  /// The role's trust policy, or null.
  [[nodiscard]] const policy::Policy* trust() const;
  /// The AWS managed policy that an attachment names, if the catalogue knows it.
  [[nodiscard]] std::optional<catalog::ManagedPolicy> Managed(
      const documents::AttachedPolicy& attached) const;

  /// Reports at a place of the role (or of one of its policies, by document).
  FindingBuilder Report(text::Span span, std::string message);
  FindingBuilder ReportIn(uint32_t document, text::Span span, std::string message);

 private:
  const documents::File& file_;
  uint32_t document_;
};

/// For rules of scope run: all files.
class RunContext : public Context {
 public:
  RunContext(const catalog::Catalog& catalog, const Settings& settings, Reporter& reporter,
             std::span<const std::unique_ptr<documents::File>> files)
      : Context(catalog, settings, reporter), files_(files) {}

  /// Null where a file could not be read. A file that stands alone may be released.
  [[nodiscard]] std::span<const std::unique_ptr<documents::File>> files() const { return files_; }
  FindingBuilder Report(Place place, std::string message);

 private:
  std::span<const std::unique_ptr<documents::File>> files_;
};

}  // namespace whittle::lint
