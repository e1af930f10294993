// The small views into the blob: services, actions and the rest.
#include <array>

#include "catalog/catalog.h"

namespace whittle::catalog {

std::string_view ToString(AccessLevel level) {
  static constexpr std::array<std::string_view, 5> kNames = {"List", "Read", "Write",
                                                             "Permissions management", "Tagging"};
  return kNames[static_cast<size_t>(level)];
}

std::string_view ToString(ValueType type) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "String", "ARN", "Bool", "Numeric", "Date", "IPAddress", "Binary"};
  return kNames[static_cast<size_t>(type)];
}

namespace {

template <typename Entry>
const Entry& At(const blob::View& view, blob::Section section, uint32_t id) {
  return view.Entries<Entry>(section)[id];
}

std::vector<std::string_view> Texts(const blob::View& view, uint32_t list) {
  std::vector<std::string_view> texts;
  for (const uint32_t reference : view.List(list)) texts.push_back(view.Text(reference));
  return texts;
}

std::vector<uint32_t> Ids(const blob::View& view, uint32_t list) {
  const auto ids = view.List(list);
  return {ids.begin(), ids.end()};
}

const blob::Service& Entry(const blob::View& view, const Service& service) {
  return At<blob::Service>(view, blob::kServices, service.id());
}
const blob::Action& Entry(const blob::View& view, const Action& action) {
  return At<blob::Action>(view, blob::kActions, action.id());
}
const blob::Type& Entry(const blob::View& view, const ResourceType& type) {
  return At<blob::Type>(view, blob::kTypes, type.id());
}
const blob::Key& Entry(const blob::View& view, const ConditionKey& key) {
  return At<blob::Key>(view, blob::kKeys, key.id());
}
const blob::Policy& Entry(const blob::View& view, const ManagedPolicy& policy) {
  return At<blob::Policy>(view, blob::kPolicies, policy.id());
}

}  // namespace

std::string_view Service::prefix() const {
  return catalog_->view_.Text(Entry(catalog_->view_, *this).prefix);
}
std::string_view Service::name() const {
  return catalog_->view_.Text(Entry(catalog_->view_, *this).name);
}
ActionRange Service::actions() const {
  const blob::Service& entry = Entry(catalog_->view_, *this);
  return {entry.action_begin, entry.action_end};
}
uint32_t Service::resource_type_begin() const { return Entry(catalog_->view_, *this).type_begin; }
uint32_t Service::resource_type_end() const { return Entry(catalog_->view_, *this).type_end; }
uint32_t Service::condition_key_begin() const { return Entry(catalog_->view_, *this).key_begin; }
uint32_t Service::condition_key_end() const { return Entry(catalog_->view_, *this).key_end; }
bool Service::supports_rcp() const { return Entry(catalog_->view_, *this).rcp != 0; }

Service ResourceType::service() const { return {catalog_, Entry(catalog_->view_, *this).service}; }
std::string_view ResourceType::name() const {
  return catalog_->view_.Text(Entry(catalog_->view_, *this).name);
}
std::vector<std::string_view> ResourceType::arn_formats() const {
  return Texts(catalog_->view_, Entry(catalog_->view_, *this).arns);
}
std::vector<uint32_t> ResourceType::condition_keys() const {
  return Ids(catalog_->view_, Entry(catalog_->view_, *this).keys);
}

std::string_view ConditionKey::name() const {
  return catalog_->view_.Text(Entry(catalog_->view_, *this).name);
}
ValueType ConditionKey::type() const {
  return static_cast<ValueType>(Entry(catalog_->view_, *this).type);
}
bool ConditionKey::multivalued() const {
  return (Entry(catalog_->view_, *this).flags & blob::kMultivalued) != 0;
}
bool ConditionKey::global() const {
  return (Entry(catalog_->view_, *this).flags & blob::kGlobal) != 0;
}
bool ConditionKey::has_field() const {
  return (Entry(catalog_->view_, *this).flags & blob::kHasField) != 0;
}

Service Action::service() const { return {catalog_, Entry(catalog_->view_, *this).service}; }
std::string_view Action::name() const {
  return catalog_->view_.Text(At<uint32_t>(catalog_->view_, blob::kActionNames, id_));
}
std::string Action::full_name() const {
  return std::string(service().prefix()) + ":" + std::string(name());
}
AccessLevel Action::level() const {
  return static_cast<AccessLevel>(Entry(catalog_->view_, *this).level);
}
std::vector<ActionResource> Action::resources() const {
  const blob::Action& entry = Entry(catalog_->view_, *this);
  std::vector<ActionResource> resources;
  for (uint32_t i = entry.resource_begin; i < entry.resource_end; ++i) {
    const auto& resource = At<blob::ActionResource>(catalog_->view_, blob::kActionResources, i);
    resources.push_back({ResourceType(catalog_, resource.type), resource.required != 0,
                         Ids(catalog_->view_, resource.keys)});
  }
  return resources;
}
bool Action::takes_only_star() const {
  const blob::Action& entry = Entry(catalog_->view_, *this);
  return entry.resource_begin == entry.resource_end;
}
std::vector<uint32_t> Action::condition_keys() const {
  return Ids(catalog_->view_, Entry(catalog_->view_, *this).keys);
}
std::vector<std::string_view> Action::dependent_actions() const {
  return Texts(catalog_->view_, Entry(catalog_->view_, *this).dependent);
}

std::string_view ManagedPolicy::name() const {
  return catalog_->view_.Text(Entry(catalog_->view_, *this).name);
}
std::string_view ManagedPolicy::path() const {
  return catalog_->view_.Text(Entry(catalog_->view_, *this).path);
}
std::string ManagedPolicy::arn(std::string_view partition) const {
  return "arn:" + std::string(partition) + ":iam::aws:policy" + std::string(path()) +
         std::string(name());
}
std::vector<ManagedPolicyVersion> ManagedPolicy::versions() const {
  const blob::Policy& entry = Entry(catalog_->view_, *this);
  std::vector<ManagedPolicyVersion> versions;
  for (uint32_t i = entry.version_begin; i < entry.version_end; ++i) {
    const auto& version = At<blob::Version>(catalog_->view_, blob::kVersions, i);
    versions.push_back({catalog_->view_.Text(version.id), catalog_->view_.Text(version.date),
                        catalog_->view_.Text(version.document)});
  }
  return versions;
}
std::optional<ManagedPolicyVersion> ManagedPolicy::latest() const {
  const auto all = versions();
  if (all.empty()) return std::nullopt;
  return all.front();
}
std::string_view ManagedPolicy::withdrawn() const {
  return catalog_->view_.Text(Entry(catalog_->view_, *this).withdrawn);
}

}  // namespace whittle::catalog
