#include "cli/compare_batch.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "cli/batch.h"
#include "report/compare_report.h"

namespace whittle::cli {

namespace {

/// The policies of a member that is a policy or a list of policies; nothing where it is neither.
std::optional<std::vector<const policy::Policy*>> Policies(BatchLine& line, std::string_view key,
                                                           const policy::TypeHint& hint) {
  const text::Node* value = line.root().Get(key);
  if (value == nullptr) return std::nullopt;
  std::vector<const policy::Policy*> policies;
  if (value->is_object()) {
    policies.push_back(policy::Parse(*value, hint, line.arena()));
  } else if (value->is_array()) {
    for (const text::Node& item : value->items()) {
      if (!item.is_object()) return std::nullopt;
      policies.push_back(policy::Parse(item, hint, line.arena()));
    }
  } else {
    return std::nullopt;
  }
  return policies;
}

/// The strings of a list; nothing where it is no list of strings. Absent: none.
std::optional<std::vector<std::string>> Strings(const text::Node* list) {
  std::vector<std::string> strings;
  if (list == nullptr) return strings;
  if (!list->is_array()) return std::nullopt;
  for (const text::Node& item : list->items()) {
    if (!item.is_string()) return std::nullopt;
    strings.emplace_back(item.text());
  }
  return strings;
}

/// `{"policy", "access": {…}}` and `{"policy", "resourceType"?, "public": true}`.
BatchAnswer AnswerQuestion(BatchLine& line, policy::TypeHint hint,
                           const access::CompareOptions& options) {
  const bool is_public = line.root().Get("public") != nullptr;
  if (is_public && !hint.type) {
    const text::Node* type = line.root().Get("resourceType");
    const bool trust = type != nullptr && (type->text() == "AWS::IAM::AssumeRolePolicyDocument" ||
                                           type->text() == "AWS::IAM::Role");
    hint.type = trust ? policy::Type::kTrust : policy::Type::kResource;
  }
  auto policies = Policies(line, "policy", hint);
  if (!policies) return {"`policy` must be a policy or a list of policies", true};
  const access::Grants grants{std::move(*policies), {}};
  if (is_public) {
    return {report::QuestionJson(access::IsPublic(grants, options), "public", line.Id())};
  }
  const text::Node* access = line.root().Get("access");
  if (access == nullptr || !access->is_object()) {
    return {"a line with `policy` asks either `access` or `public`", true};
  }
  const auto actions = Strings(access->Get("actions"));
  const auto resources = Strings(access->Get("resources"));
  if (!actions || !resources) return {"`actions` and `resources` must be lists of strings", true};
  return {report::QuestionJson(access::IsGranted(grants, *actions, *resources, options), "granted",
                               line.Id())};
}

BatchAnswer Answer(BatchLine& line, const access::CompareOptions& options) {
  policy::TypeHint hint;
  if (const text::Node* type = line.root().Get("policyType")) {
    hint.type = policy::ParseType(type->text());
    if (!hint.type && type->text() != "auto") {
      return {fmt::format("unknown policyType `{}`", type->text()), true};
    }
  }
  if (line.root().Get("policy") != nullptr) return AnswerQuestion(line, hint, options);
  auto old_policies = Policies(line, "old", hint);
  auto new_policies = Policies(line, "new", hint);
  if (!old_policies || !new_policies) {
    return {"`old` and `new` must each be a policy or a list of policies", true};
  }
  access::Grants old_side{std::move(*old_policies), {}};
  access::Grants new_side{std::move(*new_policies), {}};
  return {report::CompareJson(access::Compare(old_side, new_side, options), line.Id())};
}

}  // namespace

int CompareBatch(const std::string& path, const access::CompareOptions& options) {
  return RunBatch(path, [&](BatchLine& line) { return Answer(line, options); });
}

}  // namespace whittle::cli
