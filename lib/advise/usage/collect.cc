#include "advise/usage/collect.h"

#include <algorithm>

#include "advise/task_values.h"
#include "advise/usage/outcome.h"
#include "advise/usage/principal.h"

namespace whittle::advise {

namespace {

/// Kinds of events that are looked up once; a log with more has names that someone made up.
constexpr size_t kMostKnown = 20000;

bool IsDataEvent(const Event& event) {
  return event.category == "Data" || event.management == "false";
}

/// Counts one call for one action.
ActionUsage& Count(std::string_view action, const Event& event, Outcome outcome,
                   ActionUsages& actions) {
  auto place = actions.find(action);
  if (place == actions.end()) place = actions.emplace(action, ActionUsage()).first;
  ActionUsage& usage = place->second;
  if (outcome == Outcome::kDenied) {
    usage.denied += event.calls;
    return usage;
  }
  (outcome == Outcome::kAllowed ? usage.allowed : usage.throttled) += event.calls;
  usage.seen.Add(event.time);
  usage.seen.Add(event.last_time);
  if (!event.invoked_by.empty() && event.invoked_by.find('.') != std::string_view::npos) {
    usage.via_services.emplace(event.invoked_by);
  }
  return usage;
}

bool IsRoleArn(std::string_view text) {
  return IsArnOf(text, "iam") && text.find(":role/") != std::string_view::npos &&
         text.find_first_of("*?$ ") == std::string_view::npos;
}

}  // namespace

Generaliser GeneraliserOf(const catalog::Catalog& catalog) {
  auto shapes = std::make_shared<std::map<std::string, ActionShape, std::less<>>>();
  return [shapes, &catalog](std::string_view action, std::string_view arn) -> std::string {
    auto place = shapes->find(action);
    if (place == shapes->end()) {
      const auto known = catalog.FindAction(action);
      place = shapes->emplace(action, known ? ShapeOf(known->id(), catalog) : ActionShape()).first;
    }
    return WithoutRunIds(arn, place->second);
  };
}

const Collector::Known& Collector::Lookup(const Event& event) {
  key_.assign(event.source);
  key_ += '\n';
  key_ += event.name;
  if (!event.actions.empty()) {
    key_ += '\n';
    key_ += event.actions;
  }
  auto place = known_.find(key_);
  if (place != known_.end()) return place->second;
  if (known_.size() >= kMostKnown) known_.clear();
  Known& known = known_[key_];
  known.meaning = event.actions.empty() ? MeaningOf(event.source, event.name, catalog_)
                                        : MeaningOfActions(event.source, event.actions, catalog_);
  for (const EventVariant& variant : known.meaning.variants) {
    for (const EventAction& action : variant.actions) {
      if (action.tells_resource) {
        known.shapes.emplace(action.id, ShapeOf(action.id, catalog_));
      }
      // IAM and STS take roles that they act on; what reads takes them to look for.
      const catalog::AccessLevel level = catalog_.action(action.id).level();
      known.passes_roles =
          known.passes_roles ||
          (level != catalog::AccessLevel::kRead && level != catalog::AccessLevel::kList &&
           known.meaning.prefix != "iam" && known.meaning.prefix != "sts");
    }
  }
  return known;
}

ActionUsages& Collector::UsagesOf(std::string_view principal) {
  const auto known = places_.find(principal);
  if (known != places_.end()) return *known->second;
  const auto place = usage_.principals.try_emplace(std::string(principal)).first;
  places_.emplace(place->first, &place->second);
  return place->second;
}

void Collector::AddUnknown(const Event& event, const Known& known) {
  usage_.events.unknown += event.calls;
  const std::string name = known.meaning.prefix + ":" + std::string(event.name);
  usage_.unknown_events[name] += event.calls;
  if (usage_.unknown_events.size() > kMostUnknown) {
    usage_.unknown_events.erase(std::prev(usage_.unknown_events.end()));
  }
}

void Collector::AddPassedRoles(const Event& event, ActionUsages& actions) {
  std::vector<std::string_view> roles;
  for (const Parameter& parameter : event.parameters) {
    // A policy among the parameters names principals; it hands on nothing.
    if (!IsRoleArn(parameter.value) || parameter.key == "AWS") continue;
    if (std::find(roles.begin(), roles.end(), parameter.value) == roles.end()) {
      roles.push_back(parameter.value);
    }
  }
  for (const std::string_view role : roles) {
    ActionUsage& usage = Count("iam:PassRole", event, Outcome::kAllowed, actions);
    AddResource("iam:PassRole", role, general_, usage);
  }
}

void Collector::Add(const Event& event) {
  usage_.events.read += event.calls;
  usage_.window.Add(event.time);
  usage_.window.Add(event.last_time);
  const bool call = event.type.empty() || event.type == "AwsApiCall";
  if (!call || event.source.empty() || event.name.empty()) {
    usage_.events.not_calls += event.calls;
    return;
  }
  const Known& known = Lookup(event);
  const std::string& prefix = known.meaning.prefix;
  if (known.meaning.variants.empty()) {
    // An unknown event says nothing about what the log shows.
  } else if (IsDataEvent(event)) {
    usage_.data_events.insert(prefix + (event.read_only == "true" ? ":read" : ":write"));
  } else if (usage_.services.find(prefix) == usage_.services.end()) {
    usage_.services.insert(prefix);
  }
  const std::string_view principal = PrincipalOf(event, principal_);
  if (principal.empty()) {
    (event.invoked_by.empty() ? usage_.events.no_principal : usage_.events.by_services) +=
        event.calls;
    return;
  }
  const EventVariant* variant = nullptr;
  for (const EventVariant& one : known.meaning.variants) {
    const auto has = [&](const Parameter& parameter) { return parameter.key == one.parameter; };
    if (one.parameter.empty() ||
        std::any_of(event.parameters.begin(), event.parameters.end(), has)) {
      variant = &one;
      break;
    }
  }
  if (variant == nullptr) {
    AddUnknown(event, known);
    return;
  }
  if (variant->actions.empty()) {
    usage_.events.no_permission += event.calls;
    return;
  }
  usage_.events.calls += event.calls;
  ActionUsages& actions = UsagesOf(principal);
  const Outcome outcome = OutcomeOf(event.error_code, event.error_message);
  for (const EventAction& action : variant->actions) {
    ActionUsage& usage = Count(action.action, event, outcome, actions);
    if (outcome == Outcome::kDenied || usage.detail == Detail::kAll) continue;
    if (!action.tells_resource) {
      AddResource(action.action, "*", general_, usage);
      continue;
    }
    for (const std::string& arn : ResourcesOf(event, known.shapes.at(action.id))) {
      AddResource(action.action, arn, general_, usage);
    }
  }
  if (outcome == Outcome::kAllowed && known.passes_roles) AddPassedRoles(event, actions);
}

}  // namespace whittle::advise
