#include "advise/usage/usage_file.h"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "text/json.h"
#include "text/json_writer.h"

namespace whittle::advise {

using text::Node;
using text::NodeKind;

namespace {

using Members = std::vector<std::pair<std::string_view, Node>>;

/// The counts and their names in the file.
struct CountName {
  std::string_view name;
  uint64_t EventCounts::*count;
};
constexpr std::array<CountName, 8> kCounts = {{{"read", &EventCounts::read},
                                               {"calls", &EventCounts::calls},
                                               {"notCalls", &EventCounts::not_calls},
                                               {"byServices", &EventCounts::by_services},
                                               {"noPrincipal", &EventCounts::no_principal},
                                               {"noPermission", &EventCounts::no_permission},
                                               {"unknown", &EventCounts::unknown},
                                               {"unreadable", &EventCounts::unreadable}}};

constexpr std::array<std::string_view, 3> kDetails = {"exact", "run-ids", "all"};

class Writer {
 public:
  Node Document(const Usage& usage) {
    Members members;
    members.emplace_back("usageVersion", Number(kUsageVersion));
    AddPeriod(usage.window, members);
    Members counts;
    for (const CountName& one : kCounts)
      counts.emplace_back(one.name, Number(usage.events.*one.count));
    members.emplace_back("events", build_.Object(counts));
    members.emplace_back("services", Strings(usage.services));
    members.emplace_back("dataEvents", Strings(usage.data_events));
    Members unknown;
    for (const auto& [name, count] : usage.unknown_events)
      unknown.emplace_back(name, Number(count));
    members.emplace_back("unknownEvents", build_.Object(unknown));
    std::vector<Node> principals;
    for (const auto& [principal, actions] : usage.principals) {
      std::vector<Node> list;
      for (const auto& [action, seen] : actions) list.push_back(Action(action, seen));
      principals.push_back(build_.Object(
          {{"principal", build_.String(principal)}, {"actions", build_.Array(list)}}));
    }
    members.emplace_back("principals", build_.Array(principals));
    return build_.Object(members);
  }

 private:
  Node Number(uint64_t value) {
    return Node::Scalar(NodeKind::kNumber, {}, arena_.Copy(std::to_string(value)), false);
  }

  Node Strings(const std::set<std::string, std::less<>>& texts) {
    std::vector<Node> items;
    for (const std::string& text : texts) items.push_back(build_.String(text));
    return build_.Array(items);
  }

  void AddPeriod(const Period& period, Members& members) {
    if (period.first.empty()) return;
    members.emplace_back("firstSeen", build_.String(period.first));
    members.emplace_back("lastSeen", build_.String(period.last));
  }

  Node Action(std::string_view name, const ActionUsage& seen) {
    Members members;
    members.emplace_back("action", build_.String(name));
    members.emplace_back("allowed", Number(seen.allowed));
    if (seen.denied != 0) members.emplace_back("denied", Number(seen.denied));
    if (seen.throttled != 0) members.emplace_back("throttled", Number(seen.throttled));
    AddPeriod(seen.seen, members);
    if (!seen.via_services.empty()) members.emplace_back("viaServices", Strings(seen.via_services));
    if (seen.needed()) members.emplace_back("resources", Strings(seen.resources));
    if (seen.detail != Detail::kExact) {
      members.emplace_back("detail", build_.String(kDetails[static_cast<size_t>(seen.detail)]));
    }
    return build_.Object(members);
  }

  text::Arena arena_;
  text::TreeBuilder build_{arena_};
};

uint64_t NumberOf(const Node* node) {
  uint64_t value = 0;
  if (node != nullptr && node->kind() == NodeKind::kNumber) {
    const std::string_view text = node->text();
    std::from_chars(text.data(), text.data() + text.size(), value);
  }
  return value;
}

void ReadStrings(std::span<const Node> items, std::set<std::string, std::less<>>& texts) {
  for (const Node& item : items) {
    if (item.is_string()) texts.emplace(item.text());
  }
}

void ReadPeriod(const Node& node, Period& period) {
  period.Add(node.TextOf("firstSeen"));
  period.Add(node.TextOf("lastSeen"));
}

ActionUsage ReadAction(const Node& node) {
  ActionUsage seen;
  seen.allowed = NumberOf(node.Get("allowed"));
  seen.denied = NumberOf(node.Get("denied"));
  seen.throttled = NumberOf(node.Get("throttled"));
  ReadPeriod(node, seen.seen);
  ReadStrings(node.ItemsOf("viaServices"), seen.via_services);
  ReadStrings(node.ItemsOf("resources"), seen.resources);
  const std::string_view detail = node.TextOf("detail");
  for (size_t i = 0; i < kDetails.size(); ++i) {
    if (detail == kDetails[i]) seen.detail = static_cast<Detail>(i);
  }
  return seen;
}

}  // namespace

std::string WriteUsage(const Usage& usage) {
  Writer writer;
  return text::WriteJson(writer.Document(usage), text::JsonStyle::kIndented);
}

UsageResult ReadUsage(const text::Source& source) {
  UsageResult result;
  const text::JsonResult json = text::ReadJson(source);
  if (json.error) {
    result.error = json.error->message;
    return result;
  }
  const Node& root = json.tree.root;
  const uint64_t version = NumberOf(root.Get("usageVersion"));
  if (version == 0) {
    result.error = "this is no usage file: make one with `whittle usage`";
    return result;
  }
  if (version > kUsageVersion) {
    result.error = "this usage file was made by a newer whittle";
    return result;
  }
  Usage& usage = result.usage;
  ReadPeriod(root, usage.window);
  if (const Node* counts = root.Get("events")) {
    for (const CountName& one : kCounts) usage.events.*one.count = NumberOf(counts->Get(one.name));
  }
  ReadStrings(root.ItemsOf("services"), usage.services);
  ReadStrings(root.ItemsOf("dataEvents"), usage.data_events);
  if (const Node* unknown = root.Get("unknownEvents")) {
    for (const text::Member& member : unknown->members()) {
      usage.unknown_events[std::string(member.key.text())] += NumberOf(&member.value);
    }
  }
  for (const Node& principal : root.ItemsOf("principals")) {
    const std::string_view arn = principal.TextOf("principal");
    if (arn.empty()) continue;
    ActionUsages& actions = usage.principals[std::string(arn)];
    for (const Node& action : principal.ItemsOf("actions")) {
      const std::string_view name = action.TextOf("action");
      if (!name.empty()) actions[std::string(name)] = ReadAction(action);
    }
  }
  return result;
}

}  // namespace whittle::advise
