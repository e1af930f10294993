// The variables, atoms and boxes of one comparison.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/atom.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::access {

/// A statement as a conjunction of atoms.
struct Box {
  const policy::Policy* policy = nullptr;
  const policy::Statement* statement = nullptr;
  uint32_t document = 0;  ///< which of the side's policies
  bool allows = false;    ///< may be an Allow
  bool denies = false;    ///< may be a Deny
  /// It exists for certain, has the effect it says, and has no condition that is not seen.
  bool certain = true;
  /// No request matches it (a resource policy's statement without a principal).
  bool never = false;
  std::vector<AtomId> atoms;  ///< ascending
  /// Services its actions belong to, hashed into 64; all ones where any service may be meant.
  uint64_t services = ~uint64_t{0};
  uint64_t identity = 0;  ///< equal for boxes of equal atoms and effect
};

/// Interns what the statements of a comparison say. Equal spellings become one atom, whatever the
/// order of their lists, so that what both sides share is never looked at twice. Not thread-safe.
class Space {
 public:
  explicit Space(const catalog::Catalog& catalog) : catalog_(catalog) {}
  Space(const Space&) = delete;
  Space& operator=(const Space&) = delete;

  /// The boxes of a policy's statements, in order. `policy` must outlive the space.
  void Add(const policy::Policy& policy, uint32_t document, std::vector<Box>& boxes);
  /// One element or condition; elements without any entry give atoms that nothing satisfies.
  [[nodiscard]] AtomId AddClause(const policy::Policy& policy,
                                 const policy::Clause<policy::Action>& clause);
  [[nodiscard]] AtomId AddClause(const policy::Policy& policy,
                                 const policy::Clause<policy::Resource>& clause);
  [[nodiscard]] AtomId AddClause(const policy::Clause<policy::Principal>& clause);
  [[nodiscard]] AtomId AddCondition(const policy::Policy& policy,
                                    const policy::Condition& condition);
  /// An atom that holds where the dimension's value matches one of the texts (StringEquals-like for
  /// keys): for questions.
  [[nodiscard]] AtomId AddAtom(Atom atom);

  /// The atom, with its patterns compiled.
  [[nodiscard]] const Atom& Compiled(AtomId id);
  [[nodiscard]] size_t atom_count() const { return atoms_.size(); }
  [[nodiscard]] const Atom& atom(AtomId id) const { return *atoms_[id]; }
  [[nodiscard]] size_t dimension_count() const { return kFirstKeyDimension + keys_.size(); }
  /// A context key in lower case, and as it was first spelled.
  [[nodiscard]] std::string_view Key(Dimension dimension) const {
    return keys_[dimension - kFirstKeyDimension].name;
  }
  [[nodiscard]] std::string_view KeySpelling(Dimension dimension) const {
    return keys_[dimension - kFirstKeyDimension].spelling;
  }
  /// Requests may give the key several values: the catalogue says so, or an operator of a set is
  /// applied to it.
  [[nodiscard]] bool TakesLists(Dimension dimension);

  [[nodiscard]] const Names& names() const { return names_; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return catalog_; }

 private:
  struct KeyInfo {
    std::string name;
    std::string_view spelling;
    bool set_operator = false;
    std::optional<bool> multivalued;
  };

  Dimension KeyDimension(std::string_view key);
  AtomId Intern(Atom&& atom, uint64_t hash);
  void Compile(Atom& atom);

  const catalog::Catalog& catalog_;
  Names names_;
  std::vector<std::unique_ptr<Atom>> atoms_;
  std::unordered_multimap<uint64_t, AtomId> by_hash_;
  std::vector<KeyInfo> keys_;
  std::unordered_map<std::string, Dimension> key_dimensions_;  ///< by name in lower case
};

}  // namespace whittle::access
