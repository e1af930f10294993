// Questions about one set of policies: is this access granted, is it public?
#pragma once

#include <string>
#include <vector>

#include "access/compare.h"

namespace whittle::access {

/// The answer: kYes with a confirmed witness, kNo with a proof, or why it is not known.
struct QuestionResult {
  Truth answer = Truth::kUnknown;
  std::vector<Witness> witnesses;
  std::vector<std::string> unknown;
};

/// Whether any of the actions is allowed on any of the resources, whatever the context. Patterns
/// are read as in a policy; no actions or no resources: any. As AWS's CheckAccessNotGranted asks.
[[nodiscard]] QuestionResult IsGranted(const Grants& grants,
                                       const std::vector<std::string>& actions,
                                       const std::vector<std::string>& resources,
                                       const CompareOptions& options = {});

/// Whether a resource policy lets in anybody: someone whom it does not name, from no fixed place.
/// Trusted are requests whose context has a fixed value (without wildcard or variable) of one of
/// the keys of public_keys.cc that the policy itself spells out, and requests from narrow ranges of
/// addresses: at most a /8, or a /32 of IPv6, or private ones (RFC 1918). What the policy allows
/// beyond those is public. Sources: Amazon S3 user guide, "The meaning of public"; IAM user guide,
/// access-analyzer-concepts.
[[nodiscard]] QuestionResult IsPublic(const Grants& grants, const CompareOptions& options = {});

}  // namespace whittle::access
