#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "policy/pattern.h"
#include "report/table.h"
#include "text/spelling.h"

namespace whittle::cli {

namespace {

constexpr std::array<std::string_view, 5> kLevels = {"list", "read", "write",
                                                     "permissions-management", "tagging"};

constexpr OptionSpec kOptions[] = {
    {"access-level", "LEVEL",
     "only actions of this level: list, read, write, permissions-management, "
     "tagging",
     kLevels},
    {"resource-type", "TYPE", "only actions that accept this resource type"},
    {"condition-key", "KEY", "only actions that supply this condition key"},
    {"version", "V", "a stored version of a managed policy, e.g. v9"},
    {"format", "F", "text or json", kTextOrJson},
    kCatalogOption,
};

constexpr CommandSpec kSpec{
    .name = "catalog",
    .arguments = "QUERY [NAME]",
    .summary = "Look up services, actions, resource types, condition keys, managed policies.",
    .details =
        "Queries:\n"
        "  services                  all services\n"
        "  actions [SERVICE]         actions, of one service or all\n"
        "  action SERVICE:NAME       one action with all that is known of it\n"
        "  resource-types SERVICE    resource types with their ARN formats\n"
        "  condition-keys [SERVICE]  condition keys; without a service the global ones\n"
        "  managed-policies [GLOB]   AWS managed policies\n"
        "  managed-policy NAME       the document of one, by name or ARN\n\n"
        "Examples:\n"
        "  whittle catalog actions s3 --access-level write\n"
        "  whittle catalog actions --condition-key iam:PassedToService\n"
        "  whittle catalog managed-policy ReadOnlyAccess",
    .options = kOptions,
};

/// A question with what it is asked of.
struct Query {
  const catalog::Catalog& catalog;
  const Arguments& arguments;
  std::string name;  ///< may be empty
  bool json;
};

std::vector<std::string> KeyNames(const catalog::Catalog& catalog,
                                  const std::vector<uint32_t>& ids) {
  std::vector<std::string> names;
  for (const uint32_t id : ids) names.emplace_back(catalog.condition_key(id).name());
  return names;
}

int Print(const report::Table& table, bool json) {
  return WriteOutput(json ? report::TableJson(table) : report::TableText(table)) ? kOk : kUsage;
}

int PrintRecord(const report::Table& table, bool json) {
  return WriteOutput(json ? report::RecordJson(table) : report::RecordText(table)) ? kOk : kUsage;
}

/// Finds the service that the query names, or says what is wrong.
std::optional<catalog::Service> NamedService(const Query& query) {
  const auto service = query.catalog.FindService(query.name);
  if (!service) {
    UsageError(fmt::format("no service `{}`{}", query.name,
                           text::DidYouMean(query.catalog.SuggestServices(query.name))));
  }
  return service;
}

int Services(const Query& query) {
  report::Table table{{"prefix", "name", "rcp"}, {}};
  for (uint32_t id = 0; id < query.catalog.service_count(); ++id) {
    const catalog::Service service = query.catalog.service(id);
    table.rows.push_back({service.prefix(), service.name(), service.supports_rcp() ? "rcp" : ""});
  }
  return Print(table, query.json);
}

std::string LevelWord(catalog::AccessLevel level) {
  std::string word(catalog::ToString(level));
  for (char& c : word) c = c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return word;
}

std::vector<std::string> ResourceNames(const catalog::Action& action) {
  std::vector<std::string> names;
  for (const catalog::ActionResource& resource : action.resources()) {
    names.push_back(std::string(resource.type.name()) + (resource.required ? "*" : ""));
  }
  return names;
}

int Actions(const Query& query) {
  catalog::ActionRange range{0, query.catalog.action_count()};
  if (!query.name.empty()) {
    const auto service = NamedService(query);
    if (!service) return kUsage;
    range = service->actions();
  }
  const std::string level = query.arguments.Get("access-level");
  const std::string type = query.arguments.Get("resource-type");
  std::optional<uint32_t> key;
  if (const std::string name = query.arguments.Get("condition-key"); !name.empty()) {
    key = query.catalog.MatchConditionKey(name).key;
    if (!key) {
      return UsageError(fmt::format("no condition key `{}`{}", name,
                                    text::DidYouMean(query.catalog.SuggestConditionKeys(name))));
    }
  }
  report::Table table{{"action", "level", "resourceTypes"}, {}};
  bool type_exists = type.empty();
  for (catalog::ActionId id = range.begin; id < range.end; ++id) {
    const catalog::Action action = query.catalog.action(id);
    if (!level.empty() && LevelWord(action.level()) != level) continue;
    if (key && !query.catalog.ActionSuppliesKey(id, *key)) continue;
    std::vector<std::string> types = ResourceNames(action);
    if (!type.empty()) {
      const auto names = [&](const std::string& name) {
        return name == type || name == type + "*";
      };
      if (std::none_of(types.begin(), types.end(), names)) continue;
      type_exists = true;
    }
    table.rows.push_back({action.full_name(), LevelWord(action.level()), std::move(types)});
  }
  if (!type_exists && level.empty() && !key) {
    return UsageError(fmt::format("no action accepts a resource type `{}`", type));
  }
  return Print(table, query.json);
}

int OneAction(const Query& query) {
  const auto action = query.catalog.FindAction(query.name);
  if (!action) {
    return UsageError(fmt::format("no action `{}`{}", query.name,
                                  text::DidYouMean(query.catalog.SuggestActions(query.name))));
  }
  std::vector<std::string> resources;
  for (const catalog::ActionResource& resource : action->resources()) {
    for (const std::string_view arn : resource.type.arn_formats()) {
      resources.push_back(
          fmt::format("{}{} {}", resource.type.name(), resource.required ? "*" : "", arn));
    }
  }
  std::vector<std::string> dependent;
  for (const std::string_view name : action->dependent_actions()) dependent.emplace_back(name);
  report::Table table{{"action", "level", "resources", "conditionKeys", "dependentActions"},
                      {{action->full_name(), LevelWord(action->level()), std::move(resources),
                        KeyNames(query.catalog, action->condition_keys()), std::move(dependent)}}};
  return PrintRecord(table, query.json);
}

int ResourceTypes(const Query& query) {
  const auto service = NamedService(query);
  if (!service) return kUsage;
  report::Table table{{"resourceType", "arns", "conditionKeys"}, {}};
  for (uint32_t id = service->resource_type_begin(); id < service->resource_type_end(); ++id) {
    const catalog::ResourceType type = query.catalog.resource_type(id);
    std::vector<std::string> arns;
    for (const std::string_view arn : type.arn_formats()) arns.emplace_back(arn);
    table.rows.push_back(
        {type.name(), std::move(arns), KeyNames(query.catalog, type.condition_keys())});
  }
  return Print(table, query.json);
}

int ConditionKeys(const Query& query) {
  report::Table table{{"key", "type"}, {}};
  const auto add = [&](uint32_t id) {
    const catalog::ConditionKey key = query.catalog.condition_key(id);
    table.rows.push_back(
        {key.name(), (key.multivalued() ? "ArrayOf" : "") + std::string(ToString(key.type()))});
  };
  if (query.name.empty()) {
    for (uint32_t id = 0; id < query.catalog.condition_key_count(); ++id) {
      if (query.catalog.condition_key(id).global()) add(id);
    }
  } else {
    const auto service = NamedService(query);
    if (!service) return kUsage;
    for (uint32_t id = service->condition_key_begin(); id < service->condition_key_end(); ++id) {
      add(id);
    }
  }
  return Print(table, query.json);
}

int ManagedPolicies(const Query& query) {
  report::Table table{{"name", "arn", "version", "date", "withdrawn"}, {}};
  for (uint32_t id = 0; id < query.catalog.managed_policy_count(); ++id) {
    const catalog::ManagedPolicy policy = query.catalog.managed_policy(id);
    if (!query.name.empty() &&
        !policy::Matches(query.name, policy.name(), policy::Case::kInsensitive)) {
      continue;
    }
    const auto latest = policy.latest();
    table.rows.push_back({policy.name(), latest ? policy.arn() : "", latest ? latest->id : "",
                          latest ? latest->date : "", policy.withdrawn()});
  }
  return Print(table, query.json);
}

int OneManagedPolicy(const Query& query) {
  const auto policy = query.catalog.FindManagedPolicy(query.name);
  if (!policy) {
    const std::string name = query.name.substr(query.name.rfind('/') + 1);
    return UsageError(fmt::format("no AWS managed policy `{}`{}", query.name,
                                  text::DidYouMean(query.catalog.SuggestManagedPolicies(name))));
  }
  const auto versions = policy->versions();
  const std::string wanted = query.arguments.Get("version");
  const auto version = std::find_if(versions.begin(), versions.end(), [&](const auto& candidate) {
    return wanted.empty() || candidate.id == wanted;
  });
  if (version == versions.end()) {
    std::string stored;
    for (const auto& candidate : versions) stored += fmt::format(" {}", candidate.id);
    return UsageError(fmt::format("no stored version `{}` of {}; stored:{}", wanted, policy->name(),
                                  stored.empty() ? " none" : stored));
  }
  if (!query.json) return WriteOutput(report::Indented(version->document)) ? kOk : kUsage;
  return PrintRecord({{"name", "arn", "version", "date", "withdrawn", "document"},
                      {{policy->name(), policy->arn(), version->id, version->date,
                        policy->withdrawn(), version->document}}},
                     true);
}

struct QueryKind {
  std::string_view word;
  bool needs_name;
  int (*run)(const Query&);
};

constexpr QueryKind kQueries[] = {
    {"services", false, Services},
    {"actions", false, Actions},
    {"action", true, OneAction},
    {"resource-types", true, ResourceTypes},
    {"condition-keys", false, ConditionKeys},
    {"managed-policies", false, ManagedPolicies},
    {"managed-policy", true, OneManagedPolicy},
};

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  const auto& words = arguments->positional();
  if (words.empty() || words.size() > 2) {
    return UsageError(
        "ask one thing: `whittle catalog QUERY [NAME]`; see `whittle catalog --help`");
  }
  const auto* const kind =
      std::find_if(std::begin(kQueries), std::end(kQueries),
                   [&](const QueryKind& candidate) { return candidate.word == words[0]; });
  if (kind == std::end(kQueries)) {
    text::Nearest nearest(words[0]);
    for (const QueryKind& candidate : kQueries) nearest.Consider(candidate.word);
    return UsageError(fmt::format("no query `{}`{}\nsee `whittle catalog --help`", words[0],
                                  text::DidYouMean(nearest.Take())));
  }
  if (kind->needs_name && words.size() < 2) {
    return UsageError(fmt::format("`whittle catalog {}` needs a name", kind->word));
  }
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  return kind->run({*catalog.get(), *arguments, words.size() > 1 ? words[1] : std::string(),
                    arguments->Get("format") == "json"});
}

}  // namespace

Command CatalogCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
