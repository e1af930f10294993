// Shrink: parts that add nothing.
#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "access/cover_filter.h"
#include "access/draft_writer.h"
#include "access/meaning.h"
#include "access/same.h"
#include "access/shrink_steps.h"
#include "policy/pattern.h"

namespace whittle::access {

namespace {

/// Steps of the engine for one question, and questions for one policy.
constexpr uint64_t kBudget = 50'000;
constexpr int kMostQuestions = 400;
/// Longer lists, and policies of more statements, are only looked at where that is cheap.
constexpr size_t kMostEntries = 2000;
constexpr size_t kMostStatements = 400;

/// Keeps of entries that cover each other the first.
template <typename Entry>
void DropCovered(std::vector<Entry>& entries) {
  if (entries.size() < 2 || entries.size() > kMostEntries) return;
  std::vector<char> gone(entries.size(), 0);
  for (size_t i = 0; i < entries.size(); ++i) {
    for (size_t j = 0; j < entries.size() && gone[i] == 0; ++j) {
      if (i == j || gone[j] != 0 || !PlainlyCovers(entries[j], entries[i])) continue;
      if (j < i || !PlainlyCovers(entries[i], entries[j])) gone[i] = 1;
    }
  }
  size_t at = 0;
  std::erase_if(entries, [&](const Entry&) { return gone[at++] != 0; });
}

/// One round over a draft: what is known of it until something goes.
class Sweep {
 public:
  Sweep(Draft& draft, const catalog::Catalog& catalog) : draft_(draft), catalog_(catalog) {
    Renew();
  }

  void Run() {
    for (size_t i = draft_.statements.size(); i-- > 0;) {
      if (draft_.statements.size() > 1 && IsPlain(policy_->statements[i]) && StatementGoes(i)) {
        draft_.statements.erase(draft_.statements.begin() + static_cast<ptrdiff_t>(i));
        Renew();
        continue;
      }
      DropConditions(i);
      DropEntries(i, &DraftStatement::actions, &policy::Statement::action, ListPart::kAction);
      DropEntries(i, &DraftStatement::resources, &policy::Statement::resource, ListPart::kResource);
    }
  }

 private:
  void Renew() {
    policy_ = &draft_.View();
    filter_.emplace(*policy_, catalog_);
    allows_.reset();
    denies_.reset();
    denied_.reset();
  }

  /// The engine over the whole policy, or over what it denies, as Allows, for its Denies.
  Meaning& Engine(bool allows) {
    if (allows) {
      if (!allows_) allows_.emplace(Grants{{policy_}, {}}, catalog_, kBudget);
      return *allows_;
    }
    if (!denied_) denied_.emplace(*policy_);
    if (!denies_) denies_.emplace(Grants{{&denied_->policy()}, {}}, catalog_, kBudget);
    return *denies_;
  }
  bool MayAsk() { return ++questions_ <= kMostQuestions; }

  /// Whether a statement that may cover another part stands in the policy with that effect.
  [[nodiscard]] bool MayServe(const policy::Statement& cover, const policy::Statement& part) const {
    return cover.denies() || cover.effect == part.effect;
  }

  /// Whether other statements plainly cover the part of statement `i`.
  bool PlainlyCovered(size_t i, const policy::Statement& part) {
    const std::vector<size_t>& covers = filter_->Covers(i);
    return std::any_of(covers.begin(), covers.end(), [&](size_t cover) {
      return MayServe(policy_->statements[cover], part) &&
             PlainlyWithin(part, policy_->statements[cover]);
    });
  }

  bool StatementGoes(size_t i) {
    const policy::Statement& statement = policy_->statements[i];
    const auto ref = static_cast<uint32_t>(i);
    if (PlainlyCovered(i, statement)) return true;
    if (MayContradict(statement) && MayAsk() &&
        Engine(statement.allows()).MatchesNothing({0, ref}) == Truth::kYes) {
      return true;
    }
    return filter_->MayCoverStatement(i) && MayAsk() &&
           Engine(statement.allows()).AllowIsRedundant({0, ref}) == Truth::kYes;
  }

