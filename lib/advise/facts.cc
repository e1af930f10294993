#include "advise/facts.h"

#include <array>
#include <utility>

#include "advise/form.h"
#include "text/spelling.h"
#include "text/yaml.h"

namespace whittle::advise {

using text::Node;
using text::NodeKind;

namespace {

struct Key {
  std::string_view name;
  Said Facts::*fact;
};

constexpr std::array<Key, 6> kKeys = {{{"service_connect", &Facts::service_connect},
                                       {"spot_draining", &Facts::spot_draining},
                                       {"tags", &Facts::tags},
                                       {"enable_execute_command", &Facts::enable_execute_command},
                                       {"task_with_tags", &Facts::task_with_tags},
                                       {"propagate_tags_from", &Facts::propagate_tags}}};

/// Yes or no of a value: `tags` may be the tags themselves, `propagate_tags_from` a source.
std::optional<Said> SaidBy(std::string_view key, const Node& value) {
  const bool takes_values = key == "tags" || key == "propagate_tags_from";
  if (value.kind() == NodeKind::kBool) {
    return value.text()[0] == 't' || value.text()[0] == 'T' ? Said::kYes : Said::kNo;
  }
  if (value.kind() == NodeKind::kNull) return Said::kNothing;
  if (!takes_values) return std::nullopt;
  if (value.is_string()) {
    return value.text() == "none" || value.text().empty() ? Said::kNo : Said::kYes;
  }
  if (key == "tags" && !value.is_scalar()) {
    return value.items().empty() && value.members().empty() ? Said::kNo : Said::kYes;
  }
  return std::nullopt;
}

class YamlFacts {
 public:
  explicit YamlFacts(FactsResult& result) : result_(result) {}

  void Read(const Node& root) {
    if (!root.is_object()) {
      Fail(root.span(), "a facts file is a list of `key: value`, or an ecs.config",
           "write for example `launch_type: external`");
      return;
    }
    for (const text::Member& member : root.members()) Take(member);
  }

 private:
  void Fail(text::Span span, std::string message, std::string help) {
    result_.errors.push_back({std::move(message), std::move(help), span});
  }

  void Take(const text::Member& member) {
    const std::string_view key = member.key.text();
    const Node& value = member.value;
    if (key == "launch_type") {
      if (value.text() == "external" || value.text() == "EXTERNAL") {
        result_.facts.launch_type = LaunchType::kExternal;
      } else if (value.text() == "ec2" || value.text() == "EC2") {
        result_.facts.launch_type = LaunchType::kEc2;
      } else {
        Fail(value.span(), "`launch_type` is `external` or `ec2`", "write one of the two");
      }
      return;
    }
    if (key == "cluster") {
      if (value.is_string() || value.kind() == NodeKind::kNumber) {
        result_.facts.cluster = value.text();
        result_.facts.no_cluster = Said::kNo;
      } else {
        Fail(value.span(), "`cluster` is a name or an ARN", "write the cluster's name");
      }
      return;
    }
    for (const Key& known : kKeys) {
      if (known.name != key) continue;
      if (const auto said = SaidBy(key, value)) {
        result_.facts.*known.fact = *said;
      } else {
        Fail(value.span(), "`" + std::string(key) + "` is true or false", "write one of the two");
      }
      return;
    }
    text::Nearest nearest(key);
    nearest.Consider("launch_type");
    nearest.Consider("cluster");
    for (const Key& known : kKeys) nearest.Consider(known.name);
    Fail(member.key.span(),
         "no fact is called `" + std::string(key) + "`" + text::DidYouMean(nearest.Take()),
         "known are launch_type, cluster, service_connect, spot_draining, tags, "
         "propagate_tags_from, enable_execute_command and task_with_tags");
  }

  FactsResult& result_;
};

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

bool IsConfig(std::string_view text) {
  return ForEachSetting(text, [](std::string_view, std::string_view) {});
}

/// As the agent reads a switch.
Said Switch(std::string_view value) {
  return value == "true" || value == "TRUE" || value == "True" || value == "1" || value == "t"
             ? Said::kYes
             : Said::kNo;
}

Facts ReadConfig(std::string_view text) {
  Facts facts;
  facts.spot_draining = Said::kNo;
  facts.tags = Said::kNo;
  facts.propagate_tags = Said::kNo;
  facts.agent_awslogs = Said::kNo;
  ForEachSetting(text, [&](std::string_view name, std::string_view value) {
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
  // The agent joins `default` then, and makes it where there is none.
  facts.no_cluster = facts.cluster.empty() ? Said::kYes : Said::kNo;
  if (facts.cluster.empty()) facts.cluster = "default";
  // Tags taken from the instance are sent with the registration, too.
  if (facts.propagate_tags == Said::kYes) facts.tags = Said::kYes;
  return facts;
}

void Add(Said& said, Said more) {
  if (more != Said::kNothing) said = more;
}

}  // namespace

FactsResult ReadFacts(const text::Source& source) {
  FactsResult result;
  if (IsConfig(source.text())) {
    result.facts = ReadConfig(source.text());
    return result;
  }
  const text::JsonResult yaml = text::ReadYaml(source);
  if (yaml.error) {
    result.errors.push_back({yaml.error->message, yaml.error->help, yaml.error->span});
  } else {
    YamlFacts(result).Read(yaml.tree.root);
  }
  return result;
}

void AddFacts(Facts& facts, const Facts& more) {
  if (more.launch_type != LaunchType::kUnknown) facts.launch_type = more.launch_type;
  // A name says no more than the ARN that has it.
  if (!more.cluster.empty() && PlainName(facts.cluster) != more.cluster) {
    facts.cluster = more.cluster;
  }
  for (const Key& key : kKeys) Add(facts.*key.fact, more.*key.fact);
  Add(facts.agent_awslogs, more.agent_awslogs);
  Add(facts.no_cluster, more.no_cluster);
}

}  // namespace whittle::advise
