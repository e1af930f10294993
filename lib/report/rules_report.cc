#include "report/rules_report.h"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <vector>

#include "report/aliases.h"
#include "report/json_text.h"

namespace whittle::report {

namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void WriteExample(Writer& writer, std::string_view key, const lint::Example& example) {
  WriteString(writer, key);
  writer.StartObject();
  WriteMember(writer, "text", example.text);
  if (example.type) WriteMember(writer, "policyType", policy::ToString(*example.type));
  if (!example.resource_type.empty()) WriteMember(writer, "resourceType", example.resource_type);
  writer.EndObject();
}

void WriteRule(Writer& writer, const lint::Rule& rule) {
  const lint::RuleInfo& info = rule.info;
  writer.StartObject();
  WriteMember(writer, "name", info.name);
  WriteMember(writer, "group", info.group);
  WriteMember(writer, "level", lint::ToString(info.level));
  WriteMember(writer, "scope", lint::ToString(rule.scope()));
  WriteString(writer, "retired");
  writer.Bool(info.retired);
  WriteMember(writer, "summary", info.summary);
  WriteMember(writer, "why", info.why);
  WriteMember(writer, "fix", info.fix);
  WriteMember(writer, "source", info.source);
  WriteString(writer, "aliases");
  writer.StartObject();
  ForEachAlias(info.aliases, [&](std::string_view tool, std::string_view names) {
    WriteString(writer, tool);
    writer.StartArray();
    ForEachWord(names, [&](std::string_view name) { WriteString(writer, name); });
    writer.EndArray();
  });
  writer.EndObject();
  WriteExample(writer, "bad", info.bad);
  WriteExample(writer, "good", info.good);
  writer.EndObject();
}

std::string Take(const rapidjson::StringBuffer& buffer) {
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

/// `Access Analyzer: X; parliament: Y`.
std::string AliasLine(const lint::Aliases& aliases) {
  std::string line;
  ForEachAlias(aliases, [&](std::string_view tool, std::string_view names) {
    ForEachWord(names, [&](std::string_view name) {
      if (!line.empty()) line += ", ";
      line += fmt::format("`{}` ({})", name, tool);
    });
  });
  return line;
}

/// The example's text for people: the middle of a line longer than a screen is left out (rules on
/// sizes have examples of thousands of letters).
std::string Shown(const lint::Example& example) {
  constexpr size_t kLongest = 400;
  constexpr size_t kKept = 100;
  std::string shown;
  std::string_view rest = example.text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
    rest.remove_prefix(line.size());
    if (line.size() <= kLongest) {
      shown += line;
    } else {
      shown += fmt::format("{} … {}", line.substr(0, kKept), line.substr(line.size() - kKept));
    }
  }
  return shown;
}

std::string ExampleOptions(const lint::Example& example) {
  std::string options;
  if (example.type) options += fmt::format(" --policy-type {}", policy::ToString(*example.type));
  if (!example.resource_type.empty()) {
    options += fmt::format(" --resource-type {}", example.resource_type);
  }
  return options;
}

}  // namespace

std::string RulesText(lint::RuleList rules) {
  size_t name_width = 0;
  size_t group_width = 0;
  for (const lint::Rule* rule : rules) {
    name_width = std::max(name_width, rule->info.name.size());
    group_width = std::max(group_width, rule->info.group.size());
  }
  std::string out;
  for (const lint::Rule* rule : rules) {
    out += fmt::format("{:<{}}  {:<16}  {:<{}}  {}\n", rule->info.name, name_width,
                       lint::ToString(rule->info.level), rule->info.group, group_width,
                       rule->info.retired ? "(retired) " + std::string(rule->info.summary)
                                          : std::string(rule->info.summary));
  }
  return out;
}

std::string RulesJson(lint::RuleList rules) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  writer.StartObject();
  WriteString(writer, "version");
  writer.Int(1);
  WriteString(writer, "rules");
  writer.StartArray();
  for (const lint::Rule* rule : rules) WriteRule(writer, *rule);
  writer.EndArray();
  writer.EndObject();
  return Take(buffer);
}

std::string ExplainJson(const lint::Rule& rule) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  WriteRule(writer, rule);
  return Take(buffer);
}

std::string ExplainText(const lint::Rule& rule) {
  const lint::RuleInfo& info = rule.info;
  std::string out = fmt::format("{} ({}, group {}, looks at one {})\n\n{}\n", info.name,
                                lint::ToString(info.level), info.group,
                                lint::ToString(rule.scope()), info.summary);
  if (info.retired) out += "\nRetired: kept by name, never reported.\n";
  if (!info.why.empty()) out += fmt::format("\nWhy it matters\n  {}\n", info.why);
  if (!info.fix.empty()) out += fmt::format("\nWhat to do\n  {}\n", info.fix);
  if (!info.bad.text.empty()) {
    out += fmt::format("\nBad{}\n{}\n", ExampleOptions(info.bad), Shown(info.bad));
    out += fmt::format("\nGood{}\n{}\n", ExampleOptions(info.good), Shown(info.good));
  }
  const std::string aliases = AliasLine(info.aliases);
  if (!aliases.empty()) out += fmt::format("\nElsewhere: {}\n", aliases);
  if (!info.source.empty()) out += fmt::format("Source: {}\n", info.source);
  return out;
}

std::string ExplainMarkdown(const lint::Rule& rule) {
  const lint::RuleInfo& info = rule.info;
  std::string out =
      fmt::format("# {}\n\nLevel **{}**, group [{}](README.md#{}), looks at one {}.\n\n{}.\n",
                  info.name, lint::ToString(info.level), info.group, info.group,
                  lint::ToString(rule.scope()), info.summary);
  return out + HelpMarkdown(info);
}

std::string HelpMarkdown(const lint::RuleInfo& info) {
  std::string out;
  if (info.retired) out += "\nRetired: kept by name, never reported.\n";
  if (!info.why.empty()) out += fmt::format("\n## Why it matters\n\n{}\n", info.why);
  if (!info.fix.empty()) out += fmt::format("\n## What to do\n\n{}\n", info.fix);
  const auto example = [&](std::string_view title, const lint::Example& shown) {
    if (shown.text.empty()) return;
    out += fmt::format("\n## {}\n", title);
    const std::string options = ExampleOptions(shown);
    if (!options.empty()) out += fmt::format("\nWith `{}`:\n", options.substr(1));
    out += fmt::format("\n```json\n{}\n```\n", Shown(shown));
  };
  example("Bad", info.bad);
  example("Good", info.good);
  const std::string aliases = AliasLine(info.aliases);
  if (!aliases.empty()) out += fmt::format("\n## Elsewhere\n\n{}\n", aliases);
  if (!info.source.empty()) out += fmt::format("\nSource: <{}>\n", info.source);
  return out;
}

std::string RulesMarkdown(lint::RuleList rules) {
  std::vector<std::string_view> groups;
  for (const lint::Rule* rule : rules) groups.push_back(rule->info.group);
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  std::string out = fmt::format(
      "# Rules\n\nMade from the rules' own metadata by `tools/generate-docs`. {} rules.\n",
      rules.size());
  for (const std::string_view group : groups) {
    out += fmt::format("\n## {}\n\n| rule | level | what is wrong |\n|---|---|---|\n", group);
    for (const lint::Rule* rule : rules) {
      if (rule->info.group != group) continue;
      out += fmt::format("| [{}]({}.md) | {} | {} |\n", rule->info.name, rule->info.name,
                         lint::ToString(rule->info.level), rule->info.summary);
    }
  }
  return out;
}

}  // namespace whittle::report
