// Texts in pieces. Not for other rooms.
#pragma once

#include <string_view>
#include <vector>

namespace whittle::advise {

/// The pieces between separators; one piece where there is none.
[[nodiscard]] inline std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// What stands after the last slash: `web` of `arn:aws:ecs:eu-west-1:111122223333:cluster/web`, the
/// name that IAM and ECS know a thing by. A name stays as it is.
[[nodiscard]] inline std::string_view LastPart(std::string_view name_or_arn) {
  return name_or_arn.substr(name_or_arn.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace whittle::advise
