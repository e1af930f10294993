// What the resource that a policy is attached to makes of its actions, resources and keys.
#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "rules/resource_type.h"

namespace whittle::rules {

namespace {

using policy::ArnField;

/// A type of resource, the service of its ARNs, how their last part begins, and the catalogue's
/// types of resource that its policy may be about.
struct Attached {
  std::string_view type;
  std::string_view service;
  std::string_view begin;  ///< empty: no fixed word
  std::string_view catalog_service;
  std::string_view catalog_types;  ///< between blanks
  bool star;                       ///< Resource may be `*`
};
constexpr Attached kAttached[] = {
    {"AWS::S3::Bucket", "s3", "", "s3", " bucket object ", false},
    {"AWS::S3::AccessPoint", "s3", "accesspoint/", "s3",
     " accesspoint accesspointobject object bucket ", false},
    {"AWS::S3::MultiRegionAccessPoint", "s3", "accesspoint/", "s3",
     " multiregionaccesspoint accesspoint accesspointobject object bucket ", false},
    {"AWS::S3ObjectLambda::AccessPoint", "s3-object-lambda", "accesspoint/", "s3-object-lambda",
     " objectlambdaaccesspoint ", false},
    {"AWS::DynamoDB::Table", "dynamodb", "table/", "dynamodb", " table index stream ", true},
};

const Attached* Find(const lint::PolicyContext& context) {
  if (!context.policy().type.Surely({policy::Type::kResource})) return nullptr;
  const std::string_view type = AttachedTo(context);
  for (const Attached& attached : kAttached) {
    if (attached.type == type) return &attached;
  }
  return nullptr;
}

bool Fits(const catalog::Action& action, const Attached& attached) {
  for (const catalog::ActionResource& resource : action.resources()) {
    const std::string word = fmt::format(" {} ", resource.type.name());
    if (attached.catalog_types.find(word) != std::string_view::npos) return true;
  }
  return false;
}

/// Whether an action of the pattern may be about the resource.
bool MayFit(const catalog::Catalog& catalog, const catalog::ActionMatch& match,
            const Attached& attached) {
  for (const catalog::ActionRange& range : match.actions.ranges()) {
    for (catalog::ActionId id = range.begin; id < range.end; ++id) {
      const catalog::Action action = catalog.action(id);
      if (action.service().prefix() == attached.catalog_service && Fits(action, attached)) {
        return true;
      }
    }
  }
  return false;
}

bool IsTrustAction(std::string_view text) {
  return policy::Intersect(text, "sts:AssumeRole*", policy::Case::kInsensitive) ||
         policy::Matches(text, "sts:TagSession", policy::Case::kInsensitive) ||
         policy::Matches(text, "sts:SetSourceIdentity", policy::Case::kInsensitive) ||
         policy::Matches(text, "sts:SetContext", policy::Case::kInsensitive);
}

void CheckTrustActions(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.action.negated) continue;
    for (const lint::ResolvedAction& action : context.Actions(statement)) {
      if (action.unknown || action.match.kind != catalog::ActionMatch::Kind::kMatched) continue;
      const policy::Text& text = action.entry->text;
      if (action.entry->all() || IsTrustAction(text.value)) continue;
      context.Report(text.span(), fmt::format("`{}` is no way into a role, and a trust policy is "
                                              "about nothing else",
                                              text.value));
    }
  }
}

void CheckActions(lint::PolicyContext& context) {
  if (context.policy().type.Surely({policy::Type::kTrust})) {
    CheckTrustActions(context);
    return;
  }
  const Attached* attached = Find(context);
  if (attached == nullptr) return;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.action.negated) continue;
    for (const lint::ResolvedAction& action : context.Actions(statement)) {
      if (action.unknown || action.match.kind != catalog::ActionMatch::Kind::kMatched) continue;
      const policy::Text& text = action.entry->text;
      if (action.entry->all() || MayFit(context.catalog(), action.match, *attached)) continue;
      context
          .Report(text.span(),
                  fmt::format("`{}` is not about an {}, and its policy cannot be about "
                              "anything else",
                              text.value, attached->type))
          .RestsOnCatalog();
    }
  }
}

