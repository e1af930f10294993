#include "advise/facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "advise/ecs_config.h"
#include "advise/form.h"
#include "advise/ssm_table.h"
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
    const auto& features = SsmFeatures();
    const auto feature = std::find_if(features.begin(), features.end(),
                                      [&](const SsmFeature& one) { return one.name == key; });
    if (feature != features.end()) {
      TakeFeature(*feature, value);
    } else {
      FailOn(member.key);
    }
  }

  void TakeFeature(const SsmFeature& feature, const Node& value) {
    FeatureFact fact;
    if (const auto said = SaidBy(feature.name, value)) {
      fact.said = *said;
    } else if (!feature.form.empty() && (value.is_string() || value.is_array())) {
      if (!TakeNames(feature, value, fact)) return;
    } else {
      const bool names = !feature.form.empty();
      Fail(value.span(),
           "`" + std::string(feature.name) + "` is true" +
               (names ? ", false or a list of names" : " or false"),
           names ? "write one of them" : "write one of the two");
      return;
    }
    result_.facts.ssm[std::string(feature.name)] = std::move(fact);
  }

  /// One name, or a list of them; an empty list says no.
  bool TakeNames(const SsmFeature& feature, const Node& value, FeatureFact& fact) {
    const auto take = [&](const Node& name) {
      if (name.is_string() && FitsForm(name.text(), feature.form)) {
        fact.names.emplace_back(name.text());
        return true;
      }
      Fail(name.span(), "`" + std::string(feature.name) + "` holds names or ARNs",
           "write names such as `app/url`, or ARNs of the form " + std::string(feature.form));
      return false;
    };
    if (value.is_string()) {
      if (!take(value)) return false;
    }
    for (const Node& name : value.items()) {
      if (!take(name)) return false;
    }
    fact.said = fact.names.empty() ? Said::kNo : Said::kYes;
    return true;
  }

  void FailOn(const Node& key) {
    std::vector<std::string_view> known = {"launch_type", "cluster"};
    for (const Key& fact : kKeys) known.push_back(fact.name);
    for (const SsmFeature& feature : SsmFeatures()) known.push_back(feature.name);
    text::Nearest nearest(key.text());
    std::string list;
    for (const std::string_view name : known) {
      nearest.Consider(name);
      list += (list.empty() ? "" : name == known.back() ? " and " : ", ") + std::string(name);
    }
    Fail(key.span(),
         "no fact is called `" + std::string(key.text()) + "`" + text::DidYouMean(nearest.Take()),
         "known are " + list);
  }

  FactsResult& result_;
};

void Add(Said& said, Said more) {
  if (more != Said::kNothing) said = more;
}

}  // namespace

FactsResult ReadFacts(const text::Source& source) {
  FactsResult result;
  if (auto config = ReadEcsConfig(source.text())) {
    result.facts = std::move(*config);
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
  for (const auto& [name, fact] : more.ssm) {
    if (fact.said != Said::kNothing) facts.ssm[name] = fact;
  }
  Add(facts.agent_awslogs, more.agent_awslogs);
  Add(facts.no_cluster, more.no_cluster);
}

}  // namespace whittle::advise
