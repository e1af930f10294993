// Which policies of OLD are compared with which of NEW.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "cli/policy_files.h"
#include "report/compare_report.h"
#include "text/json.h"

namespace whittle::cli {

/// Compares files of the same name below the two arguments, and in each a role with all that it
/// carries, other identity policies together, and every other policy with the one of its kind; two
/// files that are named themselves, and two that hold one policy each, whatever their names and
/// kinds. What one side lacks counts as a policy that changes nothing (access::MissingAllowsAll).
class PairComparer {
 public:
  PairComparer(std::vector<std::vector<const policy::Policy*>> limits,
               const access::CompareOptions& options);

  /// In order of the names. What it returns views both sides and this.
  [[nodiscard]] std::vector<report::NamedComparison> Run(const PolicyFiles& old_files,
                                                         const PolicyFiles& new_files);

 private:
  std::vector<std::vector<const policy::Policy*>> limits_;
  const access::CompareOptions& options_;
  text::Source source_;
  text::JsonResult json_;
  const policy::Policy* everything_;
  std::deque<access::SubjectFinder> finders_;
};

}  // namespace whittle::cli
