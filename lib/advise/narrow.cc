#include "advise/narrow.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "advise/fate.h"
#include "text/json_writer.h"

namespace whittle::advise {

using catalog::ActionId;
using policy::Statement;
using text::Node;

namespace {

using Texts = std::vector<std::string>;

/// An entry with more actions than this is told of as one where they fare alike, or where it spans
/// services; else action by action.
constexpr size_t kMostListed = 100;

/// Actions of one statement that stay on the same resources.
struct Group {
  Texts resources;
  std::vector<ActionId> actions;
};

class Narrower {
 public:
  Narrower(const policy::Policy& policy, const Needs& needs, Level level,
           const catalog::Catalog& catalog, const std::set<size_t>& unscoped)
      : policy_(policy),
        fates_(needs, level, catalog),
        catalog_(catalog),
        unscoped_(unscoped),
        build_(arena_) {}

  Narrowed Run() {
    bool allows = false;
    for (const Statement& statement : policy_.statements) {
      by_node_.emplace(statement.node, &statement);
      allows = allows || !statement.denies();
    }
    if (policy_.statement_node != nullptr && policy_.statement_node->is_array()) {
      for (const Node& item : policy_.statement_node->items()) TakeItem(item);
    } else if (policy_.statement_node != nullptr) {
      TakeItem(*policy_.statement_node);
    }
    result_.empty = result_.changed && allows && !kept_allow_;
    if (!result_.empty) Write();
    return std::move(result_);
  }

 private:
  /// An item of the list of statements: a statement, or what a template makes statements of, such
  /// as `Fn::If`, which stays as it is.
  void TakeItem(const Node& item) {
    const auto plain = by_node_.find(&item);
    if (plain != by_node_.end()) {
      if (CanTake(*plain->second)) {
        Take(*plain->second);
      } else {
        Keep(*plain->second);
      }
      return;
    }
    statements_.push_back(item);
    bool seen = false;
    text::Walk(item, [&](const Node& node) {
      const auto statement = by_node_.find(&node);
      if (statement == by_node_.end()) return true;
      seen = true;
      result_.sources.push_back(statement->second->index);
      RecordKept(*statement->second);
      return true;
    });
    // What is not seen may allow.
    kept_allow_ = kept_allow_ || !seen;
  }

  /// Whether all that decides about the statement is known.
  static bool CanTake(const Statement& statement) {
    if (!statement.allows() || statement.has_unknown_elements || statement.choice != 0)
      return false;
    if (!statement.action.present() || statement.action.negated || statement.action.open) {
      return false;
    }
    if (!statement.resource.present() || statement.resource.open) return false;
    for (const policy::Resource& resource : statement.resource.entries) {
      if (resource.text.choice != 0) return false;
    }
    return std::none_of(statement.action.entries.begin(), statement.action.entries.end(),
                        [](const policy::Action& action) { return action.text.choice != 0; });
  }

  /// Keeps a statement word for word.
  void Keep(const Statement& statement) {
    Add(statement, *statement.node);
    RecordKept(statement);
  }

  void RecordKept(const Statement& statement) {
    if (statement.denies()) return;
    kept_allow_ = true;
    Permission permission;
    permission.resources = permission.granted = ResourcesOf(statement);
    permission.why = Class::kUnobservable;
    permission.reason = statement.action.negated
                            ? "NotAction grants what AWS adds later, too: the statement stays"
                            : "a part of the statement is not known: it stays";
    for (const policy::Action& action : statement.action.entries) {
      permission.action =
          (statement.action.negated ? "NotAction " : "") + std::string(action.text.value);
      result_.permissions.push_back(permission);
    }
  }

  void Add(const Statement& from, const Node& node) {
    statements_.push_back(node);
    result_.sources.push_back(from.index);
  }

  static Texts ResourcesOf(const Statement& statement) {
    Texts resources;
    for (const policy::Resource& resource : statement.resource.entries) {
      resources.emplace_back(resource.text.value);
    }
    return resources;
  }

