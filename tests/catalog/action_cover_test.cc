#include "catalog/action_cover.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>

#include "text/json.h"

namespace whittle::catalog {
namespace {

const Catalog& BuiltIn() { return Catalog::BuiltIn(); }

ActionSet SetOf(const std::vector<std::string>& patterns) {
  ActionSet set;
  for (const std::string& pattern : patterns) {
    set = ActionSet::Union(set, BuiltIn().MatchActions(pattern).actions);
  }
  return set;
}

using List = std::vector<std::string>;

TEST(ActionCover, FindsTheShortPatterns) {
  EXPECT_EQ(CoverActions(BuiltIn(), {}), List{});
  EXPECT_EQ(CoverActions(BuiltIn(), SetOf({"*"})), List{"*"});
  EXPECT_EQ(CoverActions(BuiltIn(), SetOf({"sqs:*"})), List{"sqs:*"});
  EXPECT_EQ(CoverActions(BuiltIn(), SetOf({"sts:AssumeRole"})), List{"sts:A*e"});
  // One name within another, of which a plain prefix would take both or lose one.
  const ActionSet one = SetOf({"workspaces:CreateWorkspaces"});
  EXPECT_EQ(SetOf(CoverActions(BuiltIn(), one)), one);
}

TEST(ActionCover, CountsCharactersAsJsonHasThem) {
  EXPECT_EQ(ListCharacters({}), 0U);
  EXPECT_EQ(ListCharacters({"a:b"}), std::string(R"("a:b")").size());
  EXPECT_EQ(ListCharacters({"a:b", "c:*"}), std::string(R"("a:b","c:*")").size());
}

/// The action lists of the Allow and Deny statements of all AWS managed policies, as sets.
std::vector<ActionSet> ManagedLists() {
  std::vector<ActionSet> lists;
  for (uint32_t id = 0; id < BuiltIn().managed_policy_count(); ++id) {
    const auto version = BuiltIn().managed_policy(id).latest();
    if (!version) continue;
    const text::Source source("", std::string(version->document));
    const text::JsonResult json = text::ReadJson(source);
    text::Walk(json.tree.root, [&](const text::Node& node) {
      const text::Node* actions = node.Get("Action");
      if (actions == nullptr) return true;
      ActionSet set;
      for (const text::Node& item : actions->items()) {
        set = ActionSet::Union(set, BuiltIn().MatchActions(item.text()).actions);
      }
      if (set.size() > 1) lists.push_back(std::move(set));
      return true;
    });
  }
  return lists;
}

/// What the cover is held against: `prefix*suffix`, cut anywhere, chosen greedily.
class Greedy {
 public:
  explicit Greedy(bool by_saving) : by_saving_(by_saving) {}

  size_t Characters(const ActionSet& actions) const {
    std::map<uint32_t, std::set<ActionId>> by_service;
    for (const ActionRange range : actions.ranges()) {
      for (ActionId id = range.begin; id < range.end; ++id) {
        by_service[BuiltIn().action(id).service().id()].insert(id);
      }
    }
    size_t size = 0;
    for (const auto& [service, wanted] : by_service) {
      size += OfService(BuiltIn().service(service), wanted);
    }
    return size - 1;
  }

 private:
  static std::string Lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return lower;
  }

  size_t OfService(const Service& service, const std::set<ActionId>& wanted) const {
    const size_t fixed = service.prefix().size() + 1 + 3;
    const ActionRange range = service.actions();
    if (wanted.size() == range.end - range.begin) return fixed + 1;
    std::vector<std::string> names;
    for (ActionId id = range.begin; id < range.end; ++id) {
      names.push_back(Lower(BuiltIn().action(id).name()));
    }
    std::map<std::string, std::vector<ActionId>> offers;
    for (const ActionId id : wanted) {
      const std::string& name = names[id - range.begin];
      offers[name] = {id};
      for (size_t i = 0; i <= name.size(); ++i) {
        for (size_t j = 0; i + j <= name.size(); ++j) {
          const std::string pattern = name.substr(0, i) + "*" + name.substr(name.size() - j);
          const auto [at, fresh] = offers.try_emplace(pattern);
          if (!fresh) continue;
          for (size_t other = 0; other < names.size(); ++other) {
            const std::string& text = names[other];
            if (text.size() < i + j || text.compare(0, i, name, 0, i) != 0 ||
                text.compare(text.size() - j, j, name, name.size() - j, j) != 0) {
              continue;
            }
            const ActionId matched = range.begin + static_cast<ActionId>(other);
            if (wanted.count(matched) == 0) {
              at->second.clear();
              break;
            }
            at->second.push_back(matched);
          }
        }
      }
    }
    std::erase_if(offers, [](const auto& offer) { return offer.second.empty(); });
    size_t size = 0;
    for (std::set<ActionId> left = wanted; !left.empty();) {
      double best = -1e18;
      const std::pair<const std::string, std::vector<ActionId>>* choice = nullptr;
      for (const auto& offer : offers) {
        size_t fresh = 0;
        size_t literal = 0;
        for (const ActionId id : offer.second) {
          if (left.count(id) == 0) continue;
          ++fresh;
          literal += fixed + names[id - range.begin].size();
        }
        if (fresh == 0) continue;
        const double cost = static_cast<double>(fixed + offer.first.size());
        const double value =
            by_saving_ ? static_cast<double>(literal) - cost : -cost / static_cast<double>(fresh);
        if (value > best) {
          best = value;
          choice = &offer;
        }
      }
      size += fixed + choice->first.size();
      for (const ActionId id : choice->second) left.erase(id);
    }
    return size;
  }

  bool by_saving_;
};

TEST(ActionCover, IsExactAndNeverLongerThanGreedyCovers) {
  const char* given = std::getenv("WHITTLE_SEED");
  const unsigned seed = given == nullptr ? 20261125 : static_cast<unsigned>(std::atoi(given));
  SCOPED_TRACE("WHITTLE_SEED=" + std::to_string(seed));
  std::vector<ActionSet> lists = ManagedLists();
  std::mt19937 random(seed);
  std::shuffle(lists.begin(), lists.end(), random);
  lists.resize(400);
  size_t actions = 0;
  size_t literal = 0;
  size_t ours = 0;
  size_t greedy = 0;
  std::chrono::nanoseconds time{0};
  std::chrono::nanoseconds slowest{0};
  for (const ActionSet& list : lists) {
    actions += list.size();
    const auto begin = std::chrono::steady_clock::now();
    const List cover = CoverActions(BuiltIn(), list);
    const auto taken = std::chrono::steady_clock::now() - begin;
    time += taken;
    slowest = std::max<std::chrono::nanoseconds>(slowest, taken);
    EXPECT_EQ(SetOf(cover), list);
    if (list.size() < 50) EXPECT_EQ(CoverActions(BuiltIn(), list), cover);
    const size_t size = ListCharacters(cover);
    const size_t bound = std::min(Greedy(false).Characters(list), Greedy(true).Characters(list));
    EXPECT_LE(size, bound) << testing::PrintToString(cover);
    ours += size;
    greedy += bound;
    List names;
    for (const ActionRange range : list.ranges()) {
      for (ActionId id = range.begin; id < range.end; ++id) {
        names.push_back(BuiltIn().action(id).full_name());
      }
    }
    literal += ListCharacters(names);
  }
  std::cout << "seed " << seed << ": " << actions << " actions, " << literal
            << " characters spelled out, " << greedy << " in the better greedy cover, " << ours
            << " in ours; " << time.count() / 1000000 << " ms in all, at most "
            << slowest.count() / 1000 << " us\n";
}

}  // namespace
}  // namespace whittle::catalog
