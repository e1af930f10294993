#include "catalog/catalog.h"

#include <charconv>

#include "catalog/model.h"

/// Made by the build from data/; see catalog.cmake.
extern "C" const unsigned char whittle_catalog_blob[];

namespace whittle::catalog {

namespace {

/// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms"); nothing for text that is no day.
std::optional<int> DayNumber(std::string_view day) {
  int year = 0;
  int month = 0;
  int date = 0;
  const char* const at = day.data();
  if (day.size() != 10 || std::from_chars(at, at + 4, year).ptr != at + 4 ||
      std::from_chars(at + 5, at + 7, month).ptr != at + 7 ||
      std::from_chars(at + 8, at + 10, date).ptr != at + 10) {
    return std::nullopt;
  }
  year -= month <= 2 ? 1 : 0;
  const int era = year / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

/// What a catalogue says, as a model.
Model ToModel(const Catalog& catalog) {
  Model model;
  model.date = catalog.date();
  const auto names = [&](const std::vector<uint32_t>& ids) {
    std::vector<std::string> out;
    for (const uint32_t id : ids) out.emplace_back(catalog.condition_key(id).name());
    return out;
  };
  for (uint32_t id = 0; id < catalog.condition_key_count(); ++id) {
    const ConditionKey key = catalog.condition_key(id);
    model.keys[std::string(key.name())] = {
        std::string(key.name()),
        (key.multivalued() ? "ArrayOf" : "") + std::string(ToString(key.type())), key.global()};
  }
  for (uint32_t id = 0; id < catalog.service_count(); ++id) {
    const Service service = catalog.service(id);
    ModelService& out = model.services[std::string(service.prefix())];
    out.name = service.name();
    out.rcp = service.supports_rcp();
    for (uint32_t t = service.resource_type_begin(); t < service.resource_type_end(); ++t) {
      const ResourceType type = catalog.resource_type(t);
      ModelType& model_type = out.types[std::string(type.name())];
      for (const auto arn : type.arn_formats()) model_type.arns.emplace_back(arn);
      model_type.keys = names(type.condition_keys());
    }
    for (ActionId a = service.actions().begin; a < service.actions().end; ++a) {
      const Action action = catalog.action(a);
      ModelAction& model_action = out.actions[std::string(action.name())];
      model_action.name = action.name();
      model_action.level = action.level() == AccessLevel::kPermissionsManagement
                               ? "PermissionsManagement"
                               : ToString(action.level());
      model_action.keys = names(action.condition_keys());
      for (const auto text : action.dependent_actions()) model_action.dependent.emplace_back(text);
      for (const ActionResource& resource : action.resources()) {
        model_action.resources.push_back(
            {std::string(resource.type.name()), resource.required, names(resource.condition_keys)});
      }
    }
  }
  for (uint32_t id = 0; id < catalog.managed_policy_count(); ++id) {
    const ManagedPolicy policy = catalog.managed_policy(id);
    ModelPolicy& out = model.policies[std::string(policy.name())];
    out.path = policy.path();
    out.withdrawn = policy.withdrawn();
    for (const ManagedPolicyVersion& version : policy.versions()) {
      out.versions.push_back(
          {std::string(version.id), std::string(version.date), std::string(version.document)});
    }
  }
  return model;
}

}  // namespace

const Catalog& Catalog::BuiltIn() {
  static const Catalog catalog(whittle_catalog_blob);
  return catalog;
}

Catalog::Loaded Catalog::Overlay(const Catalog& base, std::string_view text) {
  Model model = ToModel(base);
  for (const uint32_t reference : base.view_.Entries<uint32_t>(blob::kProviders)) {
    model.providers.emplace_back(base.view_.Text(reference));
  }
  for (const auto& confusion : base.view_.Entries<blob::Confusion>(blob::kConfusions)) {
    model.confusions[std::string(base.view_.Text(confusion.written))] =
        base.view_.Text(confusion.meant);
  }
  Loaded loaded;
  loaded.error = ReadData(text, model);
  if (loaded.error.empty()) {
    loaded.catalog = std::unique_ptr<const Catalog>(new Catalog(MakeBlob(model)));
  }
  return loaded;
}

std::string_view Catalog::date() const { return view_.Text(view_.header().date); }

int Catalog::AgeInDays(std::string_view today) const {
  const auto from = DayNumber(date());
  const auto to = DayNumber(today);
  return from && to ? *to - *from : 0;
}

uint32_t Catalog::service_count() const { return view_.header().sections[blob::kServices].count; }
uint32_t Catalog::action_count() const { return view_.header().sections[blob::kActions].count; }
uint32_t Catalog::resource_type_count() const {
  return view_.header().sections[blob::kTypes].count;
}
uint32_t Catalog::condition_key_count() const { return view_.header().sections[blob::kKeys].count; }
uint32_t Catalog::managed_policy_count() const {
  return view_.header().sections[blob::kPolicies].count;
}

}  // namespace whittle::catalog
