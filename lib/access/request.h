// One request: who does what to which resource, and under which circumstances.
// Source: IAM user guide, intro-structure (request context) and
// reference_policies_elements_principal.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::access {

/// What makes a request.
enum class RequesterKind : uint8_t {
  kUser,           ///< `arn:P:iam::A:user/PATH/NAME`
  kRoleSession,    ///< `arn:P:sts::A:assumed-role/NAME/SESSION`; a role's path is not in it
  kRole,           ///< `arn:P:iam::A:role/PATH/NAME`: some session of the role, not said which
  kFederatedUser,  ///< `arn:P:sts::A:federated-user/NAME`
  kRoot,           ///< `arn:P:iam::A:root`
  kService,        ///< `ecs-tasks.amazonaws.com`
  kProvider,       ///< an OIDC or SAML provider, for sts:AssumeRoleWith… only
  kCanonicalUser,  ///< an S3 canonical id
  kAnonymous,      ///< nobody in particular
};

/// Who makes a request.
struct Requester {
  RequesterKind kind = RequesterKind::kAnonymous;
  std::string text;       ///< as in its ARN, name or id; empty: anonymous
  std::string partition;  ///< `aws`; empty where there is no ARN
  std::string account;    ///< empty where there is none
  std::string name;       ///< of the user or the role, without path
  std::string session;    ///< of a role session

  /// Has an account, and so identity policies of its own.
  [[nodiscard]] bool in_account() const { return !account.empty(); }
  [[nodiscard]] bool is_role() const {
    return kind == RequesterKind::kRoleSession || kind == RequesterKind::kRole;
  }

  /// Reads an ARN, a service's name, an identity provider (ARN or domain) or an S3 canonical id.
  /// Nothing when it is none of these.
  [[nodiscard]] static std::optional<Requester> Parse(std::string_view text);
  [[nodiscard]] static Requester Anonymous() { return {}; }
};

/// Hash of a condition key's name, letter case apart (IAM: key names compare case-insensitively,
/// the tag key included).
[[nodiscard]] uint32_t HashKey(std::string_view key);

/// One key of the request context. A key that is not there is absent; one with no values, or with
/// nothing but empty strings, is what IAM calls null.
struct ContextKey {
  std::string name;
  uint32_t hash = 0;  ///< HashKey(name)
  std::vector<std::string> values;
  bool is_list = false;  ///< sent as a list, as multivalued keys are; else `values` has one entry

  /// IAM calls an empty value null. Source: reference_policies_elements_condition_operators.
  [[nodiscard]] bool null() const;
};

/// The request context: condition keys and their values.
class Context {
 public:
  /// Sets a key to one value, or to a list; replaces what it had.
  void Set(std::string_view key, std::string_view value);
  void Set(std::string_view key, std::vector<std::string> values);
  /// The key's entry, letter case apart; null when absent. `hash` is HashKey(key).
  [[nodiscard]] const ContextKey* Find(std::string_view key, uint32_t hash) const;
  [[nodiscard]] const ContextKey* Find(std::string_view key) const {
    return Find(key, HashKey(key));
  }
  [[nodiscard]] std::span<const ContextKey> keys() const { return keys_; }

 private:
  ContextKey& Entry(std::string_view key);

  std::vector<ContextKey> keys_;
};

/// One request.
struct Request {
  Requester principal;
  std::string action;    ///< `s3:GetObject`, in any letter case
  std::string resource;  ///< an ARN; `*` for an action that takes no resource
  /// The account that owns the resource (S3's ARNs do not say it). Empty: the account in the
  /// resource's ARN, else the requester's own.
  std::string resource_account;
  Context context;

  /// The account that owns the resource as far as it is known; may be empty.
  [[nodiscard]] std::string_view owner() const;
};

/// Sets the keys that AWS itself derives from who asks, where the context has no such key yet:
/// aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType, aws:username.
/// Source: IAM user guide, reference_policies_condition-keys.
void AddPrincipalKeys(Request& request);

}  // namespace whittle::access
