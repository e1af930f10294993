// What a usage says of one principal's needs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advise/needs.h"
#include "advise/usage/usage.h"
#include "catalog/catalog.h"

namespace whittle::advise {

/// All that the usage knows of a principal: by its ARN, or its name where that is all that is
/// known. Joins entries that name one principal.
[[nodiscard]] ActionUsages UsagesOf(const Usage& usage, std::string_view name, std::string_view arn,
                                    const Generaliser& general);

/// The requirements that the calls show: an action that was called and not denied, on what it was
/// called on, with `*` for what each run makes anew. Denied calls show nothing.
[[nodiscard]] std::vector<Requirement> ObservedNeeds(const ActionUsages& actions,
                                                     const catalog::Catalog& catalog);

/// The actions that a log like this would have shown: management events, by
/// data/cloudtrail-shown.tsv; data events only of services and directions of which the log has any.
/// Tags given to what a call makes are judged within that call: those actions are not shown.
[[nodiscard]] catalog::ActionSet ShownBy(const Usage& usage, const catalog::Catalog& catalog);

/// The actions whose use nothing records by name, such as iam:PassRole and the SSM agent's
/// channels.
[[nodiscard]] catalog::ActionSet NeverShown(const catalog::Catalog& catalog);

/// What to say of the log's window: "the log spans 2024-07-30 to 2024-08-02 …". Empty where the
/// log has no times.
[[nodiscard]] std::string WindowNote(const Usage& usage);

}  // namespace whittle::advise
