// What is known of a role's needs, and what becomes of each permission.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advise/requirement.h"
#include "catalog/action_set.h"

namespace whittle::advise {

/// Which permissions may go. Each level also lets go what the ones before it do.
enum class Level : unsigned char {
  kSafe,        ///< only what is dead
  kDefault,     ///< what no declared feature needs; resources are scoped
  kEvidence,    ///< what could have been seen in use and was not
  kAggressive,  ///< all but what is required
};

/// "safe", "default", "evidence", "aggressive".
[[nodiscard]] std::string_view ToString(Level level);
[[nodiscard]] std::optional<Level> ParseLevel(std::string_view name);

/// Why a permission is needed, or why not.
enum class Class : unsigned char {
  kRequired,      ///< something known needs it
  kDead,          ///< nothing can use it, whatever is configured
  kUnobserved,    ///< the log would have shown its use, and does not
  kUnobservable,  ///< its use cannot be seen, and nothing else speaks of it
  kDeclared,      ///< it hangs on a feature that is declared, or that nothing declares
};

/// "required", "dead", "unobserved", "unobservable", "declared".
[[nodiscard]] std::string_view ToString(Class value);
[[nodiscard]] std::optional<Class> ParseClass(std::string_view name);

/// What becomes of a permission.
enum class Verdict : unsigned char { kKept, kScoped, kRemoved, kMoved, kAdded };

/// "kept", "scoped", "removed", "moved", "added".
[[nodiscard]] std::string_view ToString(Verdict verdict);

/// One action that a policy grants, or that is missing, and what becomes of it.
struct Permission {
  std::string action;                  ///< `ecs:Poll`; a pattern where the policy's own is kept
  std::vector<std::string> resources;  ///< as they are in the narrowed policy; else as granted
  std::vector<std::string> granted;    ///< as the original policy grants it; empty: it does not
  Verdict verdict = Verdict::kKept;
  Class why = Class::kUnobservable;
  std::string reason;
  std::string source;
};

/// What a feature table says of an action that nothing known needs.
struct Unneeded {
  std::string action;
  Class why = Class::kDeclared;
  bool moved = false;                  ///< another role has it instead
  std::vector<std::string> resources;  ///< what to scope it to where it stays; empty: as it is
  std::string reason;
  std::string source;
  std::string fact;  ///< the fact that would keep it: `tags: true`; empty: none
  /// The feature table that says so; empty: it speaks of any policy. See NeedsFor.
  std::string_view table;
  /// Said of grants on everything: who grants single resources has something else in mind.
  bool only_everywhere = false;
};

/// All that is known.
struct Needs {
  std::vector<Requirement> requirements;
  std::vector<Unneeded> unneeded;
  /// The actions whose use a log would have shown; nothing where no log was given.
  std::optional<catalog::ActionSet> observable;
};

}  // namespace whittle::advise
