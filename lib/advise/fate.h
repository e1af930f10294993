// What becomes of one action that a statement grants. Not for other rooms.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "advise/needs.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::advise {

/// What becomes of one action of one statement.
struct Fate {
  Verdict verdict = Verdict::kKept;
  Class why = Class::kUnobservable;
  std::vector<std::string> resources;  ///< where it stays
  std::string reason;
  std::string source;
  std::string fact;   ///< the fact that would keep it; empty: none
  bool idle = false;  ///< it stays, and none of the statement's resources is one that it takes

  [[nodiscard]] bool stays() const {
    return verdict == Verdict::kKept || verdict == Verdict::kScoped;
  }
};

/// Decides by needs, log and level. Views the needs.
class FateBook {
 public:
  FateBook(const Needs& needs, Level level, const catalog::Catalog& catalog);

  /// What becomes of the action in a statement that grants it on `granted`, its resources. With
  /// `scopes` false they stay as they are.
  [[nodiscard]] Fate Of(catalog::ActionId action, const policy::Statement& statement,
                        const std::vector<std::string>& granted, bool scopes) const;

 private:
  using Texts = std::vector<std::string>;
  void Require(const std::vector<const Requirement*>& requirements, bool scopes, bool shown,
               bool negated, const Texts& granted, Fate& fate) const;
  void Consider(const Unneeded& unneeded, bool scopes, const Texts& granted, Fate& fate) const;

  const Needs& needs_;
  Level level_;
  const catalog::Catalog& catalog_;
  std::map<catalog::ActionId, std::vector<const Requirement*>> requirements_;
  std::map<catalog::ActionId, const Unneeded*> unneeded_;
};

}  // namespace whittle::advise
