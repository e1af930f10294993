#include "access/exceptions.h"

#include "policy/pattern.h"

namespace whittle::access {

namespace {

using policy::EqualsIgnoreCase;

bool Starts(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// The action changes what it acts on.
bool Changes(const RequestAction& action, const catalog::Catalog& catalog) {
  const auto known = catalog.FindAction(action.text);
  return known && known->level() != catalog::AccessLevel::kRead &&
         known->level() != catalog::AccessLevel::kList;
}

}  // namespace

std::optional<Outcome> ServiceRule(const SplitRequest& request, const catalog::Catalog& catalog) {
  const RequestAction& action = request.action;
  const ArnFields& arn = request.resource.arn;
  if (EqualsIgnoreCase(action.service, "sts")) {
    if (EqualsIgnoreCase(action.name, "GetCallerIdentity") &&
        request.request.principal.kind != RequesterKind::kAnonymous) {
      return Outcome::kAllowed;
    }
  } else if (EqualsIgnoreCase(action.service, "iam")) {
    const bool of_aws = (arn.account() == "aws" && Starts(arn.resource(), "policy/")) ||
                        Starts(arn.resource(), "role/aws-reserved/");
    if (of_aws && Changes(action, catalog)) return Outcome::kImplicitlyDenied;
  } else if (EqualsIgnoreCase(action.service, "kms")) {
    if (Starts(arn.resource(), "alias/aws/") && Changes(action, catalog)) {
      return Outcome::kImplicitlyDenied;
    }
  }
  return std::nullopt;
}

bool NeedsDelegation(const SplitRequest& request) {
  const RequestAction& action = request.action;
  const std::string_view resource = request.resource.arn.resource();
  if (EqualsIgnoreCase(action.service, "kms")) return Starts(resource, "key/");
  return EqualsIgnoreCase(action.service, "sts") && Starts(resource, "role/") &&
         policy::StartsWithIgnoreCase(action.name, "AssumeRole");
}

bool RcpsReach(const SplitRequest& request, const catalog::Catalog& catalog) {
  const auto service = catalog.FindService(request.action.service);
  return !service || service->supports_rcp();
}

bool ScpsReach(const Requester& who) {
  if (!who.in_account()) return false;
  // A session's ARN has no path; IAM keeps these names for service-linked roles.
  return !(who.is_role() && Starts(who.name, "AWSServiceRoleFor"));
}

}  // namespace whittle::access
