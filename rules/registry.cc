#include "rules/registry.h"

namespace whittle::rules {

// One line a rule in each list, sorted by name; tools/new-rule adds to both.
extern const lint::Rule kActionNeedsStarResource;
extern const lint::Rule kActionResourceMismatch;
extern const lint::Rule kAllowAlwaysDenied;
extern const lint::Rule kAllowNotactionWithUnsupportedTagConditionKeyForService;
extern const lint::Rule kAllowWithNotAction;
extern const lint::Rule kAllowWithNotPrincipal;
extern const lint::Rule kAllowWithNotResource;
extern const lint::Rule kAllowWithUnsupportedTagConditionKeyForService;
extern const lint::Rule kAllowsNothing;
extern const lint::Rule kArnAccountNotAllowed;
extern const lint::Rule kArnRegionNotAllowed;
extern const lint::Rule kBoundaryBlocksAllow;
extern const lint::Rule kBucketArnWithAccount;
extern const lint::Rule kCognitoTrustWithoutAmr;
extern const lint::Rule kConditionAlwaysTrue;
extern const lint::Rule kConditionKeyNeverSupplied;
extern const lint::Rule kConfirmAudienceClaimType;
extern const lint::Rule kContradictoryConditions;
extern const lint::Rule kCreateSlrWithNotActionAndNotResource;
extern const lint::Rule kCreateSlrWithNotResource;
extern const lint::Rule kCreateSlrWithStarInActionAndNotResource;
extern const lint::Rule kCreateSlrWithStarInActionAndResource;
extern const lint::Rule kCreateSlrWithStarInResource;
extern const lint::Rule kCreateSlrWithStarInResourceAndNotAction;
extern const lint::Rule kCrossAccountTrustWithoutExternalId;
extern const lint::Rule kDataTypeMismatch;
extern const lint::Rule kDenyDeniesNothing;
extern const lint::Rule kDenyNotPrincipalWithoutAccount;
extern const lint::Rule kDenyNotactionWithUnsupportedTagConditionKeyForService;
extern const lint::Rule kDenyWithUnsupportedTagConditionKeyForService;
extern const lint::Rule kDeprecatedGlobalConditionKey;
extern const lint::Rule kDuplicateKey;
extern const lint::Rule kDuplicateKeysWithDifferentCase;
extern const lint::Rule kDynamodbAttributesWithoutSelect;
extern const lint::Rule kEc2RoleForSsm;
extern const lint::Rule kEcsExecutionRoleMissing;
extern const lint::Rule kEcsInstancePolicyCopy;
extern const lint::Rule kEcsInstanceRoleManagedPolicy;
extern const lint::Rule kEffectivelyStarResource;
extern const lint::Rule kEmptyArrayAction;
extern const lint::Rule kEmptyArrayCondition;
extern const lint::Rule kEmptyArrayConditionForallvalues;
extern const lint::Rule kEmptyArrayConditionForanyvalue;
extern const lint::Rule kEmptyArrayConditionIfexists;
extern const lint::Rule kEmptyArrayPrincipal;
extern const lint::Rule kEmptyArrayResource;
extern const lint::Rule kEmptyObjectCondition;
extern const lint::Rule kEmptyObjectPrincipal;
extern const lint::Rule kEmptySidValue;
extern const lint::Rule kEmptyVariable;
extern const lint::Rule kEntryCoveredByStatement;
extern const lint::Rule kEquivalentToNullFalse;
extern const lint::Rule kEquivalentToNullTrue;
extern const lint::Rule kExecutionRoleGetParameter;
extern const lint::Rule kFederatedPrincipalNotSupported;
extern const lint::Rule kForallvaluesWithSingleValuedKey;
extern const lint::Rule kForallvaluesWithoutNullCheck;
extern const lint::Rule kForanyvalueWithAudienceClaimType;
extern const lint::Rule kFullAccess;
extern const lint::Rule kIfExistsOnPresentKey;
extern const lint::Rule kIfExistsOpensAllow;
extern const lint::Rule kImproveIpRange;
extern const lint::Rule kInlinePoliciesTooLarge;
extern const lint::Rule kIntrinsicOutsideTemplate;
extern const lint::Rule kInvalidAccountId;
extern const lint::Rule kInvalidAction;
extern const lint::Rule kInvalidArnAccount;
extern const lint::Rule kInvalidArnPrefix;
extern const lint::Rule kInvalidArnRegion;
extern const lint::Rule kInvalidArnResource;
extern const lint::Rule kInvalidArnServiceCase;
extern const lint::Rule kInvalidAwsPrincipal;
extern const lint::Rule kInvalidConditionDataType;
extern const lint::Rule kInvalidConditionKeyFormat;
extern const lint::Rule kInvalidConditionMultipleBoolean;
extern const lint::Rule kInvalidConditionOperator;
extern const lint::Rule kInvalidDateValue;
extern const lint::Rule kInvalidEffect;
extern const lint::Rule kInvalidFederatedPrincipalSyntaxInRoleTrustPolicy;
extern const lint::Rule kInvalidGlobalConditionKey;
extern const lint::Rule kInvalidKmsKeyValue;
extern const lint::Rule kInvalidPartition;
extern const lint::Rule kInvalidPolicyElement;
extern const lint::Rule kInvalidPrincipalFormat;
extern const lint::Rule kInvalidPrincipalKey;
extern const lint::Rule kInvalidRegion;
extern const lint::Rule kInvalidRoleReference;
extern const lint::Rule kInvalidService;
extern const lint::Rule kInvalidServiceConditionKey;
extern const lint::Rule kInvalidServiceInAction;
extern const lint::Rule kInvalidServicePrincipalFormat;
extern const lint::Rule kInvalidUserReference;
extern const lint::Rule kInvalidVariableForOperator;
extern const lint::Rule kInvalidVersion;
extern const lint::Rule kInvalidVpcFormat;
extern const lint::Rule kInvalidVpceFormat;
extern const lint::Rule kIrrelevantConditionKeyInPolicy;
extern const lint::Rule kIrsaSubjectNotRestricted;
extern const lint::Rule kJsonSyntaxError;
extern const lint::Rule kMfaDenyMissesAbsentKey;
extern const lint::Rule kMfaNotDemanded;
extern const lint::Rule kMismatchedActionForPrincipal;
extern const lint::Rule kMissingAction;
extern const lint::Rule kMissingActionForConditionKey;
extern const lint::Rule kMissingActionForRolesAnywhereTrustPolicy;
extern const lint::Rule kMissingArnAccount;
extern const lint::Rule kMissingArnField;
extern const lint::Rule kMissingArnRegion;
extern const lint::Rule kMissingBraceInVariable;
extern const lint::Rule kMissingConditionKeyForOidcPrincipal;
extern const lint::Rule kMissingEffect;
extern const lint::Rule kMissingGithubRepoConditionKey;
extern const lint::Rule kMissingPairedConditionKeys;
extern const lint::Rule kMissingPrincipal;
extern const lint::Rule kMissingQualifier;
extern const lint::Rule kMissingQuoteInVariable;
extern const lint::Rule kMissingResource;
extern const lint::Rule kMissingStatement;
extern const lint::Rule kMissingTagKeyInCondition;
extern const lint::Rule kMissingVersion;
extern const lint::Rule kMisspelledServiceInCondition;
extern const lint::Rule kMisspelledServicePrincipal;
extern const lint::Rule kNullWithIfExists;
extern const lint::Rule kNullWithQualifier;
extern const lint::Rule kOidcSubjectNotRestricted;
extern const lint::Rule kOidcTrustWithoutAudience;
extern const lint::Rule kOldVersion;
extern const lint::Rule kOrganizationPolicyVersion;
extern const lint::Rule kPassRoleWithNotActionAndNotResource;
extern const lint::Rule kPassRoleWithNotResource;
extern const lint::Rule kPassRoleWithStarInActionAndNotResource;
extern const lint::Rule kPassRoleWithStarInActionAndResource;
extern const lint::Rule kPassRoleWithStarInResource;
extern const lint::Rule kPassRoleWithStarInResourceAndNotAction;
extern const lint::Rule kPassRoleWithoutService;
extern const lint::Rule kPodIdentityWithoutTagSession;
extern const lint::Rule kPolicySizeExceedsIdentityPolicyQuota;
extern const lint::Rule kPolicySizeExceedsQuota;
extern const lint::Rule kPolicySizeExceedsRcpQuota;
extern const lint::Rule kPolicySizeExceedsResourcePolicyQuota;
extern const lint::Rule kPolicySizeExceedsRoleTrustPolicyQuota;
extern const lint::Rule kPolicySizeExceedsScpQuota;
extern const lint::Rule kPrivateIpAddress;
extern const lint::Rule kPrivateIpAddressSubset;
extern const lint::Rule kPrivateNotIpAddress;
extern const lint::Rule kPrivateNotIpAddressSubset;
extern const lint::Rule kPublicResourcePolicy;
extern const lint::Rule kRcpMissingRelatedPrincipalConditionKey;
extern const lint::Rule kRcpMissingRelatedServicePrincipalConditionKey;
extern const lint::Rule kRcpMissingServiceConditionKeyNullCheck;
extern const lint::Rule kRcpSyntaxErrorAction;
extern const lint::Rule kRcpSyntaxErrorAllow;
extern const lint::Rule kRcpSyntaxErrorNotaction;
extern const lint::Rule kRcpSyntaxErrorPrincipal;
extern const lint::Rule kRecommendedConditionKeyForServicePrincipal;
extern const lint::Rule kRedundantAction;
extern const lint::Rule kRedundantConditionValueNum;
extern const lint::Rule kRedundantKeyDueToWildcardInCondition;
extern const lint::Rule kRedundantPrincipalInRoleTrustPolicy;
extern const lint::Rule kRedundantResource;
extern const lint::Rule kRedundantStatement;
extern const lint::Rule kRedundantStatementDueToWildcardInCondition;
extern const lint::Rule kRegionDenyBlocksGlobalServices;
extern const lint::Rule kRestrictAccessToServicePrincipal;
extern const lint::Rule kRoleTrustPolicySyntaxErrorNotprincipal;
extern const lint::Rule kRoleTrustPolicySyntaxErrorResource;
extern const lint::Rule kRoleTrustPolicyUnsupportedWildcardInPrincipal;
extern const lint::Rule kRolesAnywhereWithoutTrustAnchor;
extern const lint::Rule kS3PrefixInNegativeContext;
extern const lint::Rule kSamlTrustWithoutAudience;
extern const lint::Rule kScopableStarResource;
extern const lint::Rule kScpSyntaxErrorActionWildcard;
extern const lint::Rule kScpSyntaxErrorPrincipal;
extern const lint::Rule kSecretArnWithJsonKey;
extern const lint::Rule kSecretArnWithoutSuffix;
extern const lint::Rule kServiceTrustWithoutSourceCondition;
extern const lint::Rule kServiceWildcard;
extern const lint::Rule kSourceArnWithoutAccount;
extern const lint::Rule kSpecificGithubRepoAndBranchRecommended;
extern const lint::Rule kSsmManagedInstanceCore;
extern const lint::Rule kSsmTrustWithoutSourceCondition;
extern const lint::Rule kStarInNotElement;
extern const lint::Rule kStatementCoveredByOther;
extern const lint::Rule kStringLikeOperatorWithArnConditionKeys;
extern const lint::Rule kThirdPartyTrustWithoutExternalId;
extern const lint::Rule kTooManyManagedPolicies;
extern const lint::Rule kTrustPolicyAllowsAnyone;
extern const lint::Rule kTypeMismatch;
extern const lint::Rule kTypeMismatchBoolean;
extern const lint::Rule kTypeMismatchDate;
extern const lint::Rule kTypeMismatchIpRange;
extern const lint::Rule kTypeMismatchNumber;
extern const lint::Rule kTypeMismatchString;
extern const lint::Rule kUniqueSidsRecommended;
extern const lint::Rule kUniqueSidsRequired;
extern const lint::Rule kUnresolvedPlaceholder;
extern const lint::Rule kUnsupportedActionForConditionKey;
extern const lint::Rule kUnsupportedActionInPolicy;
extern const lint::Rule kUnsupportedConditionKeyForServicePrincipal;
extern const lint::Rule kUnsupportedElementCombination;
extern const lint::Rule kUnsupportedGlobalConditionKey;
extern const lint::Rule kUnsupportedPrincipal;
extern const lint::Rule kUnsupportedResourceArnInPolicy;
extern const lint::Rule kUnsupportedSid;
extern const lint::Rule kUnsupportedSpaceInVariable;
extern const lint::Rule kUnsupportedWildcardInPrincipal;
extern const lint::Rule kUntrustworthyConditionKey;
extern const lint::Rule kUseConditionKeyOnlyWithSupportedServices;
extern const lint::Rule kVariableUnsupportedInElement;
extern const lint::Rule kVariableUnsupportedInVersion;
extern const lint::Rule kVariableUsageTooPermissive;
extern const lint::Rule kWebIdentityWithoutApplication;
extern const lint::Rule kWildcardInServiceName;
extern const lint::Rule kWildcardUsageTooPermissive;
extern const lint::Rule kWildcardWithoutLikeOperator;
extern const lint::Rule kWithdrawnManagedPolicy;

namespace {

constexpr const lint::Rule* kRules[] = {
    &kActionNeedsStarResource,
    &kActionResourceMismatch,
    &kAllowAlwaysDenied,
    &kAllowNotactionWithUnsupportedTagConditionKeyForService,
    &kAllowWithNotAction,
    &kAllowWithNotPrincipal,
    &kAllowWithNotResource,
    &kAllowWithUnsupportedTagConditionKeyForService,
    &kAllowsNothing,
    &kArnAccountNotAllowed,
    &kArnRegionNotAllowed,
    &kBoundaryBlocksAllow,
    &kBucketArnWithAccount,
    &kCognitoTrustWithoutAmr,
    &kConditionAlwaysTrue,
    &kConditionKeyNeverSupplied,
    &kConfirmAudienceClaimType,
    &kContradictoryConditions,
    &kCreateSlrWithNotActionAndNotResource,
    &kCreateSlrWithNotResource,
    &kCreateSlrWithStarInActionAndNotResource,
    &kCreateSlrWithStarInActionAndResource,
    &kCreateSlrWithStarInResource,
    &kCreateSlrWithStarInResourceAndNotAction,
    &kCrossAccountTrustWithoutExternalId,
    &kDataTypeMismatch,
    &kDenyDeniesNothing,
    &kDenyNotPrincipalWithoutAccount,
    &kDenyNotactionWithUnsupportedTagConditionKeyForService,
    &kDenyWithUnsupportedTagConditionKeyForService,
    &kDeprecatedGlobalConditionKey,
    &kDuplicateKey,
    &kDuplicateKeysWithDifferentCase,
    &kDynamodbAttributesWithoutSelect,
    &kEc2RoleForSsm,
    &kEcsExecutionRoleMissing,
    &kEcsInstancePolicyCopy,
    &kEcsInstanceRoleManagedPolicy,
    &kEffectivelyStarResource,
    &kEmptyArrayAction,
    &kEmptyArrayCondition,
    &kEmptyArrayConditionForallvalues,
    &kEmptyArrayConditionForanyvalue,
    &kEmptyArrayConditionIfexists,
    &kEmptyArrayPrincipal,
    &kEmptyArrayResource,
    &kEmptyObjectCondition,
    &kEmptyObjectPrincipal,
    &kEmptySidValue,
    &kEmptyVariable,
    &kEntryCoveredByStatement,
    &kEquivalentToNullFalse,
    &kEquivalentToNullTrue,
    &kExecutionRoleGetParameter,
    &kFederatedPrincipalNotSupported,
    &kForallvaluesWithSingleValuedKey,
    &kForallvaluesWithoutNullCheck,
    &kForanyvalueWithAudienceClaimType,
    &kFullAccess,
    &kIfExistsOnPresentKey,
    &kIfExistsOpensAllow,
    &kImproveIpRange,
    &kInlinePoliciesTooLarge,
    &kIntrinsicOutsideTemplate,
    &kInvalidAccountId,
    &kInvalidAction,
    &kInvalidArnAccount,
    &kInvalidArnPrefix,
    &kInvalidArnRegion,
    &kInvalidArnResource,
    &kInvalidArnServiceCase,
    &kInvalidAwsPrincipal,
    &kInvalidConditionDataType,
    &kInvalidConditionKeyFormat,
    &kInvalidConditionMultipleBoolean,
    &kInvalidConditionOperator,
    &kInvalidDateValue,
    &kInvalidEffect,
    &kInvalidFederatedPrincipalSyntaxInRoleTrustPolicy,
    &kInvalidGlobalConditionKey,
    &kInvalidKmsKeyValue,
    &kInvalidPartition,
    &kInvalidPolicyElement,
    &kInvalidPrincipalFormat,
    &kInvalidPrincipalKey,
    &kInvalidRegion,
    &kInvalidRoleReference,
    &kInvalidService,
    &kInvalidServiceConditionKey,
    &kInvalidServiceInAction,
    &kInvalidServicePrincipalFormat,
    &kInvalidUserReference,
    &kInvalidVariableForOperator,
    &kInvalidVersion,
    &kInvalidVpcFormat,
    &kInvalidVpceFormat,
    &kIrrelevantConditionKeyInPolicy,
    &kIrsaSubjectNotRestricted,
    &kJsonSyntaxError,
    &kMfaDenyMissesAbsentKey,
    &kMfaNotDemanded,
    &kMismatchedActionForPrincipal,
    &kMissingAction,
    &kMissingActionForConditionKey,
    &kMissingActionForRolesAnywhereTrustPolicy,
    &kMissingArnAccount,
    &kMissingArnField,
    &kMissingArnRegion,
    &kMissingBraceInVariable,
    &kMissingConditionKeyForOidcPrincipal,
    &kMissingEffect,
    &kMissingGithubRepoConditionKey,
    &kMissingPairedConditionKeys,
    &kMissingPrincipal,
    &kMissingQualifier,
    &kMissingQuoteInVariable,
    &kMissingResource,
    &kMissingStatement,
    &kMissingTagKeyInCondition,
    &kMissingVersion,
    &kMisspelledServiceInCondition,
    &kMisspelledServicePrincipal,
    &kNullWithIfExists,
    &kNullWithQualifier,
    &kOidcSubjectNotRestricted,
    &kOidcTrustWithoutAudience,
    &kOldVersion,
    &kOrganizationPolicyVersion,
    &kPassRoleWithNotActionAndNotResource,
    &kPassRoleWithNotResource,
    &kPassRoleWithStarInActionAndNotResource,
    &kPassRoleWithStarInActionAndResource,
    &kPassRoleWithStarInResource,
    &kPassRoleWithStarInResourceAndNotAction,
    &kPassRoleWithoutService,
    &kPodIdentityWithoutTagSession,
    &kPolicySizeExceedsIdentityPolicyQuota,
    &kPolicySizeExceedsQuota,
    &kPolicySizeExceedsRcpQuota,
    &kPolicySizeExceedsResourcePolicyQuota,
    &kPolicySizeExceedsRoleTrustPolicyQuota,
    &kPolicySizeExceedsScpQuota,
    &kPrivateIpAddress,
    &kPrivateIpAddressSubset,
    &kPrivateNotIpAddress,
    &kPrivateNotIpAddressSubset,
    &kPublicResourcePolicy,
    &kRcpMissingRelatedPrincipalConditionKey,
    &kRcpMissingRelatedServicePrincipalConditionKey,
    &kRcpMissingServiceConditionKeyNullCheck,
    &kRcpSyntaxErrorAction,
    &kRcpSyntaxErrorAllow,
    &kRcpSyntaxErrorNotaction,
    &kRcpSyntaxErrorPrincipal,
    &kRecommendedConditionKeyForServicePrincipal,
    &kRedundantAction,
    &kRedundantConditionValueNum,
    &kRedundantKeyDueToWildcardInCondition,
    &kRedundantPrincipalInRoleTrustPolicy,
    &kRedundantResource,
    &kRedundantStatement,
    &kRedundantStatementDueToWildcardInCondition,
    &kRegionDenyBlocksGlobalServices,
    &kRestrictAccessToServicePrincipal,
    &kRoleTrustPolicySyntaxErrorNotprincipal,
    &kRoleTrustPolicySyntaxErrorResource,
    &kRoleTrustPolicyUnsupportedWildcardInPrincipal,
    &kRolesAnywhereWithoutTrustAnchor,
    &kS3PrefixInNegativeContext,
    &kSamlTrustWithoutAudience,
    &kScopableStarResource,
    &kScpSyntaxErrorActionWildcard,
    &kScpSyntaxErrorPrincipal,
    &kSecretArnWithJsonKey,
    &kSecretArnWithoutSuffix,
    &kServiceTrustWithoutSourceCondition,
    &kServiceWildcard,
    &kSourceArnWithoutAccount,
    &kSpecificGithubRepoAndBranchRecommended,
    &kSsmManagedInstanceCore,
    &kSsmTrustWithoutSourceCondition,
    &kStarInNotElement,
    &kStatementCoveredByOther,
    &kStringLikeOperatorWithArnConditionKeys,
    &kThirdPartyTrustWithoutExternalId,
    &kTooManyManagedPolicies,
    &kTrustPolicyAllowsAnyone,
    &kTypeMismatch,
    &kTypeMismatchBoolean,
    &kTypeMismatchDate,
    &kTypeMismatchIpRange,
    &kTypeMismatchNumber,
    &kTypeMismatchString,
    &kUniqueSidsRecommended,
    &kUniqueSidsRequired,
    &kUnresolvedPlaceholder,
    &kUnsupportedActionForConditionKey,
    &kUnsupportedActionInPolicy,
    &kUnsupportedConditionKeyForServicePrincipal,
    &kUnsupportedElementCombination,
    &kUnsupportedGlobalConditionKey,
    &kUnsupportedPrincipal,
    &kUnsupportedResourceArnInPolicy,
    &kUnsupportedSid,
    &kUnsupportedSpaceInVariable,
    &kUnsupportedWildcardInPrincipal,
    &kUntrustworthyConditionKey,
    &kUseConditionKeyOnlyWithSupportedServices,
    &kVariableUnsupportedInElement,
    &kVariableUnsupportedInVersion,
    &kVariableUsageTooPermissive,
    &kWebIdentityWithoutApplication,
    &kWildcardInServiceName,
    &kWildcardUsageTooPermissive,
    &kWildcardWithoutLikeOperator,
    &kWithdrawnManagedPolicy,
};

}  // namespace

lint::RuleList All() { return kRules; }

}  // namespace whittle::rules
