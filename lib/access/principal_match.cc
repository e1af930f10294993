#include "access/principal_match.h"

#include "access/arn_fields.h"
#include "policy/account.h"
#include "policy/pattern.h"

namespace whittle::access {

namespace {

bool Starts(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string_view AfterLastSlash(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

PrincipalMatcher::PrincipalMatcher(const policy::Clause<policy::Principal>& clause)
    : absent_(!clause.present()), negated_(clause.negated), open_(clause.open) {
  entries_.reserve(clause.entries.size());
  for (const policy::Principal& principal : clause.entries) {
    entries_.push_back(MakeEntry(principal));
  }
}

PrincipalMatcher::Entry PrincipalMatcher::MakeEntry(const policy::Principal& principal) {
  Entry entry;
  // A bare string other than `*` is not in IAM's grammar; its meaning is not in doubt.
  entry.kind = principal.key == nullptr ? policy::PrincipalKind::kAws : principal.kind;
  entry.text = principal.text.value;
  entry.has_holes = principal.text.has_holes;
  entry.choice = principal.text.choice;
  entry.alternative = principal.text.alternative;
  if (entry.has_holes || entry.kind == policy::PrincipalKind::kInvalid) return entry;
  entry.everybody = entry.text == "*" && entry.kind == policy::PrincipalKind::kAws;
  if (entry.kind != policy::PrincipalKind::kAws) return entry;
  if (policy::IsAccountId(entry.text)) {
    entry.account = entry.text;
    entry.whole_account = true;
    return entry;
  }
  const ArnFields arn = ArnFields::Split(entry.text);
  if (!arn.complete() || arn.service() != "iam") return entry;
  entry.partition = arn.partition();
  entry.account = arn.account();
  entry.whole_account = arn.resource() == "root";
  entry.is_user = Starts(arn.resource(), "user/");
  entry.is_role = Starts(arn.resource(), "role/");
  entry.name = AfterLastSlash(arn.resource());
  return entry;
}

PrincipalMatch PrincipalMatcher::MatchEntry(const Entry& entry, const Requester& who) {
  PrincipalMatch match;
  if (entry.has_holes) {
    // The hole may be anyone's name.
    match.direct = match.derived = match.account = Truth::kUnknown;
    return match;
  }
  if (entry.everybody) {
    match.direct = Truth::kYes;
    return match;
  }
  switch (entry.kind) {
    case policy::PrincipalKind::kService:
      match.direct = Known(who.kind == RequesterKind::kService && entry.text == who.text);
      return match;
    case policy::PrincipalKind::kFederated:
      match.direct = Known(who.kind == RequesterKind::kProvider &&
                           (entry.text == "*" || entry.text == who.text));
      return match;
    case policy::PrincipalKind::kCanonicalUser:
      match.direct = Known(who.kind == RequesterKind::kCanonicalUser && entry.text == who.text);
      return match;
    case policy::PrincipalKind::kInvalid:
      return match;
    case policy::PrincipalKind::kAws:
      break;
  }
  if (!who.in_account()) return match;
  const bool same_account =
      entry.account == who.account && (entry.partition.empty() || entry.partition == who.partition);
  if (entry.whole_account) {
    match.account = Known(same_account);
    // The root user is the account.
    if (who.kind == RequesterKind::kRoot) match.direct = match.account;
    return match;
  }
  match.direct = Known(entry.text == who.text);
  match.derived = Known(
      same_account &&
      ((entry.is_role && who.is_role() && policy::EqualsIgnoreCase(entry.name, who.name)) ||
       (entry.is_user && who.kind == RequesterKind::kFederatedUser && entry.name == who.name)));
  return match;
}

PrincipalMatch PrincipalMatcher::AnyEntry(const Requester& who) const {
  AnyOf direct;
  AnyOf derived;
  AnyOf account;
  for (const Entry& entry : entries_) {
    const PrincipalMatch match = MatchEntry(entry, who);
    direct.Add(match.direct, entry.choice, entry.alternative);
    derived.Add(match.derived, entry.choice, entry.alternative);
    account.Add(match.account, entry.choice, entry.alternative);
  }
  if (open_) {
    direct.Add(Truth::kUnknown);
    derived.Add(Truth::kUnknown);
    account.Add(Truth::kUnknown);
  }
  return {direct.Result(), derived.Result(), account.Result()};
}

PrincipalMatch PrincipalMatcher::Matches(const Requester& who, bool bounded) const {
  if (absent_) return {};
  PrincipalMatch match = AnyEntry(who);
  if (!negated_) return match;
  if (bounded) return {Truth::kYes, Truth::kNo, Truth::kNo};
  // Listed by name or by account: exempt. By role or user only, for a session of it: not said.
  const Truth exempt = Or(match.direct, match.account);
  const Truth perhaps = And(match.derived, Truth::kUnknown);
  return {Not(Or(exempt, perhaps)), Truth::kNo, Truth::kNo};
}

}  // namespace whittle::access
