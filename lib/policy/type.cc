#include "policy/type.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "policy/pattern.h"

namespace whittle::policy {

namespace {

struct TypeName {
  std::string_view name;
  std::string_view phrase;
  std::string_view aws;  ///< Access Analyzer's name
};

constexpr std::array<TypeName, kTypeCount> kNames = {{
    {"identity", "an identity policy", "IDENTITY_POLICY"},
    {"resource", "a resource policy", "RESOURCE_POLICY"},
    {"trust", "a role trust policy", ""},
    {"boundary", "a permissions boundary", ""},
    {"session", "a session policy", ""},
    {"scp", "a service control policy", "SERVICE_CONTROL_POLICY"},
    {"rcp", "a resource control policy", "RESOURCE_CONTROL_POLICY"},
    {"endpoint", "a VPC endpoint policy", ""},
}};

/// Words of paths that speak of a type, longest phrases first, as DashedWords spells them.
struct PathWord {
  std::string_view words;
  Type type;
};
constexpr PathWord kPathWords[] = {
    {"-service-control-", Type::kScp},
    {"-scp-", Type::kScp},
    {"-scps-", Type::kScp},
    {"-resource-control-", Type::kRcp},
    {"-rcp-", Type::kRcp},
    {"-rcps-", Type::kRcp},
    {"-trust-", Type::kTrust},
    {"-assume-role-", Type::kTrust},
    {"-assumerole-", Type::kTrust},
    {"-boundary-", Type::kBoundary},
    {"-boundaries-", Type::kBoundary},
    {"-vpc-endpoint-", Type::kEndpoint},
    {"-vpce-", Type::kEndpoint},
    {"-endpoint-policy-", Type::kEndpoint},
    {"-session-policy-", Type::kSession},
    {"-bucket-policy-", Type::kResource},
    {"-key-policy-", Type::kResource},
    {"-queue-policy-", Type::kResource},
    {"-topic-policy-", Type::kResource},
    {"-repository-policy-", Type::kResource},
    {"-resource-policy-", Type::kResource},
};

/// The path's words in lower case, each between dashes: `-scps-deny-root-json-`.
std::string DashedWords(std::string_view path) {
  std::string out = "-";
  out.reserve(path.size() * 2);
  char before = 0;
  for (const char c : path) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    const bool digit = c >= '0' && c <= '9';
    if (!upper && !lower && !digit) {
      if (out.back() != '-') out += '-';
    } else {
      const bool camel = upper && before >= 'a' && before <= 'z';
      if (camel && out.back() != '-') out += '-';
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    before = c;
  }
  if (out.back() != '-') out += '-';
  return out;
}

}  // namespace

std::string_view ToString(Type type) { return kNames[static_cast<size_t>(type)].name; }
std::string_view Describe(Type type) { return kNames[static_cast<size_t>(type)].phrase; }

std::optional<Type> ParseType(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (name == kNames[i].name || (!name.empty() && name == kNames[i].aws)) {
      return static_cast<Type>(i);
    }
  }
  return std::nullopt;
}

std::optional<Type> TypeFromPath(std::string_view path) {
  const std::string words = DashedWords(path);
  const auto* best = std::end(kPathWords);
  for (size_t at = 0; at + 1 < words.size(); at = words.find('-', at + 1)) {
    // The first of the list that stands anywhere.
    best = std::find_if(std::begin(kPathWords), best, [&](const PathWord& hint) {
      return hint.words[1] == words[at + 1] &&
             words.compare(at, hint.words.size(), hint.words) == 0;
    });
  }
  if (best == std::end(kPathWords)) return std::nullopt;
  return best->type;
}

}  // namespace whittle::policy
