// A policy as Terraform's data source aws_iam_policy_document. Not for other rooms.
// Source: Terraform AWS provider, data source aws_iam_policy_document.
#pragma once

#include <string>
#include <string_view>

#include "text/tree.h"

namespace whittle::report {

/// The data source under that identifier, laid out as `terraform fmt` does.
[[nodiscard]] std::string PolicyHcl(std::string_view id, const text::Node& document);

}  // namespace whittle::report
