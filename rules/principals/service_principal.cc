#include "rules/principals/service_principal.h"

#include <algorithm>

namespace whittle::rules {

namespace {

/// The domains of the partitions, and that of AWS's internal endpoints.
constexpr std::string_view kDomains[] = {
    ".amazonaws.com", ".amazonaws.com.cn", ".amazon.com",   ".amazonaws.eu",
    ".c2s.ic.gov",    ".sc2s.sgov.gov",    ".aws.internal",
};

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

bool IsLabelCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

std::string_view ServiceLabels(std::string_view text) {
  for (const std::string_view domain : kDomains) {
    if (EndsWith(text, domain)) return text.substr(0, text.size() - domain.size());
  }
  return text;
}

bool LooksLikeServicePrincipal(std::string_view text) {
  const std::string_view labels = ServiceLabels(text);
  if (labels.size() == text.size()) return false;
  if (labels.front() == '.' || labels.back() == '.') return false;
  return std::all_of(labels.begin(), labels.end(),
                     [](char c) { return c == '.' || IsLabelCharacter(c); });
}

}  // namespace whittle::rules
