// Service principals of services that do not exist.
#pragma once

#include "lint/context.h"

namespace whittle::rules {

/// Reports service principals, under Principal and as values of aws:CalledVia and its kin, that are
/// one letter away from a service of the catalogue and are none. Others are passed over: not every
/// service principal is a service's prefix, and nobody lists them all.
void ReportUnknownServices(lint::PolicyContext& context);

}  // namespace whittle::rules
