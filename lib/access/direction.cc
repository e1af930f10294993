#include "access/direction.h"

#include <algorithm>
#include <optional>

namespace whittle::access {

namespace {

bool Holds(const std::vector<uint64_t>& sorted, uint64_t identity) {
  return std::binary_search(sorted.begin(), sorted.end(), identity);
}

class Finder {
 public:
  Finder(Space& space, const Side& narrow, const Side& wide, Reading reading, BoxMaker* by_entry,
         Budget& budget, const std::function<bool(Gap)>& gap)
      : space_(space),
        narrow_(narrow),
        wide_(wide),
        reading_(reading),
        by_entry_(by_entry),
        budget_(budget),
        gap_(gap) {
    for (const Box* deny : narrow.denies) {
      if (Counts(*deny)) own_denies_.push_back(deny);
    }
  }

  void Run() {
    for (const Box* allow : narrow_.layers.front().allows) {
      if (!PieceCounts(*allow)) continue;
      if (!(by_entry_ != nullptr ? LookByEntry(*allow) : LookAt(*allow))) return;
    }
  }

 private:
  /// Whether a statement counts among the covers, and as a piece.
  [[nodiscard]] bool Counts(const Box& box) const {
    return box.certain || reading_ == Reading::kRefute;
  }
  [[nodiscard]] bool PieceCounts(const Box& box) const {
    return box.certain || reading_ == Reading::kProve;
  }

  bool LookAt(const Box& allow) {
    stack_.assign(1, &allow);
    return Look();
  }

  /// Looks at each pair of entries of an Allow that has a gap; at the whole where they are too
  /// many.
  bool LookByEntry(const Box& allow) {
    constexpr size_t kMostPairs = 256;
    const ListShape actions = ShapeOf(*allow.statement, ListPart::kAction);
    const ListShape resources = ShapeOf(*allow.statement, ListPart::kResource);
    const size_t action_count = actions.negated || actions.count > kMostPairs ? 1 : actions.count;
    const size_t resource_count =
        resources.negated || action_count * resources.count > kMostPairs ? 1 : resources.count;
    if (action_count * resource_count <= 1) return LookAt(allow);
    stack_.assign(1, &allow);
    if (!Check()) return true;
    for (size_t a = 0; a < action_count; ++a) {
      const Box* part = action_count == 1
                            ? &allow
                            : by_entry_->WithEntries(allow, {ListPart::kAction, 0, a}, true);
      for (size_t r = 0; r < resource_count; ++r) {
        const Box* small = resource_count == 1
                               ? part
                               : by_entry_->WithEntries(*part, {ListPart::kResource, 0, r}, true);
        if (!LookAt(*small)) return false;
      }
    }
    return true;
  }

  /// Looks at the conjunction on the stack; where it has a gap, at what the next limit makes of it.
  /// False: stop.
  bool Look() {
    std::optional<Gap> found = Check();
    if (!found) return true;
    if (stack_.size() == narrow_.layers.size()) {
      found->allows = stack_;
      return gap_(std::move(*found));
    }
    for (const Box* limit : narrow_.layers[stack_.size()].allows) {
      if (!PieceCounts(*limit)) continue;
      stack_.push_back(limit);
      const bool go_on = Look();
      stack_.pop_back();
      if (!go_on) return false;
    }
    return true;
  }

  /// The first reason why the conjunction on the stack is not shown to be allowed.
  std::optional<Gap> Check() {
    uint64_t services = ~uint64_t{0};
    for (const Box* box : stack_) services &= box->services;
    if (services == 0) return std::nullopt;
    // Looking at every other statement is work, too.
    if (!budget_.Spend(1 + (wide_.boxes.size() + own_denies_.size()) / 16)) {
      Gap gap;
      gap.result.capped = true;
      return gap;
    }
    const std::vector<AtomId> piece = Conjunction(stack_);
    for (const Side::Layer& layer : wide_.layers) {
      const bool shared = std::any_of(stack_.begin(), stack_.end(), [&](const Box* box) {
        return box->certain && Holds(layer.identities, box->identity);
      });
      if (shared) continue;
      std::vector<const Box*> covers;
      for (const Box* cover : layer.allows) {
        if ((cover->services & services) != 0 && Counts(*cover)) covers.push_back(cover);
      }
      for (const Box* cover : own_denies_) {
        if ((cover->services & services) != 0) covers.push_back(cover);
      }
      QueryResult result = Within(space_, reading_, piece, covers, budget_, by_entry_ != nullptr);
      if (!result.covered) return Gap{{}, nullptr, std::move(result)};
    }
    for (const Box* deny : wide_.denies) {
      if ((deny->services & services) == 0 || !PieceCounts(*deny)) continue;
      if (deny->certain && Holds(narrow_.deny_identities, deny->identity)) continue;
      std::vector<const Box*> both = stack_;
      both.push_back(deny);
      std::vector<const Box*> covers;
      for (const Box* cover : own_denies_) {
        if ((cover->services & services & deny->services) != 0) covers.push_back(cover);
      }
      QueryResult result =
          Within(space_, reading_, Conjunction(both), covers, budget_, by_entry_ != nullptr);
      if (!result.covered) return Gap{{}, deny, std::move(result)};
    }
    return std::nullopt;
  }

  Space& space_;
  const Side& narrow_;
  const Side& wide_;
  Reading reading_;
  BoxMaker* by_entry_;
  Budget& budget_;
  const std::function<bool(Gap)>& gap_;
  std::vector<const Box*> own_denies_;
  std::vector<const Box*> stack_;
};

}  // namespace

void FindGaps(Space& space, const Side& narrow, const Side& wide, Reading reading,
              BoxMaker* by_entry, Budget& budget, const std::function<bool(Gap)>& gap) {
  Finder(space, narrow, wide, reading, by_entry, budget, gap).Run();
}

}  // namespace whittle::access
