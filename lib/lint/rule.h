// A rule: one check, one name.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "lint/facts.h"
#include "policy/type.h"

namespace whittle::lint {

class PolicyContext;
class PrincipalContext;
class RunContext;

/// Access Analyzer's four severities, gravest first.
enum class Level : uint8_t { kError, kSecurityWarning, kWarning, kSuggestion };

/// "error", "security-warning", "warning", "suggestion".
[[nodiscard]] std::string_view ToString(Level level);
[[nodiscard]] std::optional<Level> ParseLevel(std::string_view name);

/// What a rule looks at.
enum class Scope : uint8_t {
  kPolicy,     ///< one policy
  kPrincipal,  ///< a role with its trust policy, policies and boundary
  kRun,        ///< all documents of a run
};

[[nodiscard]] std::string_view ToString(Scope scope);

/// The same check elsewhere, by its name there; several are separated by spaces.
struct Aliases {
  std::string_view access_analyzer = {};
  std::string_view parliament = {};
  std::string_view iam_policy_validator = {};
  std::string_view cloudsplaining = {};
  std::string_view checkov = {};
  std::string_view cfn_lint = {};
};

/// A JSON text that shows a rule, run as a test.
struct Example {
  std::string_view text;
  std::optional<policy::Type> type = std::nullopt;  ///< as --policy-type; absent: told from content
  std::string_view resource_type = {};              ///< as --resource-type
};

/// All that is known of a rule but its code. `explain`, the pages of docs/rules, SARIF's rule help
/// and the tests come from it.
struct RuleInfo {
  std::string_view name;   ///< kebab-case, stable; Access Analyzer's code where it has the check
  std::string_view group;  ///< the folder: "grammar", "catalog", "ecs" …
  Level level = Level::kWarning;
  std::string_view summary;  ///< one line: what is wrong
  std::string_view why;      ///< why it matters
  std::string_view fix;      ///< what to do
  Example bad;               ///< triggers exactly this rule
  Example good;              ///< differs by the smallest edit, triggers nothing
  Aliases aliases = {};
  std::string_view source = {};  ///< where AWS (or who else) says so: a URL
  /// Its level under --resolved, where that differs.
  std::optional<Level> resolved_level = std::nullopt;
  bool retired = false;  ///< kept by name, never fires
};

/// A rule. Exactly one of the checks is set (none of a retired rule). Stateless, safe on many
/// threads, does no I/O, decides neither its own level nor its suppression.
struct Rule {
  RuleInfo info;
  /// Of scope policy: policies without this cannot have the finding, and the rule is not called.
  Needs needs = {};
  void (*check_policy)(PolicyContext&) = nullptr;
  void (*check_principal)(PrincipalContext&) = nullptr;
  void (*check_run)(RunContext&) = nullptr;

  [[nodiscard]] Scope scope() const {
    return check_run != nullptr         ? Scope::kRun
           : check_principal != nullptr ? Scope::kPrincipal
                                        : Scope::kPolicy;
  }
};

/// All rules, sorted by name.
using RuleList = std::span<const Rule* const>;

/// The rule of that name, or null.
[[nodiscard]] const Rule* FindRule(RuleList rules, std::string_view name);

}  // namespace whittle::lint
