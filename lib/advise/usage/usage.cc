#include "advise/usage/usage.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace whittle::advise {

namespace {

/// Whether the text is a time as CloudTrail writes it: such texts are ordered as the times are.
bool IsTime(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  return true;
}

std::string AtDetail(Detail detail, std::string_view action, std::string_view arn,
                     const Generaliser& general) {
  switch (detail) {
    case Detail::kExact:
      return std::string(arn);
    case Detail::kRunIds:
      return arn == "*" ? "*" : general(action, arn);
    case Detail::kAll:
      break;
  }
  return "*";
}

void Coarsen(Detail detail, std::string_view action, const Generaliser& general,
             ActionUsage& usage) {
  usage.detail = detail;
  std::set<std::string, std::less<>> resources;
  for (const std::string& arn : usage.resources) {
    resources.insert(AtDetail(detail, action, arn, general));
  }
  usage.resources = std::move(resources);
}

void JoinAction(std::string_view action, const ActionUsage& more, const Generaliser& general,
                ActionUsage& usage) {
  usage.allowed += more.allowed;
  usage.denied += more.denied;
  usage.throttled += more.throttled;
  usage.seen.Add(more.seen);
  usage.via_services.insert(more.via_services.begin(), more.via_services.end());
  if (more.detail > usage.detail) Coarsen(more.detail, action, general, usage);
  for (const std::string& arn : more.resources) AddResource(action, arn, general, usage);
}

}  // namespace

void Period::Add(std::string_view time) {
  if (!IsTime(time)) return;
  if (first.empty() || time < first) first = time;
  if (last.empty() || time > last) last = time;
}

void Period::Add(const Period& other) {
  Add(other.first);
  Add(other.last);
}

void AddResource(std::string_view action, std::string_view arn, const Generaliser& general,
                 ActionUsage& usage) {
  if (usage.resources.find(arn) != usage.resources.end()) return;
  usage.resources.insert(AtDetail(usage.detail, action, arn, general));
  while (usage.resources.size() > kMostResources) {
    Coarsen(usage.detail == Detail::kExact ? Detail::kRunIds : Detail::kAll, action, general,
            usage);
  }
}

void Join(const Usage& more, const Generaliser& general, Usage& usage) {
  usage.window.Add(more.window);
  EventCounts& to = usage.events;
  const EventCounts& from = more.events;
  for (const auto count :
       {&EventCounts::read, &EventCounts::calls, &EventCounts::not_calls, &EventCounts::by_services,
        &EventCounts::no_principal, &EventCounts::no_permission, &EventCounts::unknown,
        &EventCounts::unreadable}) {
    to.*count += from.*count;
  }
  usage.services.insert(more.services.begin(), more.services.end());
  usage.data_events.insert(more.data_events.begin(), more.data_events.end());
  for (const auto& [name, count] : more.unknown_events) {
    usage.unknown_events[name] += count;
  }
  // The first names in order stay, whoever came first.
  while (usage.unknown_events.size() > kMostUnknown) {
    usage.unknown_events.erase(std::prev(usage.unknown_events.end()));
  }
  for (const auto& [principal, actions] : more.principals) {
    ActionUsages& here = usage.principals[principal];
    for (const auto& [action, seen] : actions) JoinAction(action, seen, general, here[action]);
  }
}

}  // namespace whittle::advise
