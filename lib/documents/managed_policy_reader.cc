// Customer managed policies with their versions, as get-account-authorization-details prints them.
// Source: IAM API reference, ManagedPolicyDetail.
#include "documents/finder.h"

namespace whittle::documents {

using text::Node;

namespace {

/// The version in force: the one that says so, or the one that DefaultVersionId names.
bool IsDefault(const Node& version, std::string_view default_id) {
  const Node* flag = version.Get("IsDefaultVersion");
  if (flag != nullptr) return flag->text() == "true";
  return !default_id.empty() && version.TextOf("VersionId") == default_id;
}

}  // namespace

bool IsManagedPolicy(const Node& object) {
  const Node* versions = object.Get("PolicyVersionList");
  return versions != nullptr && versions->is_array();
}

void AddManagedPolicy(const Node& object, const std::string& pointer, Finder& finder) {
  Surroundings around;
  around.hint.type = policy::Type::kIdentity;
  around.hint.source = policy::TypeSource::kPlace;
  around.name = object.TextOf("PolicyName");
  around.owner = {"policy", around.name, object.TextOf("Arn")};
  const std::span<const Node> versions = object.Get("PolicyVersionList")->items();
  const std::string_view default_id = object.TextOf("DefaultVersionId");
  for (size_t i = 0; i < versions.size(); ++i) {
    const Node* document = versions[i].Get("Document");
    if (document == nullptr || !IsDefault(versions[i], default_id)) continue;
    finder.AddPolicyValue(
        *document, pointer + "/PolicyVersionList/" + std::to_string(i) + "/Document", around, true);
  }
}

}  // namespace whittle::documents
