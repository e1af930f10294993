#include "report/advice_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace whittle::report {

using advise::Verdict;

namespace {

/// Lines that grow by actions; of each line it is known which it has.
template <typename Line, typename Item>
class Grouper {
 public:
  /// Adds the action to the line that `same` finds, or to a new one for `item`.
  template <typename Same>
  void Add(const Item& item, std::string_view action, Same same) {
    auto line = std::find_if(lines_.begin(), lines_.end(),
                             [&](const Line& other) { return same(*other.first); });
    if (line == lines_.end()) {
      line = lines_.insert(lines_.end(), Line{{}, &item});
      seen_.emplace_back();
    }
    const auto at = static_cast<size_t>(line - lines_.begin());
    if (seen_[at].insert(action).second) line->actions.push_back(action);
  }
  std::vector<Line> Take() { return std::move(lines_); }

 private:
  std::vector<Line> lines_;
  std::vector<std::set<std::string_view>> seen_;
};

}  // namespace

std::string TitleOf(const advise::Advice& advice) {
  if (!advice.role.empty()) {
    return fmt::format("{} ({})", advice.role, advise::ToString(advice.use));
  }
  if (!advice.originals.empty() && advice.exists) {
    return fmt::format("the role with {} ({})", advice.originals.front().name,
                       advise::ToString(advice.use));
  }
  if (!advice.originals.empty()) return advice.originals.front().name;
  return fmt::format("a role to make ({})", advise::ToString(advice.use));
}

std::string_view Says(advise::Proof proof) {
  switch (proof) {
    case advise::Proof::kProved:
      return "proved";
    case advise::Proof::kRefuted:
      return "refuted";
    case advise::Proof::kNotApplicable:
      return "nothing to prove, all is added";
    case advise::Proof::kUnknown:
      break;
  }
  return "not decided";
}

std::vector<PermissionLine> LinesOf(const advise::Advice& advice, Verdict verdict) {
  Grouper<PermissionLine, advise::Permission> lines;
  const bool goes = verdict == Verdict::kRemoved || verdict == Verdict::kMoved;
  for (const advise::Permission& permission : advice.permissions) {
    if (permission.verdict != verdict) continue;
    lines.Add(permission, permission.action, [&](const advise::Permission& other) {
      return (goes || other.resources == permission.resources) &&
             other.reason == permission.reason && other.why == permission.why;
    });
  }
  return lines.Take();
}

std::vector<LostLine> LostLines(const advise::Certificate& certificate) {
  Grouper<LostLine, advise::LostAccess> lines;
  for (const advise::LostAccess& lost : certificate.removed) {
    lines.Add(lost, lost.action, [&](const advise::LostAccess& other) {
      return other.resources == lost.resources && other.except == lost.except;
    });
  }
  return lines.Take();
}

}  // namespace whittle::report
