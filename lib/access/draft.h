// A policy that can be taken apart and changed. Not for other rooms.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "policy/policy.h"

namespace whittle::access {

/// The parts of one statement, as lists that can be changed.
struct DraftStatement {
  policy::Statement head;  ///< its spans mean nothing; the lists below count
  std::vector<policy::Action> actions;
  std::vector<policy::Resource> resources;
  std::vector<policy::Principal> principals;
  std::vector<policy::Condition> conditions;      ///< their `values` mean nothing
  std::vector<std::vector<policy::Text>> values;  ///< of each condition

  DraftStatement() = default;
  explicit DraftStatement(const policy::Statement& statement);

  /// The statement as it now stands. Good until the lists change.
  [[nodiscard]] policy::Statement View();
};

/// A policy in parts. The policy that it was made from must outlive it.
class Draft {
 public:
  explicit Draft(const policy::Policy& policy);

  std::vector<DraftStatement> statements;

  /// The policy as it now stands; statements are numbered anew. Good until a part changes or the
  /// next call.
  [[nodiscard]] const policy::Policy& View();

 private:
  policy::Policy policy_;
  std::vector<policy::Statement> view_;
};

/// A policy that allows what `policy` denies, whoever allows it, and denies nothing. Views
/// `policy`.
class Denied {
 public:
  explicit Denied(const policy::Policy& policy);
  [[nodiscard]] const policy::Policy& policy() const { return policy_; }

 private:
  std::vector<policy::Statement> statements_;
  policy::Policy policy_;
};

}  // namespace whittle::access
