// What AWS defines: services, actions, resource types, condition keys, managed policies.
//
// A Catalog is a view of one blob of offsets (see blob.h). The built-in one is compiled into the
// program, is never copied and needs no work at start; pages of it that nobody reads are never
// loaded. All text handed out points into the blob and lives as long as the Catalog.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/action_set.h"
#include "catalog/blob.h"

namespace whittle::catalog {

/// AWS's access levels (Service Authorization Reference). AWS's data of today gives pairs such as
/// "Tagging, Write": the more specific word counts, so that pair is kTagging and
/// "Permissions management, Write" is kPermissionsManagement.
enum class AccessLevel : uint8_t { kList, kRead, kWrite, kPermissionsManagement, kTagging };

/// "List", "Read", "Write", "Permissions management", "Tagging".
[[nodiscard]] std::string_view ToString(AccessLevel level);

/// The type of a condition key's values.
enum class ValueType : uint8_t { kString, kArn, kBool, kNumeric, kDate, kIpAddress, kBinary };

[[nodiscard]] std::string_view ToString(ValueType type);

class Catalog;

/// A service, such as `s3`.
class Service {
 public:
  Service(const Catalog* catalog, uint32_t id) : catalog_(catalog), id_(id) {}
  [[nodiscard]] uint32_t id() const { return id_; }
  [[nodiscard]] std::string_view prefix() const;  ///< `s3`, lower case
  [[nodiscard]] std::string_view name() const;    ///< `Amazon S3`
  [[nodiscard]] ActionRange actions() const;      ///< its actions' ids, contiguous
  [[nodiscard]] uint32_t resource_type_begin() const;
  [[nodiscard]] uint32_t resource_type_end() const;
  [[nodiscard]] uint32_t condition_key_begin() const;
  [[nodiscard]] uint32_t condition_key_end() const;
  [[nodiscard]] bool supports_rcp() const;

 private:
  const Catalog* catalog_;
  uint32_t id_;
};

/// A resource type of a service, such as `bucket`.
class ResourceType {
 public:
  ResourceType(const Catalog* catalog, uint32_t id) : catalog_(catalog), id_(id) {}
  [[nodiscard]] uint32_t id() const { return id_; }
  [[nodiscard]] Service service() const;
  [[nodiscard]] std::string_view name() const;
  /// `arn:${Partition}:s3:::${BucketName}`; several forms are several entries.
  [[nodiscard]] std::vector<std::string_view> arn_formats() const;
  /// Ids of the condition keys that resources of this type supply.
  [[nodiscard]] std::vector<uint32_t> condition_keys() const;

 private:
  const Catalog* catalog_;
  uint32_t id_;
};

/// A condition key, such as `s3:prefix` or `aws:ResourceTag/${TagKey}`.
class ConditionKey {
 public:
  ConditionKey(const Catalog* catalog, uint32_t id) : catalog_(catalog), id_(id) {}
  [[nodiscard]] uint32_t id() const { return id_; }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] ValueType type() const;
  [[nodiscard]] bool multivalued() const;
  [[nodiscard]] bool global() const;     ///< an `aws:` key of the global table
  [[nodiscard]] bool has_field() const;  ///< the name holds a `${TagKey}`-like part

 private:
  const Catalog* catalog_;
  uint32_t id_;
};

/// One resource type that an action accepts.
struct ActionResource {
  ResourceType type;
  bool required;
  std::vector<uint32_t> condition_keys;  ///< supplied for this type only
};

/// An action, such as `s3:GetObject`.
class Action {
 public:
  Action(const Catalog* catalog, ActionId id) : catalog_(catalog), id_(id) {}
  [[nodiscard]] ActionId id() const { return id_; }
  [[nodiscard]] Service service() const;
  [[nodiscard]] std::string_view name() const;  ///< `GetObject`, in AWS's spelling
  [[nodiscard]] std::string full_name() const;  ///< `s3:GetObject`
  [[nodiscard]] AccessLevel level() const;
  /// Empty: the action takes no resource, only `*`.
  [[nodiscard]] std::vector<ActionResource> resources() const;
  [[nodiscard]] bool takes_only_star() const;
  /// Whether `predicate` holds for an ARN format of one of its resource types. Allocates nothing.
  template <typename Predicate>
  [[nodiscard]] bool AnyArnFormat(Predicate predicate) const;
  /// The same for the ARNs, no resources by the catalogue, on which AWS's own managed policies
  /// grant the action. What they leave open is `${…}`; their `*` are wildcards.
  template <typename Predicate>
  [[nodiscard]] bool AnyGrantedArn(Predicate predicate) const;
  /// Ids of the keys listed for the action itself (not those of its resource types, nor globals).
  [[nodiscard]] std::vector<uint32_t> condition_keys() const;
  /// Full names of actions that the call also needs, such as `iam:PassRole`.
  [[nodiscard]] std::vector<std::string_view> dependent_actions() const;

 private:
  const Catalog* catalog_;
  ActionId id_;
};

/// One stored version of an AWS managed policy.
struct ManagedPolicyVersion {
  std::string_view id;        ///< `v10`
  std::string_view date;      ///< `2026-02-12`
  std::string_view document;  ///< compact JSON
};