  static bool MayContradict(const policy::Statement& statement) {
    for (const policy::Condition& a : statement.conditions) {
      for (const policy::Condition& b : statement.conditions) {
        if (&a != &b && policy::EqualsIgnoreCase(a.key.value, b.key.value)) return true;
      }
    }
    return false;
  }

  /// The conditions, longest first, whatever their order: where either of two could go, the longer
  /// one does.
  static std::vector<size_t> LongestFirst(const DraftStatement& statement) {
    std::vector<std::tuple<size_t, std::string_view, std::string_view, size_t>> order;
    for (size_t c = 0; c < statement.conditions.size(); ++c) {
      const policy::Condition& condition = statement.conditions[c];
      size_t size = condition.op.spelling.size() + condition.key.value.size();
      for (const policy::Text& value : statement.values[c]) size += value.value.size() + 3;
      order.emplace_back(SIZE_MAX - size, condition.op.spelling, condition.key.value, c);
    }
    std::sort(order.begin(), order.end());
    std::vector<size_t> longest;
    for (const auto& entry : order) longest.push_back(std::get<3>(entry));
    return longest;
  }

  void DropConditions(size_t i) {
    DraftStatement& statement = draft_.statements[i];
    if (!IsPlain(policy_->statements[i])) return;
    std::vector<size_t> order = LongestFirst(statement);
    for (const size_t c : order) {
      const policy::Condition& condition = statement.conditions[c];
      const bool may_hold = condition.op.if_exists ||
                            condition.op.qualifier == policy::SetQualifier::kForAllValues ||
                            MayContradict(policy_->statements[i]);
      if (!may_hold || !MayAsk()) continue;
      if (Engine(statement.head.allows()).ConditionAlwaysHolds({0, static_cast<uint32_t>(i)}, c) !=
          Truth::kYes) {
        continue;
      }
      statement.conditions.erase(statement.conditions.begin() + static_cast<ptrdiff_t>(c));
      statement.values.erase(statement.values.begin() + static_cast<ptrdiff_t>(c));
      for (size_t& later : order) {
        if (later > c) --later;
      }
      Renew();
    }
  }

  template <typename Entry>
  void DropEntries(size_t i, std::vector<Entry> DraftStatement::*list,
                   policy::Clause<Entry> policy::Statement::*clause, ListPart part_name) {
    std::vector<Entry>& entries = draft_.statements[i].*list;
    for (size_t e = entries.size(); e-- > 0;) {
      const policy::Statement& statement = policy_->statements[i];
      if (entries.size() < 2 || (statement.*clause).negated || !IsPlain(statement) ||
          filter_->Covers(i).empty()) {
        return;
      }
      policy::Statement part = statement;
      (part.*clause).entries = std::span<const Entry>(entries).subspan(e, 1);
      bool goes = PlainlyCovered(i, part);
      if (!goes) {
        const bool may = part_name == ListPart::kAction ? filter_->MayCoverAction(i, e)
                                                        : filter_->MayCoverStatement(i);
        goes = may && MayAsk() &&
               Engine(statement.allows())
                       .EntryIsRedundant({0, static_cast<uint32_t>(i)}, {part_name, 0, e}) ==
                   Truth::kYes;
      }
      if (!goes) continue;
      entries.erase(entries.begin() + static_cast<ptrdiff_t>(e));
      Renew();
    }
  }

  Draft& draft_;
  const catalog::Catalog& catalog_;
  const policy::Policy* policy_ = nullptr;
  std::optional<CoverFilter> filter_;
  std::optional<Meaning> allows_;
  std::optional<Denied> denied_;
  std::optional<Meaning> denies_;
  int questions_ = 0;
};

}  // namespace

void DropCoveredEntries(DraftStatement& statement, text::Arena& arena) {
  if (!IsPlain(statement.View())) return;
  DropCovered(statement.actions);
  DropCovered(statement.resources);
  DropCovered(statement.principals);
  for (size_t i = 0; i < statement.conditions.size(); ++i) {
    ShortenValues(statement.conditions[i], statement.values[i], arena);
  }
}

void DropCoveredStatements(Draft& draft, const catalog::Catalog& catalog) {
  if (draft.statements.size() > kMostStatements) return;
  Sweep(draft, catalog).Run();
}

}  // namespace whittle::access
