#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>

#include "catalog/arn_facts.h"
#include "catalog/blob.h"
#include "catalog/catalog.h"
#include "catalog/model.h"

namespace whittle::catalog {

namespace {

/// Texts and lists, equal ones stored once.
class Pool {
 public:
  uint32_t Text(std::string_view text) {
    const auto [it, added] =
        texts_.try_emplace(std::string(text), static_cast<uint32_t>(bytes_.size()));
    if (added) Add(text);
    return it->second;
  }
  /// Stored anew, behind what was stored last.
  uint32_t NextText(std::string_view text) {
    const auto reference = static_cast<uint32_t>(bytes_.size());
    Add(text);
    return reference;
  }
  uint32_t List(std::vector<uint32_t> entries) {
    const auto [it, added] = lists_.try_emplace(entries, static_cast<uint32_t>(numbers_.size()));
    if (!added) return it->second;
    numbers_.push_back(static_cast<uint32_t>(entries.size()));
    numbers_.insert(numbers_.end(), entries.begin(), entries.end());
    return it->second;
  }
  uint32_t Texts(const std::vector<std::string>& texts) {
    std::vector<uint32_t> references;
    for (const std::string& text : texts) references.push_back(Text(text));
    return List(std::move(references));
  }
  [[nodiscard]] const std::vector<unsigned char>& bytes() const { return bytes_; }
  [[nodiscard]] const std::vector<uint32_t>& numbers() const { return numbers_; }

 private:
  void Add(std::string_view text) {
    const auto size = static_cast<uint32_t>(text.size());
    const auto* raw = reinterpret_cast<const unsigned char*>(&size);
    bytes_.insert(bytes_.end(), raw, raw + sizeof size);
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }

  std::unordered_map<std::string, uint32_t> texts_;
  std::map<std::vector<uint32_t>, uint32_t> lists_;
  std::vector<unsigned char> bytes_;
  std::vector<uint32_t> numbers_;
};

uint32_t LevelNumber(std::string_view level) {
  static constexpr std::array<std::string_view, 5> kLevels = {"List", "Read", "Write",
                                                              "PermissionsManagement", "Tagging"};
  return static_cast<uint32_t>(std::find(kLevels.begin(), kLevels.end(), level) - kLevels.begin());
}

uint32_t TypeNumber(std::string_view type) {
  static constexpr std::array<std::string_view, 7> kTypes = {
      "String", "ARN", "Bool", "Numeric", "Date", "IPAddress", "Binary"};
  if (type.substr(0, 7) == "ArrayOf") type.remove_prefix(7);
  return static_cast<uint32_t>(std::find(kTypes.begin(), kTypes.end(), type) - kTypes.begin());
}

class Writer {
 public:
  explicit Writer(const Model& model) : model_(model) {}

  std::vector<unsigned char> Write() {
    AddKeys();
    AddServices();
    AddPolicies();
    for (const std::string& provider : model_.providers) providers_.push_back(pool_.Text(provider));
    for (const auto& [written, meant] : model_.confusions) {
      confusions_.push_back({pool_.Text(written), pool_.Text(meant)});
    }
    AddArnServices();
    AddSlots();
    blob::Header header{};
    header.magic = blob::kMagic;
    header.format = blob::kFormat;
    header.date = pool_.Text(model_.date);
    std::tie(header.global_begin, header.global_end) = KeysOf("aws:");
    out_.resize(sizeof header);
    Append(header, blob::kServices, services_);
    Append(header, blob::kActions, actions_);
    Append(header, blob::kActionNames, action_names_);
    Append(header, blob::kActionResources, resources_);
    Append(header, blob::kTypes, types_);
    Append(header, blob::kKeys, keys_);
    Append(header, blob::kPolicies, policies_);
    Append(header, blob::kVersions, versions_);
    Append(header, blob::kProviders, providers_);
    Append(header, blob::kConfusions, confusions_);
    Append(header, blob::kArnServices, arn_services_);
    Append(header, blob::kServiceSlots, service_slots_);
    Append(header, blob::kActionSlots, action_slots_);
    Append(header, blob::kKeySlots, key_slots_);
    Append(header, blob::kLists, pool_.numbers());
    Append(header, blob::kPool, pool_.bytes());
    header.size = static_cast<uint32_t>(out_.size());
    std::memcpy(out_.data(), &header, sizeof header);
    return std::move(out_);
  }

