#include "advise/narrow.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "advise/fill_in.h"
#include "policy/arn_pattern.h"
#include "text/json_writer.h"

namespace whittle::advise {

using catalog::ActionId;
using policy::Statement;
using text::Node;

namespace {

using Texts = std::vector<std::string>;

/// More actions than this in one entry are told of by service, not one by one.
constexpr size_t kMostListed = 100;

/// The texts without those that another covers; order kept.
Texts WithoutCovered(const Texts& texts) {
  Texts out;
  for (size_t i = 0; i < texts.size(); ++i) {
    bool covered = false;
    for (size_t j = 0; j < texts.size() && !covered; ++j) {
      covered = i != j && policy::ArnCovers(texts[j], texts[i]) &&
                (!policy::ArnCovers(texts[i], texts[j]) || j < i);
    }
    if (!covered) out.push_back(texts[i]);
  }
  return out;
}

/// The resources that are both granted and wanted. Where two patterns only overlap the granted one
/// stays, since their common part cannot be spelled in general; so it does where the wanted one has
/// a placeholder, which may stand for the very name that is granted.
Texts Meet(const Texts& granted, const Texts& wanted) {
  Texts out;
  for (const std::string& have : granted) {
    for (const std::string& want : wanted) {
      if (policy::ArnCovers(have, want)) {
        out.push_back(want);
      } else if (policy::ArnsIntersect(have, WidenText(want))) {
        out.push_back(have);
      }
    }
  }
  return WithoutCovered(out);
}

/// What becomes of one action of one statement.
struct Fate {
  Verdict verdict = Verdict::kKept;
  Class why = Class::kUnobservable;
  Texts resources;  ///< where it stays
  std::string reason;
  std::string source;
  std::string fact;

  [[nodiscard]] bool stays() const {
    return verdict == Verdict::kKept || verdict == Verdict::kScoped;
  }
};

/// Actions of one statement that stay on the same resources.
struct Group {
  Texts resources;
  std::vector<ActionId> actions;
};

class Narrower {
 public:
  Narrower(const policy::Policy& policy, const Needs& needs, Level level,
           const catalog::Catalog& catalog)
      : policy_(policy), needs_(needs), level_(level), catalog_(catalog), build_(arena_) {
    for (const Requirement& requirement : needs.requirements) {
      if (const auto action = catalog.FindAction(requirement.action)) {
        requirements_[action->id()].push_back(&requirement);
      }
    }
    for (const Unneeded& unneeded : needs.unneeded) {
      if (const auto action = catalog.FindAction(unneeded.action)) {
        unneeded_.emplace(action->id(), &unneeded);
      }
    }
  }

  Narrowed Run() {
    bool allows = false;
    for (const Statement& statement : policy_.statements) {
      if (CanTake(statement)) {
        Take(statement);
      } else {
        Keep(statement);
      }
      allows = allows || !statement.denies();
    }
    result_.empty = result_.changed && allows && !kept_allow_;
    if (!result_.empty) Write();
    return std::move(result_);
  }

 private:
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
    statements_.push_back(*statement.node);
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

  static Texts ResourcesOf(const Statement& statement) {
    Texts resources;
    for (const policy::Resource& resource : statement.resource.entries) {
      resources.emplace_back(resource.text.value);
    }
    return resources;
  }

  [[nodiscard]] Fate FateOf(ActionId action, const Statement& statement,
                            const Texts& granted) const {
    Fate fate;
    fate.resources = granted;
    const bool scopes = level_ != Level::kSafe && !statement.resource.negated;
    if (requirements_.count(action) != 0) {
      Require(action, scopes, statement.resource.negated, granted, fate);
      if (fate.why == Class::kRequired || fate.why == Class::kDeclared) return fate;
    }
    if (const auto known = unneeded_.find(action); known != unneeded_.end()) {
      Consider(*known->second, scopes, granted, fate);
      return fate;
    }
    const bool observable = needs_.observable && needs_.observable->Contains(action);
    fate.why = observable ? Class::kUnobserved : Class::kUnobservable;
    fate.reason = observable          ? "the log would show this call, and does not"
                  : needs_.observable ? "the log cannot show this call"
                                      : "nothing given here shows whether it is used";
    const Level goes = observable ? Level::kEvidence : Level::kAggressive;
    if (level_ >= goes) fate.verdict = Verdict::kRemoved;
    return fate;
  }