/// Whether the resource may be that of the policy, or a part of it.
bool MayBe(const policy::Resource& resource, const Attached& attached) {
  if (resource.all()) return attached.star;
  const policy::Arn& arn = resource.arn;
  // What is no ARN at all is a finding of its own.
  if (arn.opaque() || !arn.complete() || arn.field(ArnField::kPrefix) != "arn") return true;
  if (!arn.unknown(ArnField::kService) &&
      !policy::Matches(arn.service(), attached.service, policy::Case::kInsensitive)) {
    return false;
  }
  if (attached.begin.empty() || arn.unknown(ArnField::kResource)) return true;
  return policy::Intersect(arn.resource(), fmt::format("{}*", attached.begin),
                           policy::Case::kSensitive);
}

void CheckResources(lint::PolicyContext& context) {
  const Attached* attached = Find(context);
  if (attached == nullptr) return;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.resource.negated) continue;
    for (const policy::Resource& resource : statement.resource.entries) {
      if (resource.text.is_hole() || MayBe(resource, *attached)) continue;
      context.Report(resource.text.span(), fmt::format("the policy of an {} cannot be about `{}`",
                                                       attached->type, resource.text.value));
    }
  }
}

void CheckKeys(lint::PolicyContext& context) {
  const Attached* attached = Find(context);
  if (attached == nullptr || attached->service != "s3") return;
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (!policy::EqualsIgnoreCase(condition.key.value, "s3:ResourceAccount")) continue;
      context.Report(condition.key.span(),
                     fmt::format("`{}` is always the account of the {} that the policy is attached "
                                 "to",
                                 condition.key.value, attached->type));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kIrrelevantConditionKeyInPolicy{
    .info = {.name = "irrelevant-condition-key-in-policy",
             .group = "attached",
             .level = lint::Level::kSuggestion,
             .summary = "a condition asks what the policy's place already says",
             .why =
                 "In the policy of a bucket the resource's account is always the bucket's own: the "
                 "condition is always true or always false.",
             .fix =
                 "Remove the key; it belongs in identity policies, where it keeps callers to the "
                 "buckets of some accounts.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": {"StringEquals": {"s3:ResourceAccount": "123456789012"}}}
})",
                     policy::Type::kResource, "AWS::S3::Bucket"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}}
})",
                      policy::Type::kResource, "AWS::S3::Bucket"},
             .aliases = {.access_analyzer = "IRRELEVANT_CONDITION_KEY_IN_POLICY"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kConditions}, .types = {policy::Type::kResource}},
    .check_policy = CheckKeys,
};

extern constinit const lint::Rule kUnsupportedActionInPolicy{
    .info = {.name = "unsupported-action-in-policy",
             .group = "attached",
             .level = lint::Level::kError,
             .summary = "an action is not about the resource that the policy is attached to",
             .why =
                 "The service refuses the policy, or the entry does nothing: a resource policy can "
                 "only be about its own resource.",
             .fix = "Remove the action; grant it in an identity policy if it is needed.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "arn:aws:s3:::site/*"}
})",
                     policy::Type::kResource, "AWS::S3::Bucket"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
})",
                      policy::Type::kResource, "AWS::S3::Bucket"},
             .aliases = {.access_analyzer = "UNSUPPORTED_ACTION_IN_POLICY"},
             .source = kChecksPage},
    .needs = {.types = {policy::Type::kResource, policy::Type::kTrust}},
    .check_policy = CheckActions,
};

extern constinit const lint::Rule kUnsupportedResourceArnInPolicy{
    .info = {.name = "unsupported-resource-arn-in-policy",
             .group = "attached",
             .level = lint::Level::kError,
             .summary = "a resource is not the one that the policy is attached to",
             .why = "The service refuses the policy: a resource policy can only be about its own "
                    "resource.",
             .fix = "Write the ARN of the resource that the policy is attached to.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
})",
                     policy::Type::kResource, "AWS::S3::Bucket"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
})",
                      policy::Type::kResource, "AWS::S3::Bucket"},
             .aliases = {.access_analyzer = "UNSUPPORTED_RESOURCE_ARN_IN_POLICY"},
             .source = kChecksPage},
    .needs = {.types = {policy::Type::kResource}},
    .check_policy = CheckResources,
};

}  // namespace whittle::rules
