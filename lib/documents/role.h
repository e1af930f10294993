// An IAM role as AWS prints it, as an entry of RoleDetailList or of CloudFormation's properties.
#pragma once

#include <cstdint>
#include <span>

#include "policy/text.h"
#include "text/tree.h"

namespace whittle::documents {

/// No such document.
inline constexpr uint32_t kNoDocument = UINT32_MAX;

/// A managed policy that a role carries: an ARN, a name, or both.
struct AttachedPolicy {
  const text::Node* node = nullptr;  ///< the string, or the object {PolicyName, PolicyArn}
  policy::Text arn;                  ///< absent where only the name stands
  policy::Text name;                 ///< absent where only the ARN stands
  /// The place to point at: the ARN's string, else the name's.
  [[nodiscard]] text::Span span() const {
    return arn.present() ? arn.span() : name.present() ? name.span() : node->span();
  }
};

/// What a document of a role is.
enum class RolePart : uint8_t { kTrust, kInline };

/// A document of a role that stands in another file: `file://PATH` in a script.
struct RoleFile {
  RolePart part = RolePart::kInline;
  policy::Text path;  ///< relative to the script, as spelled
  policy::Text name;  ///< of an inline policy
};

/// A role with all that the file says of it. Indices are into File::documents.
struct Role {
  const text::Node* node = nullptr;
  policy::Text name;
  policy::Text arn;
  const text::Node* name_node = nullptr;  ///< the place to point at for the role as a whole
  uint32_t trust = kNoDocument;
  std::span<const uint32_t> inline_policies;
  std::span<const AttachedPolicy> attached;
  const text::Node* attached_node = nullptr;  ///< the list of attached policies
  policy::Text boundary;                      ///< ARN of the permissions boundary
  std::span<const RoleFile> files;            ///< documents that stand in other files
  bool open = false;                          ///< may carry policies that the file does not show
};

}  // namespace whittle::documents
