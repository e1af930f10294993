// Shrink: two statements that become one because others fill what lies between them.
#include <algorithm>
#include <span>
#include <vector>

#include "access/draft_writer.h"
#include "access/same.h"
#include "access/shrink_steps.h"

namespace whittle::access {

namespace {

/// Longer lists, and more pairs of statements than that, are not tried against each other.
constexpr size_t kMostEntries = 30;
constexpr int kMostPairs = 2000;

template <typename Entry>
std::vector<Entry> Without(const std::vector<Entry>& entries, const std::vector<Entry>& others) {
  std::vector<Entry> rest;
  for (const Entry& entry : entries) {
    if (std::none_of(others.begin(), others.end(),
                     [&](const Entry& other) { return PlainlyCovers(other, entry); })) {
      rest.push_back(entry);
    }
  }
  return rest;
}

/// Whether the statement is of one effect and of two plain lists: `actions` on `resources`.
bool IsProduct(DraftStatement& statement) {
  const policy::Statement& head = statement.head;
  return IsPlain(statement.View()) && head.action.present() && !head.action.negated &&
         head.resource.present() && !head.resource.negated &&
         statement.actions.size() <= kMostEntries && statement.resources.size() <= kMostEntries;
}

class Joiner {
 public:
  explicit Joiner(Draft& draft) : draft_(draft) {}

  /// Joins one pair; false when there is none.
  bool Run() {
    std::vector<DraftStatement>& all = draft_.statements;
    const std::vector<policy::Statement> views = Views();
    for (size_t i = 0; i < all.size(); ++i) {
      for (size_t j = i + 1; j < all.size(); ++j) {
        if (!products_[i] || !products_[j] || !AlikeElsewhere(views[i], views[j])) continue;
        if (++pairs_ > kMostPairs) return false;
        const std::vector<policy::Action> more = Without(all[j].actions, all[i].actions);
        const std::vector<policy::Action> less = Without(all[i].actions, all[j].actions);
        const std::vector<policy::Resource> there = Without(all[j].resources, all[i].resources);
        const std::vector<policy::Resource> here = Without(all[i].resources, all[j].resources);
        // What the join adds: the actions of each on what only the other one names.
        if (!Covered(views, views[i], more, here) || !Covered(views, views[i], less, there)) {
          continue;
        }
        all[i].actions.insert(all[i].actions.end(), more.begin(), more.end());
        all[i].resources.insert(all[i].resources.end(), there.begin(), there.end());
        all.erase(all.begin() + static_cast<ptrdiff_t>(j));
        return true;
      }
    }
    return false;
  }

 private:
  std::vector<policy::Statement> Views() {
    std::vector<policy::Statement> views;
    products_.clear();
    for (DraftStatement& statement : draft_.statements) {
      products_.push_back(IsProduct(statement));
      views.push_back(statement.View());
    }
    return views;
  }

  /// Equal but for actions and resources.
  static bool AlikeElsewhere(policy::Statement a, policy::Statement b) {
    for (policy::Statement* statement : {&a, &b}) {
      statement->action = {};
      statement->resource = {};
    }
    return PlainlySame(a, b);
  }

  /// Whether other statements match each of these actions on each of these resources.
  static bool Covered(const std::vector<policy::Statement>& views, const policy::Statement& like,
                      const std::vector<policy::Action>& actions,
                      const std::vector<policy::Resource>& resources) {
    policy::Statement part = like;
    for (size_t a = 0; a < actions.size(); ++a) {
      part.action.entries = std::span(actions).subspan(a, 1);
      for (size_t r = 0; r < resources.size(); ++r) {
        part.resource.entries = std::span(resources).subspan(r, 1);
        if (std::none_of(views.begin(), views.end(), [&](const policy::Statement& cover) {
              return cover.effect == like.effect && PlainlyWithin(part, cover);
            })) {
          return false;
        }
      }
    }
    return true;
  }

  Draft& draft_;
  std::vector<char> products_;
  int pairs_ = 0;
};

}  // namespace

void JoinOverlapping(Draft& draft) {
  Joiner joiner(draft);
  while (joiner.Run()) {
  }
}

}  // namespace whittle::access