  /// Sets the fate of an action that requirements name, unless the statement grants nothing of
  /// what they need.
  void Require(ActionId action, bool scopes, bool negated, const Texts& granted,
               Fate& fate) const {
    const std::vector<const Requirement*>& requirements = requirements_.at(action);
    Texts wanted;
    const Requirement* reason = nullptr;
    bool declared = true;
    bool observed = true;
    bool partial = false;
    for (const Requirement* requirement : requirements) {
      if (!negated && Meet(granted, requirement->resources).empty()) continue;
      wanted.insert(wanted.end(), requirement->resources.begin(), requirement->resources.end());
      if (reason == nullptr) reason = requirement;
      declared = declared && requirement->kind == RequirementKind::kDeclared;
      observed = observed && requirement->kind == RequirementKind::kObserved;
      partial = partial || requirement->partial;
    }
    if (reason == nullptr) return;
    fate.why = declared ? Class::kDeclared : Class::kRequired;
    fate.reason = reason->reason;
    fate.source = reason->source;
    // That a log shows only some resources is a reason only where not being seen is.
    if (!scopes || (observed && level_ < Level::kEvidence)) return;
    const bool shown = needs_.observable && needs_.observable->Contains(action);
    if (partial && level_ < (shown ? Level::kEvidence : Level::kAggressive)) return;
    Texts met = Meet(granted, wanted);
    if (met == granted) return;
    fate.verdict = Verdict::kScoped;
    fate.resources = std::move(met);
  }

  /// Sets the fate of an action that a feature table knows and nothing needs.
  void Consider(const Unneeded& unneeded, bool scopes, const Texts& granted, Fate& fate) const {
    fate.why = unneeded.why;
    fate.reason = unneeded.reason;
    fate.source = unneeded.source;
    const Level goes = unneeded.why == Class::kDead           ? Level::kSafe
                       : unneeded.why == Class::kUnobservable ? Level::kAggressive
                                                              : Level::kDefault;
    if (level_ >= goes) {
      fate.verdict = unneeded.moved ? Verdict::kMoved : Verdict::kRemoved;
      fate.fact = unneeded.fact;
      return;
    }
    if (!scopes || unneeded.resources.empty()) return;
    Texts met = Meet(granted, unneeded.resources);
    if (met.empty() || met == granted) return;
    fate.verdict = Verdict::kScoped;
    fate.resources = std::move(met);
  }

  void Take(const Statement& statement) {
    const Texts granted = ResourcesOf(statement);
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
      std::vector<std::pair<ActionId, const Fate*>> found;
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (ActionId id = range.begin; id < range.end; ++id) {
          const auto [place, fresh] = fates.try_emplace(id);
          if (!fresh) continue;
          place->second = FateOf(id, statement, granted);
          found.emplace_back(id, &place->second);
          if (place->second.stays()) AddToGroup(groups, id, place->second.resources);
          all_stay = all_stay && place->second.verdict == Verdict::kKept;
        }
      }
      RecordEntry(entry, found, granted);
    }
    if (!unknown.empty() || !groups.empty()) kept_allow_ = true;
    if (all_stay) {
      statements_.push_back(*statement.node);
      return;
    }
    result_.changed = true;
    const size_t count = groups.size() + (unknown.empty() ? 0 : 1);
    for (const Group& group : groups) {
      AddStatement(statement, Spell(statement, group, fates), group.resources, count == 1);
    }
    if (!unknown.empty()) AddStatement(statement, unknown, granted, count == 1);
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
    statements_.push_back(build_.Object(members));
  }

  void Record(std::string action, const Texts& granted, const Fate& fate) {
    Permission permission;
    permission.action = std::move(action);
    permission.resources = fate.stays() ? fate.resources : granted;
    permission.granted = granted;
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
    if (found.size() <= kMostListed) {
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
      fate.reason += " (" + std::to_string(value.first) + " of the actions of this entry)";
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
  const Needs& needs_;
  Level level_;
  const catalog::Catalog& catalog_;
  text::Arena arena_;
  text::TreeBuilder build_;
  std::map<ActionId, std::vector<const Requirement*>> requirements_;
  std::map<ActionId, const Unneeded*> unneeded_;
  std::vector<Node> statements_;
  bool kept_allow_ = false;
  Narrowed result_;
};

}  // namespace

std::vector<LostAccess> LostBy(const std::vector<Permission>& permissions) {
  std::vector<LostAccess> lost;
  for (const Permission& permission : permissions) {
    if (permission.verdict == Verdict::kRemoved || permission.verdict == Verdict::kMoved) {
      lost.push_back({permission.action, permission.granted, {}});
    } else if (permission.verdict == Verdict::kScoped) {
      lost.push_back({permission.action, permission.granted, permission.resources});
    }
  }
  return lost;
}

Narrowed Narrow(const policy::Policy& policy, const Needs& needs, Level level,
                const catalog::Catalog& catalog) {
  return Narrower(policy, needs, level, catalog).Run();
}

}  // namespace whittle::advise
