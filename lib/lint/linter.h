// Runs rules over files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "documents/document.h"
#include "lint/finding.h"
#include "lint/rule.h"
#include "lint/selection.h"
#include "lint/settings.h"
#include "text/files.h"

namespace whittle::lint {

/// A file that could not be read.
struct FileError {
  std::string path;
  std::string message;
};

/// All that a run found. Findings are sorted by file, place, rule; the order does not depend on the
/// number of jobs.
struct Report {
  std::vector<std::unique_ptr<documents::File>> files;  ///< null where unreadable
  std::vector<Finding> findings;
  std::vector<FileError> errors;
  std::string_view catalog_date;
  size_t skipped = 0;  ///< files without a document of ours

  [[nodiscard]] size_t Count(Level level) const;
  /// Files read, skipped ones included.
  [[nodiscard]] size_t FileCount() const;
  [[nodiscard]] size_t DocumentCount() const;
  /// Documents of which a part is not known: a template's placeholder, an intrinsic.
  [[nodiscard]] size_t UnknownCount() const;
};

/// Runs a list of rules. Immutable; Run may be called from several threads.
class Linter {
 public:
  Linter(RuleList rules, const catalog::Catalog& catalog, Settings settings,
         const Selection& selection = {});

  /// Reads and checks the files on `jobs` threads (0: one per core). A file that stands alone is
  /// released; where something was found, its text is kept.
  [[nodiscard]] Report Run(const text::FileList& files, const documents::ReadOptions& options,
                           unsigned jobs, std::string_view stdin_name = "-") const;

  /// Checks sources that are already in memory, on this thread.
  [[nodiscard]] Report Run(std::vector<std::unique_ptr<const text::Source>> sources,
                           const documents::ReadOptions& options) const;

  [[nodiscard]] const catalog::Catalog& catalog() const { return catalog_; }

 private:
  void CheckFile(const documents::File& file, const documents::ReadOptions& options, uint32_t index,
                 std::vector<Finding>& out) const;
  void Finish(Report& report) const;

  struct Active {
    const Rule* rule;
    Level level;
  };
  std::vector<Active> policy_rules_;
  std::vector<Active> principal_rules_;
  std::vector<Active> run_rules_;
  const catalog::Catalog& catalog_;
  Settings settings_;
};

}  // namespace whittle::lint