/// An AWS managed policy.
class ManagedPolicy {
 public:
  ManagedPolicy(const Catalog* catalog, uint32_t id) : catalog_(catalog), id_(id) {}
  [[nodiscard]] uint32_t id() const { return id_; }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::string_view path() const;  ///< `/service-role/`; the ARN's account is `aws`
  [[nodiscard]] std::string arn(std::string_view partition = "aws") const;
  /// The default version; nothing for a policy of which only the withdrawal is known.
  [[nodiscard]] std::optional<ManagedPolicyVersion> latest() const;
  /// All versions kept, newest first: the latest, and earlier ones where a rule or advice needs
  /// them.
  [[nodiscard]] std::vector<ManagedPolicyVersion> versions() const;
  /// The day on which AWS was seen to have withdrawn it; empty while it is offered.
  [[nodiscard]] std::string_view withdrawn() const;

 private:
  const Catalog* catalog_;
  uint32_t id_;
};

/// A look for the actions of a pattern that has begun: see Catalog::BeginMatch.
struct ActionLook {
  std::optional<uint32_t> service;           ///< where the prefix names exactly one service
  uint32_t hash = 0;                         ///< of a name without wildcards
  size_t wildcard = std::string_view::npos;  ///< place of the first one in the name
};

/// What an action pattern of a policy means in the catalogue.
struct ActionMatch {
  enum class Kind : uint8_t {
    kMatched,         ///< `actions` holds at least one action
    kUnknownService,  ///< no service has this prefix
    kUnknownAction,   ///< the service is known, no action of it matches
    kMalformed,       ///< not `*` and not `prefix:name`
  };
  Kind kind = Kind::kMalformed;
  std::optional<uint32_t> service;  ///< where the prefix names exactly one service
  ActionSet actions;
};

/// What a condition key of a policy is in the catalogue.
struct KeyMatch {
  enum class Kind : uint8_t {
    kKnown,           ///< `key` is set
    kUnknownGlobal,   ///< `aws:` and not a global key
    kUnknownKey,      ///< known service prefix, no such key
    kUnknownService,  ///< prefix is no service and no identity provider
    kProvider,        ///< a key of an identity provider (its host name as the prefix)
    kMissingField,    ///< a tag key without its `/tag-key`
    kMalformed,       ///< not `prefix:name`
  };
  Kind kind = Kind::kMalformed;
  std::optional<uint32_t> key;
};

/// Whether the ARNs of a service have a field.
enum class Presence : uint8_t { kNever, kSometimes, kAlways };

/// All ARNs with one service field: mostly those of the service of that prefix, but `catalog` is
/// AWS Service Catalog's, and others' formats count as well.
class ArnService {
 public:
  ArnService(const Catalog* catalog, uint32_t id) : catalog_(catalog), id_(id) {}
  [[nodiscard]] Presence region() const;
  [[nodiscard]] Presence account() const;  ///< a literal such as `aws` counts as there
  /// Whether the resource part begins with a word that begins one of the formats, such as `role` of
  /// `role/app`; true where names begin some format (S3 buckets).
  [[nodiscard]] bool MayName(std::string_view resource) const;
  /// Those words, in no order.
  template <typename Visit>
  void ForEachTypeWord(Visit visit) const;
  /// The word that begins a resource part: what stands before the first `/` or `:`, a leading `/`
  /// apart.
  [[nodiscard]] static std::string_view TypeWord(std::string_view resource) {
    if (!resource.empty() && resource.front() == '/') resource.remove_prefix(1);
    return resource.substr(0, resource.find_first_of("/:"));
  }

 private:
  const Catalog* catalog_;
  uint32_t id_;
};

/// All that AWS defines, as of `date()`. Immutable, safe to share between threads.
class Catalog {
 public:
  /// The catalogue compiled into the program. Costs nothing.
  [[nodiscard]] static const Catalog& BuiltIn();

  /// A catalogue in which the services and policies that `text` (one file in the form of
  /// lib/catalog/data, made by tools/refresh-catalog) describes replace those of `base`. The
  /// result stands alone. An error names the line.
  struct Loaded {
    std::unique_ptr<const Catalog> catalog;  ///< null on error
    std::string error;
  };
  [[nodiscard]] static Loaded Overlay(const Catalog& base, std::string_view text);

  /// Day of the data, `2026-09-26`.
  [[nodiscard]] std::string_view date() const;
  /// Whole days from date() to `today` (`2026-11-24`); negative when today is earlier.
  [[nodiscard]] int AgeInDays(std::string_view today) const;

  [[nodiscard]] uint32_t service_count() const;
  [[nodiscard]] uint32_t action_count() const;
  [[nodiscard]] uint32_t resource_type_count() const;
  [[nodiscard]] uint32_t condition_key_count() const;
  [[nodiscard]] uint32_t managed_policy_count() const;
  [[nodiscard]] Service service(uint32_t id) const { return {this, id}; }
  [[nodiscard]] Action action(ActionId id) const { return {this, id}; }
  [[nodiscard]] ResourceType resource_type(uint32_t id) const { return {this, id}; }
  [[nodiscard]] ConditionKey condition_key(uint32_t id) const { return {this, id}; }
  [[nodiscard]] ManagedPolicy managed_policy(uint32_t id) const { return {this, id}; }

