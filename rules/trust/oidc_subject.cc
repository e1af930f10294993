// What conditions on the subject of an OIDC token let through.
#include <fmt/format.h>

#include <algorithm>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "rules/trust/issuers.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

/// A value of which nothing is hidden.
bool Plain(const policy::Text& value) {
  return value.present() && value.known() && !value.has_variables && value.choice == 0;
}

/// The first value that lets strangers in, or null.
const policy::Text* StrangersIn(const policy::Condition& condition, const SharedIssuer& issuer) {
  if (!condition.op.takes_wildcards()) return nullptr;
  for (const policy::Text& value : condition.values) {
    if (Plain(value) && AdmitsStrangers(issuer, value.value)) return &value;
  }
  return nullptr;
}

/// What the conditions of a statement say of an issuer's tenants.
struct Subjects {
  bool pinned = false;                           ///< some condition tells, or may tell, tenants
  const policy::Condition* condition = nullptr;  ///< one on the subject that lets strangers in
  const policy::Text* value = nullptr;           ///< its value that does; null: negated, or Null
  bool any_key = false;                          ///< some key is the issuer's
};

Subjects Judge(const policy::Statement& statement, const SharedIssuer& issuer) {
  Subjects result;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known()) {
      result.pinned = true;
      continue;
    }
    const auto claim = ClaimOf(issuer.host, condition.key.value);
    if (!claim) {
      // A session tag or another key may tell tenants just as well.
      result.pinned = result.pinned || Requires(condition, false);
      continue;
    }
    result.any_key = true;
    if (!TellsTenants(*claim)) continue;
    const bool subject = policy::EqualsIgnoreCase(*claim, "sub");
    const policy::Text* const strangers = StrangersIn(condition, issuer);
    if (Requires(condition, subject) && strangers == nullptr) {
      result.pinned = true;
    } else if (subject && result.condition == nullptr) {
      result.condition = &condition;
      result.value = strangers;
    }
  }
  return result;
}

void CheckStrangers(lint::PolicyContext& context) {
  ForEachOidcProvider(context, [&](const policy::Statement& statement,
                                   const policy::Principal& principal, const OidcIssuer& provider) {
    const SharedIssuer* const issuer = provider.known ? FindSharedIssuer(provider.name) : nullptr;
    if (issuer == nullptr) return;
    const Subjects subjects = Judge(statement, *issuer);
    if (subjects.pinned || HasConditionalDeny(context.policy())) return;
    const bool github = issuer->host == kGithubIssuer;
    const std::string help = fmt::format("name your {} in \"{}:sub\": \"{}\"", issuer->tenant,
                                         issuer->host, issuer->example);
    if (subjects.condition == nullptr) {
      // Access Analyzer's own two checks speak of no key at all, and of GitHub without a subject.
      if (github || !subjects.any_key) return;
      context
          .Report(principal.text.span(),
                  fmt::format("{} of any {} may assume this role: no condition on the subject",
                              issuer->name, issuer->tenant))
          .Help(help);
      return;
    }
    if (subjects.value == nullptr) {
      context
          .Report(subjects.condition->key.span(),
                  fmt::format("{} of any {} may assume this role: `{}` does not limit the subject "
                              "to yours",
                              issuer->name, issuer->tenant, subjects.condition->op.spelling))
          .Help(help);
      return;
    }
    context
        .Report(subjects.value->span(),
                fmt::format("{} of any {} may assume this role: the subject `{}` does not pin it",
                            issuer->name, issuer->tenant, subjects.value->value))
        .Help(help)
        // It says the same of the same place, only less gravely.
        .AwsCode(github ? "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED" : "");
  });
}

/// Whether a condition requires, or may require, one value of a claim of GitHub's.
bool PinsClaim(const policy::Statement& statement, std::string_view wanted) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(),
      [&](const policy::Condition& condition) {
        if (!condition.key.known()) return true;
        const auto claim = ClaimOf(kGithubIssuer, condition.key.value);
        return claim && policy::EqualsIgnoreCase(*claim, wanted) && Requires(condition, true) &&
               std::none_of(condition.values.begin(), condition.values.end(),
                            [](const policy::Text& value) {
                              return value.present() && policy::HasWildcard(value.value);
                            });
      });
}

/// Whether a wildcard stands before the second colon of a subject, behind which the branch begins.
bool LeavesRepositoryOpen(std::string_view subject) {
  const size_t repository = subject.find(':');
  return repository == std::string_view::npos ||
         policy::HasWildcard(subject.substr(0, subject.find(':', repository + 1)));
}

/// Whether the wildcard of a subject leaves repository or branch open; `ref_pinned`: the branch is
/// said elsewhere.
bool LeavesOpen(const policy::Text& value, bool ref_pinned) {
  return Plain(value) && policy::HasWildcard(value.value) &&
         (!ref_pinned || LeavesRepositoryOpen(value.value));
}

void CheckGithubBranch(lint::PolicyContext& context) {
  ForEachOidcProvider(context, [&](const policy::Statement& statement, const policy::Principal&,
                                   const OidcIssuer& provider) {
    if (!provider.known || !policy::EqualsIgnoreCase(provider.name, kGithubIssuer)) return;
    const SharedIssuer& github = *FindSharedIssuer(kGithubIssuer);
    const Subjects subjects = Judge(statement, github);
    for (const policy::Condition& condition : statement.conditions) {
      const auto claim = ClaimOf(kGithubIssuer, condition.key.value);
      if (!claim || !policy::EqualsIgnoreCase(*claim, "sub") || !condition.op.takes_wildcards() ||
          condition.op.negated()) {
        continue;
      }
      // The graver rule speaks of this condition.
      if (&condition == subjects.condition && !subjects.pinned &&
          !HasConditionalDeny(context.policy())) {
        continue;
      }
      const bool ref_pinned = PinsClaim(statement, "ref");
      for (const policy::Text& value : condition.values) {
        if (!LeavesOpen(value, ref_pinned)) continue;
        context.Report(value.span(),
                       fmt::format("the subject `{}` lets in more than one {}", value.value,
                                   LeavesRepositoryOpen(value.value)
                                       ? "repository"
                                       : "branch, tag or environment of the repository"));
      }
    }
  });
}