 private:
  /// Keys sort by prefix first, so that a service's keys stand together; `-` sorts below `:`.
  void AddKeys() {
    std::vector<const ModelKey*> sorted;
    for (const auto& [name, key] : model_.keys) sorted.push_back(&key);
    const auto parts = [](const ModelKey* key) {
      const std::string_view name = key->name;
      const size_t colon = name.find(':');
      return std::pair(name.substr(0, colon), name.substr(colon + 1));
    };
    const LessIgnoreCase less;
    std::sort(sorted.begin(), sorted.end(), [&](const ModelKey* a, const ModelKey* b) {
      const auto [a_prefix, a_rest] = parts(a);
      const auto [b_prefix, b_rest] = parts(b);
      if (less(a_prefix, b_prefix)) return true;
      return !less(b_prefix, a_prefix) && less(a_rest, b_rest);
    });
    for (const ModelKey* key : sorted) {
      uint32_t flags = key->global ? blob::kGlobal : 0;
      if (key->type.substr(0, 7) == "ArrayOf") flags |= blob::kMultivalued;
      if (key->name.find("${") != std::string::npos) flags |= blob::kHasField;
      key_ids_[key->name] = static_cast<uint32_t>(keys_.size());
      keys_.push_back({pool_.Text(key->name), TypeNumber(key->type), flags});
    }
  }

  uint32_t KeyList(const std::vector<std::string>& names) {
    std::vector<uint32_t> ids;
    for (const std::string& name : names) {
      const auto it = key_ids_.find(name);
      if (it != key_ids_.end()) ids.push_back(it->second);
    }
    std::sort(ids.begin(), ids.end());
    return pool_.List(std::move(ids));
  }

  void AddServices() {
    for (const auto& [prefix, service] : model_.services) {
      blob::Service entry{};
      entry.prefix = pool_.Text(prefix);
      entry.name = pool_.Text(service.name);
      entry.rcp = service.rcp ? 1 : 0;
      const auto id = static_cast<uint32_t>(services_.size());
      entry.type_begin = static_cast<uint32_t>(types_.size());
      std::map<std::string_view, uint32_t> type_ids;
      for (const auto& [name, type] : service.types) {
        type_ids[name] = static_cast<uint32_t>(types_.size());
        types_.push_back({pool_.Text(name), id, pool_.Texts(type.arns), KeyList(type.keys)});
      }
      entry.type_end = static_cast<uint32_t>(types_.size());
      entry.action_begin = static_cast<uint32_t>(actions_.size());
      for (const auto& [name, action] : service.actions) {
        action_names_.push_back(pool_.NextText(action.name));
      }
      for (const auto& [name, action] : service.actions) AddAction(action, id, type_ids);
      entry.action_end = static_cast<uint32_t>(actions_.size());
      std::tie(entry.key_begin, entry.key_end) = KeysOf(prefix + ":");
      services_.push_back(entry);
    }
  }

  /// The range of the keys that begin with `first`.
  [[nodiscard]] std::pair<uint32_t, uint32_t> KeysOf(std::string_view first) const {
    const auto is_other = [&](const blob::Key& key) {
      return LessIgnoreCase()(pool_text(key.name).substr(0, first.size()), first) ||
             LessIgnoreCase()(first, pool_text(key.name).substr(0, first.size()));
    };
    const auto begin = std::find_if_not(keys_.begin(), keys_.end(), is_other);
    const auto end = std::find_if(begin, keys_.end(), is_other);
    return {static_cast<uint32_t>(begin - keys_.begin()),
            static_cast<uint32_t>(end - keys_.begin())};
  }

  void AddArnServices() {
    for (const auto& [name, facts] : ReadArnFormats(model_)) {
      arn_services_.push_back({pool_.Text(name), static_cast<uint32_t>(facts.region()),
                               static_cast<uint32_t>(facts.account()), facts.any_name ? 1U : 0U,
                               pool_.Texts({facts.words.begin(), facts.words.end()})});
    }
  }

  void AddSlots() {
    const auto services = [&](uint32_t id) { return services_[id].prefix; };
    const auto actions = [&](uint32_t id) { return action_names_[id]; };
    const auto keys = [&](uint32_t id) { return keys_[id].name; };
    AddTable(0, static_cast<uint32_t>(services_.size()), services, service_slots_);
    AddTable(0, static_cast<uint32_t>(keys_.size()), keys, key_slots_);
    for (blob::Service& service : services_) {
      service.slot_begin = static_cast<uint32_t>(action_slots_.size());
      AddTable(service.action_begin, service.action_end, actions, action_slots_);
      service.slot_end = static_cast<uint32_t>(action_slots_.size());
    }
  }

