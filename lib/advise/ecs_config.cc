#include "advise/ecs_config.h"

namespace whittle::advise {

namespace {

/// Calls `visit` with the name and the value of each `NAME=value` line.
template <typename Visit>
bool ForEachSetting(std::string_view text, Visit visit) {
  bool any = false;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
      line.remove_suffix(1);
    }
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    constexpr std::string_view kExport = "export ";
    if (line.substr(0, kExport.size()) == kExport) line.remove_prefix(kExport.size());
    if (line.empty() || line.front() == '#') continue;
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos ||
        line.substr(0, equals).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") !=
            std::string_view::npos) {
      return false;
    }
    std::string_view value = line.substr(equals + 1);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
        value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    visit(line.substr(0, equals), value);
    any = true;
  }
  return any;
}

/// As the agent reads a switch.
Said Switch(std::string_view value) {
  return value == "true" || value == "TRUE" || value == "True" || value == "1" || value == "t"
             ? Said::kYes
             : Said::kNo;
}

}  // namespace

std::optional<Facts> ReadEcsConfig(std::string_view text) {
  Facts facts;
  facts.spot_draining = Said::kNo;
  facts.tags = Said::kNo;
  facts.propagate_tags = Said::kNo;
  facts.agent_awslogs = Said::kNo;
  const bool is_config = ForEachSetting(text, [&](std::string_view name, std::string_view value) {
    if (name == "ECS_CLUSTER") {
      facts.cluster = value;
    } else if (name == "ECS_EXTERNAL") {
      if (Switch(value) == Said::kYes) facts.launch_type = LaunchType::kExternal;
    } else if (name == "ECS_ENABLE_SPOT_INSTANCE_DRAINING") {
      facts.spot_draining = Switch(value);
    } else if (name == "ECS_CONTAINER_INSTANCE_TAGS") {
      facts.tags = value.empty() || value == "{}" ? Said::kNo : Said::kYes;
    } else if (name == "ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM") {
      facts.propagate_tags = value == "ec2_instance" ? Said::kYes : Said::kNo;
    } else if (name == "ECS_LOG_DRIVER") {
      facts.agent_awslogs = value == "awslogs" ? Said::kYes : Said::kNo;
    }
  });
  if (!is_config) return std::nullopt;
  // The agent joins `default` then, and makes it where there is none.
  facts.no_cluster = facts.cluster.empty() ? Said::kYes : Said::kNo;
  if (facts.cluster.empty()) facts.cluster = "default";
  // Tags taken from the instance are sent with the registration, too.
  if (facts.propagate_tags == Said::kYes) facts.tags = Said::kYes;
  return facts;
}

}  // namespace whittle::advise
