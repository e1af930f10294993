#include "rules/security/role_grants.h"

#include <fmt/format.h>

#include "policy/pattern.h"

namespace whittle::rules {

namespace {

struct Grant {
  Reach reach = Reach::kNot;
  const policy::Action* entry = nullptr;  ///< null for kNotAction
};

/// Whether the entry matches the action, which is one of iam's. Most entries name another service
/// in their first letters.
bool MatchesIam(const policy::Action& entry, std::string_view action) {
  const std::string_view text = entry.text.value;
  if (text.empty() || (text[0] != 'i' && text[0] != 'I' && text[0] != '*' && text[0] != '?')) {
    return false;
  }
  return policy::Matches(text, action, policy::Case::kInsensitive);
}

/// Whether the statement's actions reach `action`; not where a placeholder hides it.
Grant FindGrant(const policy::Statement& statement, std::string_view action) {
  Grant grant;
  if (statement.action.negated) {
    if (statement.action.open) return grant;
    for (const policy::Action& entry : statement.action.entries) {
      if (!entry.text.known() || MatchesIam(entry, action)) {
        return grant;
      }
    }
    grant.reach = Reach::kNotAction;
    return grant;
  }
  for (const policy::Action& entry : statement.action.entries) {
    if (!entry.text.known() || !MatchesIam(entry, action)) {
      continue;
    }
    const bool exact = !policy::HasWildcard(entry.text.value);
    if (exact || grant.reach == Reach::kNot) {
      grant = {exact ? Reach::kExact : Reach::kWildcard, &entry};
    }
    if (exact) break;
  }
  return grant;
}

const policy::Resource* FindStar(const policy::Statement& statement) {
  for (const policy::Resource& resource : statement.resource.entries) {
    if (resource.all()) return &resource;
  }
  return nullptr;
}

constexpr policy::TypeSet kIdentityLike = {policy::Type::kIdentity, policy::Type::kBoundary,
                                           policy::Type::kSession, policy::Type::kScp};

}  // namespace

void CheckGrants(lint::PolicyContext& context, const Member& member) {
  // A guardrail allows nothing by itself: an SCP with Allow * is how SCPs begin.
  if (!context.policy().type.Surely(kIdentityLike)) return;
  const policy::Type type = context.policy().type.type;
  if (type != policy::Type::kIdentity && type != policy::Type::kSession) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.resource.negated != member.negated_resource ||
        !statement.resource.present()) {
      continue;
    }
    const Grant grant = FindGrant(statement, member.action);
    if (grant.reach != member.reach || member.narrowed(statement)) continue;
    const policy::Resource* star = FindStar(statement);
    if (!member.negated_resource && star == nullptr) continue;
    const text::Span where =
        grant.entry != nullptr ? grant.entry->text.span() : statement.action.value->span();
    const std::string how =
        grant.entry == nullptr ? fmt::format("NotAction leaves {} allowed", member.action)
        : member.reach == Reach::kExact
            ? std::string(member.action)
            : fmt::format("`{}` includes {}, which", grant.entry->text.value, member.action);
    const std::string_view verb = grant.entry == nullptr ? "" : " is allowed";
    context
        .Report(where, fmt::format("{}{} {}", how, verb,
                                   member.negated_resource ? "on all resources but a few"
                                                           : "on every role"))
        .Related(member.negated_resource ? statement.resource.value->span() : star->text.span());
  }
}

}  // namespace whittle::rules