  /// Appends a hash table of the ids in [begin, end) by their names; see blob.h.
  template <typename Name>
  void AddTable(uint32_t begin, uint32_t end, Name name, std::vector<blob::Slot>& out) const {
    size_t size = 2;
    while (size < size_t{end - begin} * 2) size *= 2;
    const size_t first = out.size();
    out.resize(first + size, {blob::kEmptySlot, 0});
    for (uint32_t id = begin; id < end; ++id) {
      const uint32_t hash = blob::HashFolded(pool_text(name(id)));
      size_t slot = hash & (size - 1);
      while (out[first + slot].tagged_id != blob::kEmptySlot) slot = (slot + 1) & (size - 1);
      out[first + slot] = {blob::TagId(hash, id), name(id)};
    }
  }

  void AddAction(const ModelAction& action, uint32_t service,
                 const std::map<std::string_view, uint32_t>& type_ids) {
    blob::Action entry{};
    entry.service = service;
    entry.level = LevelNumber(action.level);
    entry.resource_begin = static_cast<uint32_t>(resources_.size());
    for (const ModelResource& resource : action.resources) {
      const auto type = type_ids.find(resource.type);
      if (type == type_ids.end()) continue;  // the data name a type that they do not define
      resources_.push_back({type->second, resource.required ? 1U : 0U, KeyList(resource.keys)});
    }
    entry.resource_end = static_cast<uint32_t>(resources_.size());
    entry.keys = KeyList(action.keys);
    entry.dependent = pool_.Texts(action.dependent);
    entry.granted = pool_.Texts(action.granted);
    actions_.push_back(entry);
  }

  void AddPolicies() {
    for (const auto& [name, policy] : model_.policies) {
      blob::Policy entry{};
      entry.name = pool_.Text(name);
      entry.path = pool_.Text(policy.path);
      entry.withdrawn = pool_.Text(policy.withdrawn);
      entry.version_begin = static_cast<uint32_t>(versions_.size());
      for (const ModelVersion& version : policy.versions) {
        versions_.push_back(
            {pool_.Text(version.id), pool_.Text(version.date), pool_.Text(version.document)});
      }
      entry.version_end = static_cast<uint32_t>(versions_.size());
      policies_.push_back(entry);
    }
  }

  [[nodiscard]] std::string_view pool_text(uint32_t reference) const {
    uint32_t size;
    std::memcpy(&size, pool_.bytes().data() + reference, sizeof size);
    return {reinterpret_cast<const char*>(pool_.bytes().data() + reference + sizeof size), size};
  }

  template <typename Entry>
  void Append(blob::Header& header, blob::Section section, const std::vector<Entry>& entries) {
    while (out_.size() % sizeof(uint32_t) != 0) out_.push_back(0);
    header.sections[section] = {static_cast<uint32_t>(out_.size()),
                                static_cast<uint32_t>(entries.size())};
    const auto* raw = reinterpret_cast<const unsigned char*>(entries.data());
    out_.insert(out_.end(), raw, raw + entries.size() * sizeof(Entry));
  }

  const Model& model_;
  Pool pool_;
  std::map<std::string, uint32_t, LessIgnoreCase> key_ids_;
  std::vector<blob::Service> services_;
  std::vector<blob::Action> actions_;
  std::vector<uint32_t> action_names_;
  std::vector<blob::ActionResource> resources_;
  std::vector<blob::Type> types_;
  std::vector<blob::Key> keys_;
  std::vector<blob::Policy> policies_;
  std::vector<blob::Version> versions_;
  std::vector<uint32_t> providers_;
  std::vector<blob::Confusion> confusions_;
  std::vector<blob::ArnService> arn_services_;
  std::vector<blob::Slot> service_slots_;
  std::vector<blob::Slot> action_slots_;
  std::vector<blob::Slot> key_slots_;
  std::vector<unsigned char> out_;
};

}  // namespace

std::vector<unsigned char> MakeBlob(const Model& model) { return Writer(model).Write(); }

}  // namespace whittle::catalog
