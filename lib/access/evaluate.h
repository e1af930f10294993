// The concrete evaluator: is this request allowed, and which statements say so?
//
// Exact for known policies; where a hole of a template decides, the answer is unknown. Follows
// AWS's text where it speaks (IAM user guide, reference_policies_evaluation-logic); the choices
// where it is silent stand beside the code that makes them:
//   action_match.h     Action and NotAction
//   resource_match.h   Resource and NotResource
//   principal_match.h  Principal and NotPrincipal
//   condition_match.h  Condition: missing keys, lists, set operators
//   value_match.h      one value under one operator
//   text_pattern.h     wildcards and policy variables
//   decision.h         how the layers join; exceptions.h what services do differently
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "access/policy_set.h"
#include "access/request.h"
#include "access/truth.h"
#include "access/verdict.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::access {

enum class Outcome : uint8_t { kAllowed, kImplicitlyDenied, kExplicitlyDenied, kUnknown };

/// "Allowed", "ImplicitlyDenied", "ExplicitlyDenied", "Unknown".
[[nodiscard]] std::string_view ToString(Outcome outcome);

/// What settled a decision.
enum class Reason : uint8_t {
  kAllowed,
  kDenied,           ///< a statement denies
  kScp,              ///< a level of service control policies does not allow
  kEndpoint,         ///< the VPC endpoint's policy does not allow
  kNoIdentityAllow,  ///< no identity policy allows, and no resource policy suffices
  kNoResourceAllow,  ///< the resource's policy has to allow as well and does not
  kBoundary,         ///< the permissions boundary does not allow
  kSession,          ///< the session policy does not allow
  kServiceRule,      ///< the service decides so whatever policies say (exceptions.h)
  kUnknown,          ///< a hole decides
};

/// A statement of the set.
struct StatementPlace {
  policy::Type layer = policy::Type::kIdentity;
  uint32_t level = 0;  ///< of an SCP or RCP: index of the organization's level
  uint32_t index = 0;  ///< of the policy in its list
  const policy::Policy* policy = nullptr;
  const policy::Statement* statement = nullptr;
};

/// A statement that matches a request, or may.
struct StatementMatch : StatementPlace {
  Truth match = Truth::kYes;             ///< kYes or kUnknown
  const text::Node* action = nullptr;    ///< the entry that matches; of a Not… form its name
  const text::Node* resource = nullptr;  ///< likewise; null where the statement has no resource
};

/// An Allow for the action that fails at one element: the first of the three, in this order.
struct NearMiss : StatementPlace {
  enum class Element : uint8_t { kPrincipal, kResource, kCondition };
  Element element = Element::kResource;
  const policy::Condition* condition = nullptr;  ///< the first that is not met
};

/// A decision with its grounds.
struct Decision {
  Outcome outcome = Outcome::kImplicitlyDenied;
  Reason reason = Reason::kNoIdentityAllow;
  /// The statements that decided: those that deny, else those that allow (though it be not enough),
  /// and those that may match where the decision is unknown.
  std::vector<StatementMatch> matched;
  /// Where nothing allows: the statements that nearly do.
  std::vector<NearMiss> near;
  /// Condition keys and variables that statements fitting action, resource and principal look at
  /// and the request does not have; as the policies spell them, each once, sorted.
  std::vector<std::string_view> missing_context;
};

/// Decides requests against one set of policies, which it indexes once. Immutable and safe to share
/// between threads. Views the set's ASTs, not the set.
class Evaluator {
 public:
  explicit Evaluator(const PolicySet& set,
                     const catalog::Catalog& catalog = catalog::Catalog::BuiltIn());
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  /// The outcome alone. Allocates nothing (but for variables that make very long text).
  [[nodiscard]] Outcome Decide(const Request& request) const;
  /// The outcome and why.
  [[nodiscard]] Decision Explain(const Request& request) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

/// One policy by itself, as a type: what it allows and what it denies.
class PolicyEvaluator {
 public:
  PolicyEvaluator(const policy::Policy& policy, policy::Type type);
  ~PolicyEvaluator();
  PolicyEvaluator(PolicyEvaluator&&) noexcept;
  PolicyEvaluator& operator=(PolicyEvaluator&&) noexcept;

  [[nodiscard]] Verdict Evaluate(const Request& request) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace whittle::access
