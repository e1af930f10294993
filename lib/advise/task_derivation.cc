#include "advise/task_derivation.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "advise/data.h"
#include "advise/task_values.h"

namespace whittle::advise {

namespace {

/// Features of this prefix speak of what the definition leaves open.
constexpr std::string_view kOpen = "open-";

/// A row of data/ecs-task.tsv.
struct Row {
  std::string_view feature, role, fallback, action, resource, reason, source;
};

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> all;
    for (const auto& fields : TableRows(kEcsTaskTable, 7)) {
      all.push_back({fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]});
    }
    return all;
  }();
  return rows;
}

}  // namespace

Names Derivation::BaseNames() const {
  return {{"partition", scope_.partition}, {"region", scope_.region}, {"account", scope_.account}};
}

Names Derivation::NamesIn(const std::string& region) const {
  Names names = BaseNames();
  if (region.empty()) return names;
  names["region"] = region;
  if (region.front() != '<') names["partition"] = PartitionOf(region);
  return names;
}

void Derivation::Need(std::string_view feature, const Names& names) {
  for (const Row& row : Rows()) {
    if (row.feature != feature) continue;
    Requirement requirement;
    requirement.missed = row.role.back() != '?';
    requirement.action = row.action;
    requirement.resources = {Fill(row.resource, names)};
    requirement.reason = Fill(row.reason, names);
    requirement.source = row.source;
    const auto same = [&](const Requirement& other) {
      return other.action == requirement.action && other.resources == requirement.resources;
    };
    if (row.role == "task") {
      if (std::none_of(needs_.task.begin(), needs_.task.end(), same)) {
        needs_.task.push_back(std::move(requirement));
      }
      continue;
    }
    if (feature.substr(0, kOpen.size()) == kOpen) {
      if (std::none_of(needs_.possible.begin(), needs_.possible.end(), same)) {
        needs_.possible.push_back(std::move(requirement));
      }
      continue;
    }
    const bool known =
        std::any_of(needs_.execution.begin(), needs_.execution.end(),
                    [&](const ExecutionNeed& other) { return same(other.requirement); });
    if (known) continue;
    const Fallback fallback = row.fallback == "any"   ? Fallback::kAny
                              : row.fallback == "ec2" ? Fallback::kEc2
                                                      : Fallback::kNone;
    needs_.execution.push_back({std::move(requirement), fallback});
  }
}

void Derivation::Note(std::string note) {
  if (std::find(needs_.notes.begin(), needs_.notes.end(), note) == needs_.notes.end()) {
    needs_.notes.push_back(std::move(note));
  }
}

std::string Derivation::PlainOf(const text::Node* node) {
  return node == nullptr ? std::string() : Plain(policy::MakeText(*node, arena_));
}

}  // namespace whittle::advise
