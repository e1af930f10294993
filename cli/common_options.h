// Options that several commands take.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "cli/options.h"
#include "policy/type.h"

namespace whittle::cli {

inline constexpr std::array<std::string_view, 9> kPolicyTypes = {
    "auto", "identity", "resource", "trust", "boundary", "session", "scp", "rcp", "endpoint"};
inline constexpr std::array<std::string_view, 2> kTextOrJson = {"text", "json"};
inline constexpr std::array<std::string_view, 3> kTextJsonOrMarkdown = {"text", "json", "markdown"};
inline constexpr std::array<std::string_view, 3> kColors = {"auto", "always", "never"};

inline constexpr OptionSpec kCatalogOption = {
    "catalog", "FILE", "newer AWS data, made by tools/refresh-catalog --output"};
inline constexpr OptionSpec kColorOption = {"color", "WHEN", "auto, always or never", kColors};
inline constexpr OptionSpec kStdinFilenameOption = {"stdin-filename", "NAME",
                                                    "what to call standard input in messages"};
/// How rules are told of.
inline constexpr OptionSpec kRuleFormatOption = {"format", "F", "text, json or markdown",
                                                 kTextJsonOrMarkdown};

/// What --policy-type says; nothing for `auto`, and where it is not given.
[[nodiscard]] inline std::optional<policy::Type> PolicyTypeOf(const Arguments& arguments) {
  return policy::ParseType(arguments.Get("policy-type", "auto"));
}

}  // namespace whittle::cli
