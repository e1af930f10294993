// How long AWS says that a policy is.
#pragma once

#include <cstddef>

#include "lint/context.h"

namespace whittle::rules {

/// Characters (Unicode code points) of the policy as compact JSON, the white space inside its
/// strings left out too: what IAM counts against the quotas of managed, inline and trust policies.
/// Placeholders count nothing, since they may stand for less than their own letters; a policy of
/// which whole parts are not known counts 0.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
[[nodiscard]] size_t CountWithoutWhitespace(const lint::PolicyContext& context);

/// Characters of the policy as it is saved: of a file that is the policy all of them, from brace to
/// brace; of a policy that stands inside another document, those of its compact JSON. Placeholders
/// as above.
[[nodiscard]] size_t CountAsSaved(const lint::PolicyContext& context);

/// Neither count can be more than this; costs nothing.
[[nodiscard]] inline size_t UpperBound(const lint::PolicyContext& context) {
  return context.policy().node->span().size();
}

}  // namespace whittle::rules
