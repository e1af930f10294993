// The six fields of a concrete ARN, or of a pattern without variables. Not for other rooms.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace whittle::access {

/// `arn:partition:service:region:account:resource`, split at the first five colons. Views only.
/// Policies' texts, where colons may stand in variables, are split by policy::Arn.
struct ArnFields {
  std::array<std::string_view, 6> fields;
  int count = 0;  ///< how many fields there are, at most six

  [[nodiscard]] static ArnFields Split(std::string_view text) {
    ArnFields arn;
    while (true) {
      const size_t colon = arn.count == 5 ? std::string_view::npos : text.find(':');
      arn.fields[static_cast<size_t>(arn.count++)] = text.substr(0, colon);
      if (colon == std::string_view::npos) return arn;
      text.remove_prefix(colon + 1);
    }
  }

  [[nodiscard]] bool complete() const { return count == 6 && fields[0] == "arn"; }
  [[nodiscard]] std::string_view partition() const { return fields[1]; }
  [[nodiscard]] std::string_view service() const { return fields[2]; }
  [[nodiscard]] std::string_view account() const { return fields[4]; }
  [[nodiscard]] std::string_view resource() const { return fields[5]; }
};

}  // namespace whittle::access