  /// By prefix, in any letter case.
  [[nodiscard]] std::optional<Service> FindService(std::string_view prefix) const;
  /// By full name, in any letter case, no wildcards.
  [[nodiscard]] std::optional<Action> FindAction(std::string_view full_name) const;
  /// What is known of ARNs with this service field, in lower case.
  [[nodiscard]] std::optional<ArnService> FindArnService(std::string_view name) const;
  /// `*`, `s3:*`, `s3:Get?bject`, in any letter case. About a microsecond; a wildcard in the prefix
  /// is matched too (it names no one service). `likely`, the service of the pattern before it in a
  /// list, is looked at first.
  [[nodiscard]] ActionMatch MatchActions(std::string_view pattern,
                                         std::optional<uint32_t> likely = {}) const;
  /// The same in two steps, of the two parts that the pattern's first colon divides; `wildcard` is
  /// the place of the name's first one, or npos. The first step asks the memory for what the second
  /// reads: of many patterns, begin some before you end the first.
  [[nodiscard]] ActionLook BeginMatch(std::string_view prefix, std::string_view name,
                                      size_t wildcard, std::optional<uint32_t> likely = {}) const;
  [[nodiscard]] ActionMatch EndMatch(const ActionLook& look, std::string_view prefix,
                                     std::string_view name) const;
  /// By spelling, in any letter case, with tag keys: `aws:ResourceTag/team`.
  [[nodiscard]] KeyMatch MatchConditionKey(std::string_view key) const;
  /// By name or ARN (any partition). Names are case-sensitive, as in IAM.
  [[nodiscard]] std::optional<ManagedPolicy> FindManagedPolicy(std::string_view name_or_arn) const;
  /// Whether a request for the action can carry the key: globals always can, but for tag and
  /// service keys that the action or one of its resource types must list.
  [[nodiscard]] bool ActionSuppliesKey(ActionId action, uint32_t key) const;

  /// The nearest known spellings, best first, for "did you mean"; at most `most`. Slow (scans).
  [[nodiscard]] std::vector<std::string> SuggestServices(std::string_view prefix,
                                                         size_t most = 3) const;
  [[nodiscard]] std::vector<std::string> SuggestActions(std::string_view full_name,
                                                        size_t most = 3) const;
  [[nodiscard]] std::vector<std::string> SuggestConditionKeys(std::string_view key,
                                                              size_t most = 3) const;
  [[nodiscard]] std::vector<std::string> SuggestManagedPolicies(std::string_view name,
                                                                size_t most = 3) const;

 public:
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

 private:
  friend class Service;
  friend class Action;
  friend class ResourceType;
  friend class ConditionKey;
  friend class ManagedPolicy;
  friend class ArnService;
  [[nodiscard]] std::optional<ActionId> FindExact(uint32_t service, std::string_view name) const;
  /// Of a pattern with a wildcard, which is at `wildcard`.
  void AppendMatches(uint32_t service_id, std::string_view pattern, size_t wildcard,
                     ActionSet& out) const;
  [[nodiscard]] bool IsProvider(std::string_view prefix) const;
  /// Ids of condition keys that stand together.
  struct KeyRange {
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  /// The keys with this prefix.
  [[nodiscard]] KeyRange FindKeys(std::string_view prefix) const;

  explicit Catalog(const unsigned char* base) : view_(base) {}
  explicit Catalog(std::vector<unsigned char> owned)
      : owned_(std::move(owned)), view_(owned_.data()) {}

  std::vector<unsigned char> owned_;  ///< empty for the built-in one
  blob::View view_;
};

template <typename Predicate>
bool Action::AnyGrantedArn(Predicate predicate) const {
  const blob::View& view = catalog_->view_;
  for (const uint32_t arn : view.List(view.Entries<blob::Action>(blob::kActions)[id_].granted)) {
    if (predicate(view.Text(arn))) return true;
  }
  return false;
}

template <typename Predicate>
bool Action::AnyArnFormat(Predicate predicate) const {
  const blob::View& view = catalog_->view_;
  const blob::Action& entry = view.Entries<blob::Action>(blob::kActions)[id_];
  const auto resources = view.Entries<blob::ActionResource>(blob::kActionResources);
  const auto types = view.Entries<blob::Type>(blob::kTypes);
  for (uint32_t i = entry.resource_begin; i < entry.resource_end; ++i) {
    for (const uint32_t format : view.List(types[resources[i].type].arns)) {
      if (predicate(view.Text(format))) return true;
    }
  }
  return false;
}

template <typename Visit>
void ArnService::ForEachTypeWord(Visit visit) const {
  const blob::View& view = catalog_->view_;
  const auto& entry = view.Entries<blob::ArnService>(blob::kArnServices)[id_];
  for (const uint32_t word : view.List(entry.words)) visit(view.Text(word));
}

}  // namespace whittle::catalog
