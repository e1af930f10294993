// What the parts of one set of policies add to it: questions that rules, fixes and shrink ask.
//
// Compiles once, answers each question in microseconds. kYes is a proof for all requests; kNo says
// that a request exists which shows the opposite; kUnknown, that a hole, an unknown operator or the
// budget stands in the way. Not thread-safe: make one for each thread.
#pragma once

#include <cstdint>
#include <vector>

#include "access/budget.h"
#include "access/entries.h"
#include "access/query.h"
#include "access/side.h"
#include "access/space.h"
#include "access/truth.h"

namespace whittle::access {

class Meaning {
 public:
  /// `grants` must hold what is asked about and outlive this. Statements are named by the number of
  /// their policy in `grants.policies` (limits follow) and their index in it.
  explicit Meaning(const Grants& grants,
                   const catalog::Catalog& catalog = catalog::Catalog::BuiltIn(),
                   uint64_t budget_per_question = 1000000);

  struct StatementRef {
    uint32_t policy = 0;
    uint32_t statement = 0;
  };

  /// No request matches the statement: its conditions contradict one another, a list is empty.
  [[nodiscard]] Truth MatchesNothing(StatementRef ref);
  /// An Allow that never allows: the denies, or a limit that allows none of it, take all of it
  /// away. Includes Allows that match nothing.
  [[nodiscard]] Truth AllowIsDead(StatementRef ref);
  /// An Allow without which the same is allowed: the other Allows of its layer and the denies
  /// cover it. Two equal statements each are redundant, not both.
  [[nodiscard]] Truth AllowIsRedundant(StatementRef ref);
  /// A Deny without which the same is allowed: no Allow meets it, but where other denies do, too.
  [[nodiscard]] Truth DenyIsRedundant(StatementRef ref);
  /// Whichever of the two the statement is.
  [[nodiscard]] Truth StatementIsRedundant(StatementRef ref);
  /// The list without that entry means the same, all else kept. False for the last entry.
  [[nodiscard]] Truth EntryIsRedundant(StatementRef ref, EntryRef entry);
  /// The condition is true of every request that the rest of the statement matches.
  [[nodiscard]] Truth ConditionAlwaysHolds(StatementRef ref, size_t condition);
  /// The condition is true of no request.
  [[nodiscard]] Truth ConditionNeverHolds(StatementRef ref, size_t condition);
  /// Every request that statement `narrow` matches, statement `wide` matches; effects apart.
  [[nodiscard]] Truth StatementWithin(StatementRef narrow, StatementRef wide);

 private:
  [[nodiscard]] const Box* Find(StatementRef ref) const;
  [[nodiscard]] size_t LayerOf(const Box& box) const;
  /// Whether the conjunction of `piece` is within the union of `covers`.
  [[nodiscard]] Truth Ask(const std::vector<const Box*>& piece,
                          const std::vector<const Box*>& covers);
  /// Whether taking `lost` away changes nothing, the union without it being `others` and the rest.
  [[nodiscard]] Truth AllowAddsNothing(const Box& lost, const Box& whole, const Box* kept);
  [[nodiscard]] Truth DenyAddsNothing(const Box& lost, const Box& whole, const Box* kept);

  Space space_;
  Side side_;
  std::vector<uint32_t> layer_of_document_;
  BoxMaker maker_;
  uint64_t budget_per_question_;
};

}  // namespace whittle::access
