// What a policy holds, told once for all rules, and what a rule needs to be worth a call.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "policy/policy.h"

namespace whittle::lint {

/// A set of the enumerators of E, of which there are at most 64.
template <typename E>
class EnumSet {
 public:
  constexpr EnumSet() = default;
  constexpr EnumSet(std::initializer_list<E> members) {  // NOLINT: a literal set reads well
    for (const E member : members) Add(member);
  }
  constexpr void Add(E member) { bits_ |= uint64_t{1} << static_cast<unsigned>(member); }
  constexpr void AddIf(bool condition, E member) {
    bits_ |= uint64_t{condition} << static_cast<unsigned>(member);
  }
  [[nodiscard]] constexpr bool Has(E member) const { return Meets({member}); }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool Within(EnumSet other) const { return (bits_ & ~other.bits_) == 0; }
  [[nodiscard]] constexpr bool Meets(EnumSet other) const { return (bits_ & other.bits_) != 0; }

 private:
  uint64_t bits_ = 0;
};

/// Plain facts about the text of a policy. Each says that something of its kind stands somewhere in
/// the policy; what may hide behind a placeholder or an open list is no fact but kPlaceholder.
enum class Fact : uint8_t {
  kAllow,       ///< a statement that allows
  kDeny,        ///< a statement that denies
  kStatements,  ///< two statements or more
  kSid,
  kConditions,
  kNotAction,
  kNotResource,
  kPrincipal,  ///< Principal or NotPrincipal
  kNotPrincipal,
  kActionList,      ///< a list of two actions or more
  kResourceList,    ///< a list of two resources or more
  kStarAction,      ///< the action `*`
  kActionWildcard,  ///< an action with `*` or `?` in it
  kStarResource,    ///< the resource `*`
  kArn,             ///< a resource that is not `*`
  kPlaceholder,     ///< a text of which a part is not known
  kVariable,        ///< a text with a policy variable, whatever the Version
  kDollar,          ///< a resource or a condition's value with `$` in it
  kVersion2012,
  kOtherVersion,  ///< absent, older, or none of the two
  kStarPrincipal,
  kAwsPrincipal,
  kServicePrincipal,
  kFederatedPrincipal,
  kCanonicalUserPrincipal,
  // Operators, in policy::OperatorFamily's order.
  kStringOperator,
  kNumericOperator,
  kDateOperator,
  kBoolOperator,
  kBinaryOperator,
  kIpAddressOperator,
  kArnOperator,
  kNullOperator,
  kUnknownOperator,
  kNegatedOperator,  ///< StringNotEquals and its like
  kIfExists,
  kForAllValues,
  kForAnyValue,
  kEmptyValues,  ///< a condition without values
};

/// A set of service prefixes that may hold a few more than were added.
class ServiceSet {
 public:
  constexpr ServiceSet() = default;
  constexpr ServiceSet(std::initializer_list<std::string_view> services) {  // NOLINT: as above
    for (const std::string_view service : services) Add(service);
  }
  /// Any letter case.
  constexpr void Add(std::string_view service) {
    uint32_t hash = 0;
    for (const char c : service) hash = hash * 31 + (static_cast<unsigned char>(c) | 0x20U);
    bits_ |= uint64_t{1} << ((hash ^ (hash >> 6U)) & 63U);
  }
  constexpr void AddAll() { bits_ = UINT64_MAX; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool Meets(ServiceSet other) const { return (bits_ & other.bits_) != 0; }

 private:
  uint64_t bits_ = 0;
};

/// All that is told of a policy.
struct Facts {
  EnumSet<Fact> facts;
  EnumSet<policy::ProblemKind> problems;  ///< kinds that the parser noted
  policy::Type type = policy::Type::kIdentity;
  /// Services that its Action and NotAction entries may be of: all where a wildcard, a placeholder
  /// or NotAction leaves it open.
  ServiceSet services;
};

/// Linear in the size of the policy.
[[nodiscard]] Facts TellFacts(const policy::Policy& policy);

/// What a policy must hold for a rule to find anything. The rule is called for no other, so that
/// hundreds of rules cost a policy no more than those few that are about it.
struct Needs {
  EnumSet<Fact> facts = {};                        ///< all of these
  EnumSet<policy::ProblemKind> problems = {};      ///< one of these, if there are any
  policy::TypeSet types = policy::TypeSet::All();  ///< the policy is taken as one of these
  ServiceSet services = {};  ///< it has actions of one of these, if there are any

  [[nodiscard]] constexpr bool MetBy(const Facts& policy) const {
    return facts.Within(policy.facts) && types.Has(policy.type) &&
           (problems.empty() || problems.Meets(policy.problems)) &&
           (services.empty() || services.Meets(policy.services));
  }
};

}  // namespace whittle::lint
