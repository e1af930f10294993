// Action and NotAction. Source: IAM user guide, reference_policies_elements_action and _notaction.
//  * `*` (any run of stars) is every action; else `prefix:name`, both without letter case.
//  * `*` and `?` are wildcards in the name only. The documents have none in the prefix: with one an
//    entry matches nothing, but for `*:*`, which public policies use for everything.
//  * White space, a comma or an empty name: the entry matches nothing; in NotAction it excludes
//    nothing.
//  * NotAction matches when no entry does.
// Not for other rooms.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "access/truth.h"
#include "policy/policy.h"

namespace whittle::access {

/// An entry with a wildcard before its colon, other than `*:*`. AWS's documents have none there, so
/// that the evaluator takes it for nothing, but do not say what it is: compare does not know it.
[[nodiscard]] bool HasWildcardService(std::string_view action);

/// A request's action, split once.
struct RequestAction {
  explicit RequestAction(std::string_view action);

  std::string_view text;
  std::string_view service;
  std::string_view name;
  uint32_t hash = 0;  ///< of the service, letter case apart
};

/// The Action or NotAction of one statement. Entries are kept by service.
class ActionMatcher {
 public:
  explicit ActionMatcher(const policy::Clause<policy::Action>& clause);

  [[nodiscard]] Truth Matches(const RequestAction& action) const;

 private:
  struct Entry {
    uint32_t hash;  ///< of the service
    uint16_t choice;
    uint16_t alternative;
    std::string_view service;
    std::string_view name;
    const policy::Text* with_holes;  ///< null: known whole
  };
  [[nodiscard]] Truth AnyEntry(const RequestAction& action) const;

  bool absent_ = false;
  bool negated_ = false;
  bool open_ = false;
  bool every_ = false;             ///< an entry is `*`
  uint64_t services_ = 0;          ///< a bit for each hash in by_service_
  std::vector<Entry> by_service_;  ///< sorted by hash
  std::vector<Entry> others_;      ///< with a hole or a choice; in order
};

}  // namespace whittle::access