  void Take(const Statement& statement) {
    const Texts granted = ResourcesOf(statement);
    all_but_ = statement.resource.negated;
    std::vector<Group> groups;
    std::map<ActionId, Fate> fates;
    Texts unknown;  // entries that the catalogue cannot expand
    bool all_stay = true;
    for (const policy::Action& entry : statement.action.entries) {
      const auto match =
          entry.text.known() ? catalog_.MatchActions(entry.text.value) : catalog::ActionMatch();
      if (match.actions.empty()) {
        unknown.emplace_back(entry.text.value);
        Record(std::string(entry.text.value), granted,
               {Verdict::kKept,
                Class::kUnobservable,
                granted,
                "the catalogue does not know what this names",
                {},
                {}});
        continue;
      }
      const std::vector<std::pair<ActionId, const Fate*>> found =
          Judge(match.actions, statement, granted, fates);
      for (const auto& [id, fate] : found) {
        if (fate->stays()) AddToGroup(groups, id, fate->resources);
        all_stay = all_stay && fate->verdict == Verdict::kKept;
      }
      RecordEntry(entry, found, granted);
    }
    if (!unknown.empty() || !groups.empty()) kept_allow_ = true;
    if (all_stay) {
      Add(statement, *statement.node);
      return;
    }
    result_.changed = true;
    const size_t count = groups.size() + (unknown.empty() ? 0 : 1);
    for (const Group& group : groups) {
      AddStatement(statement, Spell(statement, group, fates), group.resources, count == 1);
    }
    if (!unknown.empty()) AddStatement(statement, unknown, granted, count == 1);
  }

  /// The fates of an entry's actions that no earlier entry names. Where the entry has to be spelled
  /// anew, what would stay and does nothing goes.
  std::vector<std::pair<ActionId, const Fate*>> Judge(const catalog::ActionSet& actions,
                                                      const Statement& statement,
                                                      const Texts& granted,
                                                      std::map<ActionId, Fate>& fates) const {
    std::vector<std::pair<ActionId, const Fate*>> found;
    std::vector<Fate*> idle;
    bool stays = true;
    for (const catalog::ActionRange range : actions.ranges()) {
      for (ActionId id = range.begin; id < range.end; ++id) {
        const auto [place, fresh] = fates.try_emplace(id);
        if (!fresh) continue;
        Fate& fate = place->second;
        fate = fates_.Of(id, statement, granted, unscoped_.count(statement.index) == 0);
        found.emplace_back(id, &fate);
        if (fate.idle) idle.push_back(&fate);
        stays = stays && fate.verdict == Verdict::kKept;
      }
    }
    if (stays) return found;
    for (Fate* fate : idle) {
      fate->verdict = Verdict::kRemoved;
      fate->why = Class::kDead;
      fate->reason = "it takes none of the statement's resources: it is not granted here";
    }
    return found;
  }

  static void AddToGroup(std::vector<Group>& groups, ActionId id, const Texts& resources) {
    for (Group& group : groups) {
      if (group.resources == resources) {
        group.actions.push_back(id);
        return;
      }
    }
    groups.push_back({resources, {id}});
  }

  /// The entries of a group as the policy spells them, where all that an entry names is in the
  /// group; else the actions' names.
  Texts Spell(const Statement& statement, const Group& group,
              const std::map<ActionId, Fate>& fates) const {
    Texts spelled;
    std::set<ActionId> done;
    const std::set<ActionId> members(group.actions.begin(), group.actions.end());
    for (const policy::Action& entry : statement.action.entries) {
      if (!entry.text.known()) continue;
      const auto match = catalog_.MatchActions(entry.text.value);
      if (match.actions.empty()) continue;
      bool whole = true;
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (ActionId id = range.begin; id < range.end && whole; ++id) {
          whole = fates.at(id).stays() && members.count(id) != 0;
        }
      }
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (ActionId id = range.begin; id < range.end; ++id) {
          if (members.count(id) == 0 || !done.insert(id).second || whole) continue;
          spelled.push_back(catalog_.action(id).full_name());
        }
      }
      if (whole) spelled.emplace_back(entry.text.value);
    }
    return spelled;
  }

  void AddStatement(const Statement& from, const Texts& actions, const Texts& resources,
                    bool alone) {
    std::vector<std::pair<std::string_view, Node>> members;
    if (alone && from.sid.present() && from.sid.node->is_string()) {
      members.emplace_back("Sid", *from.sid.node);
    }
    members.emplace_back("Effect", build_.String("Allow"));
    members.emplace_back("Action", build_.OneOrList(actions));
    members.emplace_back(from.resource.negated ? "NotResource" : "Resource",
                         build_.OneOrList(resources));
    if (from.condition_node != nullptr) members.emplace_back("Condition", *from.condition_node);
    Add(from, build_.Object(members));
  }

