// All policies of a role, narrowed, made ready for use, and proved. Not for other rooms.
#pragma once

#include "advise/advise.h"

namespace whittle::advise {

/// The longest name that IAM takes for a policy.
inline constexpr size_t kMostName = 128;

/// Narrows `advice.originals` to the needs and adds to the advice what comes of it: narrowed
/// policies, permissions, the certificate and notes. Each narrowed policy says nothing twice, fits
/// the quota or is split, and brings no finding of `options.linter` that its original has not: what
/// would is narrowed at a lower level, or stays. What is needed and not granted becomes a policy of
/// its own where `all_known`: nothing else can grant it.
void NarrowRole(const Needs& needs, bool all_known, const AdviseOptions& options,
                const catalog::Catalog& catalog, Advice& advice);

}  // namespace whittle::advise
