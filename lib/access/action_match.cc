#include "access/action_match.h"

#include <algorithm>

#include "access/request.h"
#include "access/symbols.h"
#include "policy/pattern.h"

namespace whittle::access {

namespace {

uint64_t ServiceBit(uint32_t hash) { return uint64_t{1} << (hash >> 26U); }

/// Whether the text can name an action at all.
bool CanMatch(std::string_view text) {
  const size_t colon = text.find(':');
  return !policy::HasWildcard(text.substr(0, colon)) && colon != std::string_view::npos &&
         colon + 1 < text.size() && text.find_first_of(" \t\r\n,") == std::string_view::npos;
}

bool IsEverything(std::string_view text) {
  return text == "*:*" || (!text.empty() && text.find_first_not_of('*') == std::string_view::npos);
}

/// Whether some filling of the holes could match.
bool MayMatch(const policy::Text& text, const RequestAction& action) {
  Symbols symbols;
  for (const policy::Piece& piece : text.pieces) {
    if (piece.kind == policy::PieceKind::kHole) {
      symbols.Add(kAnyRun);
    } else {
      symbols.AddPattern(text.value.substr(piece.begin, piece.end - piece.begin));
    }
  }
  return Matches(symbols.get(), action.text, policy::Case::kInsensitive);
}

}  // namespace

bool HasWildcardService(std::string_view action) {
  const size_t colon = action.find(':');
  return colon != std::string_view::npos && policy::HasWildcard(action.substr(0, colon)) &&
         !IsEverything(action);
}

RequestAction::RequestAction(std::string_view action) : text(action) {
  const size_t colon = action.find(':');
  if (colon == std::string_view::npos) return;
  service = action.substr(0, colon);
  name = action.substr(colon + 1);
  hash = HashKey(service);
}

ActionMatcher::ActionMatcher(const policy::Clause<policy::Action>& clause)
    : absent_(!clause.present()), negated_(clause.negated), open_(clause.open) {
  by_service_.reserve(clause.entries.size());
  for (const policy::Action& entry : clause.entries) {
    const policy::Text& text = entry.text;
    Entry mine{0, text.choice, text.alternative, {}, {}, text.known() ? nullptr : &text};
    if (text.known() && IsEverything(text.value)) {
      if (text.choice == 0) {
        every_ = true;
        continue;
      }
      mine.service = mine.name = "*";
    } else if (text.known()) {
      if (!CanMatch(text.value)) continue;
      const size_t colon = text.value.find(':');
      mine.service = text.value.substr(0, colon);
      mine.name = text.value.substr(colon + 1);
    }
    if (mine.with_holes != nullptr || mine.choice != 0) {
      others_.push_back(mine);
      continue;
    }
    mine.hash = HashKey(mine.service);
    services_ |= ServiceBit(mine.hash);
    by_service_.push_back(mine);
  }
  std::stable_sort(by_service_.begin(), by_service_.end(),
                   [](const Entry& a, const Entry& b) { return a.hash < b.hash; });
}

Truth ActionMatcher::AnyEntry(const RequestAction& action) const {
  if (every_) return Truth::kYes;
  const auto matches = [&action](const Entry& entry) {
    return policy::Matches(entry.name, action.name, policy::Case::kInsensitive);
  };
  if ((services_ & ServiceBit(action.hash)) != 0) {
    auto it = std::lower_bound(by_service_.begin(), by_service_.end(), action.hash,
                               [](const Entry& entry, uint32_t hash) { return entry.hash < hash; });
    for (; it != by_service_.end() && it->hash == action.hash; ++it) {
      if (matches(*it) && policy::EqualsIgnoreCase(it->service, action.service)) {
        return Truth::kYes;
      }
    }
  }
  if (others_.empty()) return open_ ? Truth::kUnknown : Truth::kNo;
  AnyOf any;
  for (const Entry& entry : others_) {
    Truth truth = Truth::kNo;
    if (entry.with_holes != nullptr) {
      if (MayMatch(*entry.with_holes, action)) truth = Truth::kUnknown;
    } else {
      truth = Known(matches(entry) &&
                    policy::Matches(entry.service, action.service, policy::Case::kInsensitive));
    }
    any.Add(truth, entry.choice, entry.alternative);
    if (any.settled()) return Truth::kYes;
  }
  if (open_) any.Add(Truth::kUnknown);
  return any.Result();
}

Truth ActionMatcher::Matches(const RequestAction& action) const {
  if (absent_) return Truth::kYes;
  const Truth any = AnyEntry(action);
  return negated_ ? Not(any) : any;
}

}  // namespace whittle::access
