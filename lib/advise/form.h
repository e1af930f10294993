// ARNs and sentences with gaps. Not for other rooms.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "policy/text.h"

namespace whittle::advise {

/// What stands for the names of a form.
using Names = std::map<std::string, std::string, std::less<>>;

/// `form` with each `{name}` replaced; a name that is missing becomes `<NAME>`. Braces that hold no
/// name stay.
[[nodiscard]] std::string Fill(std::string_view form, const Names& names);

/// A text of a template as it may stand in a suggested policy: holes and variables, which IAM would
/// read as its own, become `<NAME>`.
[[nodiscard]] std::string Plain(const policy::Text& text);

/// `app` of `arn:aws:iam::111122223333:policy/path/app`, `web` of a cluster's ARN; a name stays as
/// it is. Views the text.
[[nodiscard]] std::string_view PlainName(std::string_view name_or_arn);

}  // namespace whittle::advise