void CheckServiceAccount(lint::PolicyContext& context) {
  ForEachOidcProvider(context, [&](const policy::Statement& statement,
                                   const policy::Principal& principal, const OidcIssuer& provider) {
    if (!IsEksCluster(provider.name)) return;
    // What any service account of the cluster could be called.
    constexpr std::string_view kStranger = "system:serviceaccount:stranger:stranger";
    bool any_key = false;
    const policy::Text* open_value = nullptr;
    for (const policy::Condition& condition : statement.conditions) {
      const auto claim = ClaimOf(provider.name, condition.key.value);
      if (!claim) {
        // Another key may limit it; one with a hole may be this cluster's.
        if (!condition.key.known() || Requires(condition, false)) return;
        continue;
      }
      any_key = true;
      if (policy::EqualsIgnoreCase(*claim, "aud")) continue;
      if (!policy::EqualsIgnoreCase(*claim, "sub")) return;
      if (!Requires(condition, true)) continue;
      const auto open = std::find_if(
          condition.values.begin(), condition.values.end(), [&](const policy::Text& value) {
            return Plain(value) && condition.op.takes_wildcards() &&
                   policy::Matches(value.value, kStranger, policy::Case::kSensitive);
          });
      if (open == condition.values.end()) return;
      open_value = &*open;
    }
    if (!any_key || HasConditionalDeny(context.policy())) return;
    if (open_value != nullptr) {
      context.Report(open_value->span(),
                     fmt::format("any pod of the cluster may assume this role: the subject `{}` "
                                 "lets in every service account",
                                 open_value->value));
    } else {
      context.Report(principal.text.span(),
                     "any pod of the cluster may assume this role: no condition on the subject "
                     "names its service account");
    }
  });
}

}  // namespace

extern constinit const lint::Rule kOidcSubjectNotRestricted{
    .info = {.name = "oidc-subject-not-restricted",
             .group = "trust",
             .level = lint::Level::kSecurityWarning,
             .summary = "tokens of any customer of a shared OIDC provider are let in",
             .why = "GitHub, GitLab.com, HCP Terraform, Buildkite and Vercel sign tokens for every "
                    "customer under one name. Unless the subject pins organization, group or team, "
                    "anybody's job may assume the role.",
             .fix =
                 "Write the name of your organization in the `sub` condition, without a wildcard "
                 "in it.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"gitlab.com:aud": "https://gitlab.com"},
      "StringLike": {"gitlab.com:sub": "project_path:*/deploy:ref_type:branch:ref:main"}
    }
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"gitlab.com:aud": "https://gitlab.com"},
      "StringLike": {"gitlab.com:sub": "project_path:example/deploy:ref_type:branch:ref:main"}
    }
  }
})",
                      policy::Type::kTrust},
             .aliases = {.checkov = "CKV_AWS_358 CKV_AWS_393"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "id_roles_create_for-idp_oidc.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kFederatedPrincipal,
                        lint::Fact::kConditions},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckStrangers,
};

extern constinit const lint::Rule kSpecificGithubRepoAndBranchRecommended{
    .info = {.name = "specific-github-repo-and-branch-recommended",
             .group = "trust",
             .level = lint::Level::kWarning,
             .summary = "a wildcard lets in more than one repository or branch of GitHub",
             .why = "With `repo:OWNER/*` every repository of the owner may assume the role, with "
                    "`repo:OWNER/NAME:*` every branch and every pull request, whoever can push "
                    "there.",
             .fix = "Name repository and branch, tag or environment.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
      "StringLike": {"token.actions.githubusercontent.com:sub": "repo:example/app:*"}
    }
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
      "StringLike": {"token.actions.githubusercontent.com:sub": "repo:example/app:environment:production"}
    }
  }
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kFederatedPrincipal,
                        lint::Fact::kConditions},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckGithubBranch,
};

extern constinit const lint::Rule kIrsaSubjectNotRestricted{
    .info = {.name = "irsa-subject-not-restricted",
             .group = "trust",
             .level = lint::Level::kSecurityWarning,
             .summary = "every pod of an EKS cluster may assume the role",
             .why = "The cluster signs a token for each service account. A role for one workload "
                    "that does not name its service account can be taken by all others.",
             .fix = "Add a condition on the cluster's `sub` key: "
                    "`system:serviceaccount:NAMESPACE:NAME`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
    },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringLike": {
        "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud": "sts.amazonaws.com",
        "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub": "system:serviceaccount:*"
      }
    }
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
    },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringLike": {
        "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud": "sts.amazonaws.com",
        "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub": "system:serviceaccount:web:api"
      }
    }
  }
})",
                      policy::Type::kTrust},
             .source = "https://docs.aws.amazon.com/eks/latest/userguide/"
                       "associate-service-account-role.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kFederatedPrincipal,
                        lint::Fact::kConditions},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckServiceAccount,
};

}  // namespace whittle::rules
