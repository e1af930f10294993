// Policy types, and telling a policy's type from what it says.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace whittle::policy {

/// What a policy is attached to. Managed and inline identity policies are one type here.
enum class Type : uint8_t {
  kIdentity,
  kResource,
  kTrust,
  kBoundary,
  kSession,
  kScp,
  kRcp,
  kEndpoint,
};
inline constexpr int kTypeCount = 8;

/// "identity", "resource", "trust", "boundary", "session", "scp", "rcp", "endpoint".
[[nodiscard]] std::string_view ToString(Type type);
/// "an identity policy", "a service control policy": for messages.
[[nodiscard]] std::string_view Describe(Type type);
/// Reads ToString's names, and AWS's (`IDENTITY_POLICY`, `RESOURCE_POLICY`,
/// `SERVICE_CONTROL_POLICY`, `RESOURCE_CONTROL_POLICY`).
[[nodiscard]] std::optional<Type> ParseType(std::string_view name);

/// A set of types.
class TypeSet {
 public:
  constexpr TypeSet() = default;
  constexpr TypeSet(std::initializer_list<Type> types) {  // NOLINT: a literal set reads well
    for (Type type : types) bits_ = static_cast<uint8_t>(bits_ | Bit(type));
  }
  static constexpr TypeSet All() {
    TypeSet all;
    all.bits_ = 0xFF;
    return all;
  }
  [[nodiscard]] constexpr bool Has(Type type) const { return (bits_ & Bit(type)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  /// Every type here is also in `other`.
  [[nodiscard]] constexpr bool Within(TypeSet other) const { return (bits_ & ~other.bits_) == 0; }
  [[nodiscard]] constexpr TypeSet And(TypeSet other) const {
    TypeSet both;
    both.bits_ = bits_ & other.bits_;
    return both;
  }
  friend constexpr bool operator==(TypeSet, TypeSet) = default;

 private:
  static constexpr uint8_t Bit(Type type) {
    return static_cast<uint8_t>(1U << static_cast<unsigned>(type));
  }
  uint8_t bits_ = 0;
};

enum class TypeSource : uint8_t { kGiven, kPlace, kPath, kContent };

/// The type taken for a policy, and the types that it could be. A rule reports as an error only
/// what holds for every possible type.
struct TypeGuess {
  Type type = Type::kIdentity;
  TypeSet possible = TypeSet::All();
  TypeSource source = TypeSource::kContent;
  std::string_view resource_type;  ///< `AWS::S3::Bucket` where given or known; else empty

  /// The type is known, not guessed from content that others fit as well.
  [[nodiscard]] bool certain() const { return possible == TypeSet{type}; }
  /// Every type that it could be is in `types`.
  [[nodiscard]] bool Surely(TypeSet types) const { return possible.Within(types); }
};

/// What is known of a policy's type before its content is looked at.
struct TypeHint {
  std::optional<Type> type;  ///< given by --policy-type, or by where the policy stands
  TypeSource source = TypeSource::kGiven;
  std::string_view resource_type;
  /// TypeFromPath's weak hint: wins over content's first guess, not over what content rules out.
  std::optional<Type> path = std::nullopt;
};

/// The type that a path hints at: a folder or a word of the file name such as `scp`, `rcp`,
/// `trust`, `assume-role`, `boundary`, `bucket-policy`. Weak: content that cannot be of that type
/// wins.
[[nodiscard]] std::optional<Type> TypeFromPath(std::string_view path);

}  // namespace whittle::policy
