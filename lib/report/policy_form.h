// A policy document in the forms in which people keep policies.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace whittle::report {

enum class PolicyForm : unsigned char {
  kJson,            ///< the document alone
  kCloudFormation,  ///< a template with one AWS::IAM::ManagedPolicy
  kHcl,             ///< Terraform's data "aws_iam_policy_document"
};

inline constexpr std::array<std::string_view, 3> kPolicyFormNames = {"json", "cloudformation",
                                                                     "hcl"};

[[nodiscard]] std::optional<PolicyForm> ParsePolicyForm(std::string_view name);

/// The extension of a file in that form: `.json`, `.template.json`, `.tf`.
[[nodiscard]] std::string_view ExtensionOf(PolicyForm form);

/// The policy (JSON text; for kCloudFormation an identity policy's) in that form; `name` names the
/// resource. Policy variables are spelled so that the form's own interpolation leaves them alone.
/// Sources: AWS CloudFormation user guide, AWS::IAM::ManagedPolicy; Terraform AWS provider,
/// data source aws_iam_policy_document.
[[nodiscard]] std::string WritePolicyAs(PolicyForm form, std::string_view name,
                                        const std::string& document);

}  // namespace whittle::report
