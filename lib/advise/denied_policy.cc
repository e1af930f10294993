#include "advise/denied_policy.h"

#include <string_view>
#include <utility>

#include "advise/requirement_policy.h"
#include "advise/task_roles.h"
#include "advise/usage/principal.h"
#include "text/json_writer.h"

namespace whittle::advise {

namespace {

constexpr std::string_view kCaller = "<CALLER>";

bool AssumesRole(const DeniedMessage& message) {
  return message.action.compare(0, 14, "sts:AssumeRole") == 0;
}

std::string_view ServiceOf(const DeniedMessage& message) {
  return std::string_view(message.action).substr(0, message.action.find(':'));
}

/// Who signs in with an identity provider is known by the provider.
bool IsFederated(const DeniedMessage& message) {
  return AssumesRole(message) && message.action != "sts:AssumeRole" &&
         message.action != "sts:AssumeRoot";
}

}  // namespace

GrantPlace PlaceOf(const DeniedMessage& message) {
  if (message.because != DeniedBecause::kNothingAllows) return GrantPlace::kIdentity;
  if (message.policy_kind == "role trust") return GrantPlace::kTrust;
  if (message.policy_kind == "VPC endpoint") return GrantPlace::kEndpoint;
  if (message.policy_kind != "resource-based") return GrantPlace::kIdentity;
  return AssumesRole(message) ? GrantPlace::kTrust : GrantPlace::kResource;
}

std::string CallerOf(const DeniedMessage& message) {
  std::string role = RoleOfSession(message.principal);
  if (!role.empty()) return role;
  return message.principal.compare(0, 4, "arn:") == 0 ? message.principal : std::string(kCaller);
}

std::string PolicyIn(GrantPlace place, const DeniedMessage& message,
                     const Requirement& requirement) {
  if (place == GrantPlace::kIdentity) return PolicyFor({requirement});
  text::Arena arena;
  text::TreeBuilder build(arena);
  const std::string caller = CallerOf(message);
  std::vector<std::pair<std::string_view, text::Node>> statement;
  statement.emplace_back("Effect", build.String("Allow"));
  if (place == GrantPlace::kEndpoint) {
    statement.emplace_back("Principal", build.String("*"));
  } else if (place == GrantPlace::kTrust && IsFederated(message)) {
    statement.emplace_back("Principal",
                           build.Object({{"Federated", build.String("<PROVIDER_ARN>")}}));
  } else {
    statement.emplace_back("Principal", build.Object({{"AWS", build.String(caller)}}));
  }
  statement.emplace_back("Action", build.String(requirement.action));
  // A key's policy speaks of the key itself, a repository's names no resource at all.
  if (place == GrantPlace::kResource && ServiceOf(message) == "kms") {
    statement.emplace_back("Resource", build.String("*"));
  } else if (place != GrantPlace::kTrust &&
             (place != GrantPlace::kResource || ServiceOf(message) != "ecr")) {
    statement.emplace_back("Resource", build.OneOrList(requirement.resources));
  }
  if (place == GrantPlace::kEndpoint) {
    statement.emplace_back(
        "Condition",
        build.Object({{"ArnEquals", build.Object({{"aws:PrincipalArn", build.String(caller)}})}}));
  }
  return text::WriteJson(build.Object({{"Version", build.String("2012-10-17")},
                                       {"Statement", build.Array({build.Object(statement)})}}),
                         text::JsonStyle::kIndented);
}

std::vector<std::string> NotesOn(GrantPlace place, const DeniedMessage& message) {
  std::vector<std::string> notes;
  if (place == GrantPlace::kIdentity) {
    if (AssumesRole(message) && message.because == DeniedBecause::kNotSaid) {
      notes.emplace_back(
          "the message does not say which policy lacks it: the role's trust policy has to allow "
          "it, too, and `--policy-type trust` writes that one");
    }
    return notes;
  }
  if (place == GrantPlace::kTrust && IsFederated(message)) {
    notes.emplace_back(
        "fill in the ARN of the identity provider, and add a condition on its audience or subject: "
        "without one all of its users may assume the role");
    return notes;
  }
  if (CallerOf(message) == kCaller) {
    notes.emplace_back("the message names no caller by ARN: fill in <CALLER>");
  } else if (!RoleOfSession(message.principal).empty()) {
    notes.emplace_back(
        "the caller is a session, and its ARN does not show the role's path: if the role has one, "
        "add it to the ARN");
  }
  const Scope of_caller = ScopeOf(message.principal);
  const Scope of_resource = ScopeOf(message.resource);
  const bool both = of_caller.account != Scope().account && of_resource.account != Scope().account;
  if (both && of_caller.account != of_resource.account) {
    notes.push_back("the caller belongs to the account " + of_caller.account +
                    ", the resource to " + of_resource.account +
                    ": a policy of the caller's own has to allow it, too");
  }
  return notes;
}

}  // namespace whittle::advise
