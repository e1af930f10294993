#include "report/policy_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "advise/fill_in.h"
#include "report/policy_hcl.h"
#include "text/ascii.h"
#include "text/json_writer.h"

namespace whittle::report {

using text::Node;

namespace {

/// Letters and digits, words joined by `joint` (none: by a capital).
std::string Identifier(std::string_view name, std::string_view joint) {
  std::string id;
  bool starts = true;
  for (const char c : name) {
    if (!text::IsLetterOrDigit(c)) {
      starts = true;
      continue;
    }
    if (starts && !id.empty()) id += joint;
    id += starts && joint.empty() ? text::ToUpper(c) : c;
    starts = false;
  }
  if (id.empty() || text::IsDigit(id[0])) id.insert(0, joint.empty() ? "Policy" : "policy_");
  return id;
}

std::string CloudFormation(std::string_view name, const Node& document) {
  text::Arena arena;
  text::TreeBuilder build(arena);
  const Node properties =
      build.Object({{"ManagedPolicyName", build.String(name)}, {"PolicyDocument", document}});
  const Node resource =
      build.Object({{"Type", build.String("AWS::IAM::ManagedPolicy")}, {"Properties", properties}});
  const std::string id = Identifier(name, "");
  const Node root = build.Object({{"AWSTemplateFormatVersion", build.String("2010-09-09")},
                                  {"Resources", build.Object({{id, resource}})}});
  return text::WriteJson(root, text::JsonStyle::kIndented);
}

}  // namespace

std::optional<PolicyForm> ParsePolicyForm(std::string_view name) {
  const auto* const found = std::find(kPolicyFormNames.begin(), kPolicyFormNames.end(), name);
  if (found == kPolicyFormNames.end()) return std::nullopt;
  return static_cast<PolicyForm>(found - kPolicyFormNames.begin());
}

std::string_view ExtensionOf(PolicyForm form) {
  switch (form) {
    case PolicyForm::kCloudFormation:
      return ".template.json";
    case PolicyForm::kHcl:
      return ".tf";
    case PolicyForm::kJson:
      break;
  }
  return ".json";
}

std::string WritePolicyAs(PolicyForm form, std::string_view name, const std::string& document) {
  const auto owned = form == PolicyForm::kJson ? nullptr : advise::OwnedPolicy::Read(document);
  if (owned == nullptr) return document;
  const Node& root = *owned->get()->node;
  return form == PolicyForm::kCloudFormation ? CloudFormation(name, root)
                                             : PolicyHcl(Identifier(name, "_"), root);
}

}  // namespace whittle::report