  void Record(std::string action, const Texts& granted, const Fate& fate) {
    Permission permission;
    permission.action = std::move(action);
    permission.resources = fate.stays() ? fate.resources : granted;
    permission.granted = granted;
    permission.all_but = all_but_;
    permission.verdict = fate.verdict;
    permission.why = fate.why;
    permission.reason = fate.reason;
    permission.source = fate.source;
    result_.permissions.push_back(std::move(permission));
    if (fate.fact.empty()) return;
    Note("`" + fate.fact + "` would keep " + result_.permissions.back().action + ": " +
         fate.reason);
  }

  void Note(std::string note) {
    if (std::find(result_.notes.begin(), result_.notes.end(), note) == result_.notes.end()) {
      result_.notes.push_back(std::move(note));
    }
  }

  void RecordEntry(const policy::Action& entry,
                   const std::vector<std::pair<ActionId, const Fate*>>& found,
                   const Texts& granted) {
    const auto alike = [&](const auto& one) {
      const Fate& first = *found.front().second;
      return one.second->verdict == first.verdict && one.second->why == first.why &&
             one.second->reason == first.reason && one.second->resources == first.resources;
    };
    if (found.size() <= kMostListed ||
        (catalog_.action(found.front().first).service().prefix() ==
             catalog_.action(found.back().first).service().prefix() &&
         !std::all_of(found.begin(), found.end(), alike))) {
      for (const auto& [id, fate] : found) {
        Record(catalog_.action(id).full_name(), granted, *fate);
      }
      return;
    }
    // What is not required is told of together, as the policy spells it.
    std::map<std::pair<Verdict, std::string>, std::pair<size_t, const Fate*>> together;
    for (const auto& [id, fate] : found) {
      if (fate->why == Class::kRequired || fate->why == Class::kDeclared) {
        Record(catalog_.action(id).full_name(), granted, *fate);
        continue;
      }
      auto& [count, sample] = together[{fate->verdict, fate->reason}];
      ++count;
      sample = fate;
    }
    for (const auto& [key, value] : together) {
      Fate fate = *value.second;
      if (value.first < found.size()) {
        fate.reason += " (" + std::to_string(value.first) + " of the actions of this entry)";
      }
      Record(std::string(entry.text.value), granted, fate);
    }
  }

  void Write() {
    std::vector<std::pair<std::string_view, Node>> members;
    if (policy_.version_node != nullptr) members.emplace_back("Version", *policy_.version_node);
    members.emplace_back("Statement", build_.Array(statements_));
    result_.document = text::WriteJson(build_.Object(members), text::JsonStyle::kIndented);
  }

  const policy::Policy& policy_;
  FateBook fates_;
  const catalog::Catalog& catalog_;
  const std::set<size_t>& unscoped_;
  text::Arena arena_;
  text::TreeBuilder build_;
  std::map<const Node*, const Statement*> by_node_;
  std::vector<Node> statements_;
  bool kept_allow_ = false;
  bool all_but_ = false;  ///< the statement at hand has NotResource
  Narrowed result_;
};

}  // namespace

std::vector<LostAccess> LostBy(const std::vector<Permission>& permissions) {
  std::vector<LostAccess> lost;
  for (const Permission& permission : permissions) {
    const bool scoped = permission.verdict == Verdict::kScoped;
    if (!scoped && permission.verdict != Verdict::kRemoved &&
        permission.verdict != Verdict::kMoved) {
      continue;
    }
    LostAccess& access = lost.emplace_back();
    access.action = permission.action;
    access.resources = permission.all_but ? Texts{"*"} : permission.granted;
    if (permission.all_but) access.except = permission.granted;
    if (scoped) {
      access.except.insert(access.except.end(), permission.resources.begin(),
                           permission.resources.end());
    }
  }
  return lost;
}

Narrowed Narrow(const policy::Policy& policy, const Needs& needs, Level level,
                const catalog::Catalog& catalog, const std::set<size_t>& unscoped) {
  return Narrower(policy, needs, level, catalog, unscoped).Run();
}

}  // namespace whittle::advise
