// Advice in the lines that the reports for people are made of. Not for other rooms.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "advise/advise.h"

namespace whittle::report {

/// The verdicts in the order in which they are told.
inline constexpr std::array<advise::Verdict, 5> kVerdictOrder = {
    advise::Verdict::kKept, advise::Verdict::kScoped, advise::Verdict::kMoved,
    advise::Verdict::kRemoved, advise::Verdict::kAdded};

/// The role with its use, or the policy's name.
[[nodiscard]] std::string TitleOf(const advise::Advice& advice);

/// "proved", "refuted", "not decided", or why there is nothing to prove.
[[nodiscard]] std::string_view Says(advise::Proof proof);

/// Permissions of one verdict that share reason, class and, where they stay, resources; each action
/// once.
struct PermissionLine {
  std::vector<std::string_view> actions;
  const advise::Permission* first;  ///< speaks for all of them
};
[[nodiscard]] std::vector<PermissionLine> LinesOf(const advise::Advice& advice,
                                                  advise::Verdict verdict);

/// Access that is given up, the actions that share resources together; each action once.
struct LostLine {
  std::vector<std::string_view> actions;
  const advise::LostAccess* first;  ///< speaks for all of them
};
[[nodiscard]] std::vector<LostLine> LostLines(const advise::Certificate& certificate);

}  // namespace whittle::report
