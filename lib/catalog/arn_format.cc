#include "catalog/arn_format.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "policy/pattern.h"
#include "text/ascii.h"

namespace whittle::catalog {

namespace {

constexpr size_t kMaxArn = 2048;

/// Stands in a glob for a name without a slash; no ARN holds it.
constexpr char kName = '\1';
/// Stands for a `*` that only a wildcard meets.
constexpr char kStar = '\2';

/// The part of a format behind its account, and its service.
struct Format {
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;
};

/// Formats are AWS's: six fields, and no colon inside the first five.
Format Split(std::string_view format) {
  std::array<std::string_view, 5> fields;
  for (std::string_view& field : fields) {
    const size_t colon = std::min(format.find(':'), format.size());
    field = format.substr(0, colon);
    format.remove_prefix(std::min(colon + 1, format.size()));
  }
  return {fields[2], fields[3], fields[4], format};
}

/// Names that are known to hold no slash, and that tell a type from its neighbour (a bucket from
/// an object, a table from an index).
bool HoldsNoSlash(std::string_view service, std::string_view field) {
  return (service == "s3" && field == "BucketName") ||
         (service == "dynamodb" && field == "TableName") ||
         (service == "ecs" && field == "ClusterName");
}

/// Where a format comes from: AWS's tables, whose few `*` stand for any text, or its policies,
/// whose `*` are wildcards themselves.
enum class Origin : uint8_t { kTable, kPolicy };

/// `table/${TableName}` as a glob.
std::string GlobOf(const Format& format, Origin origin = Origin::kTable) {
  std::string glob;
  std::string_view rest = format.resource;
  while (!rest.empty()) {
    const size_t open = std::min(rest.find("${"), rest.size());
    for (const char c : rest.substr(0, open)) {
      glob += c == '*' && origin == Origin::kPolicy ? kStar : c;
    }
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const size_t close = std::min(rest.find('}'), rest.size() - 1);
    glob += HoldsNoSlash(format.service, rest.substr(2, close - 2)) ? kName : '*';
    rest.remove_prefix(close + 1);
  }
  return glob;
}

/// Whether some string is matched by both; `glob` may hold kName.
bool Meet(std::string_view pattern, std::string_view glob) {
  const auto open = [](char c) { return c == '*' || c == kName; };
  std::vector<char> reach(glob.size() + 1, 0);
  std::vector<char> next(glob.size() + 1, 0);
  reach[0] = 1;
  for (size_t j = 0; j < glob.size() && open(glob[j]); ++j) reach[j + 1] = 1;
  for (const char p : pattern) {
    next[0] = p == '*' ? reach[0] : 0;
    for (size_t j = 0; j < glob.size(); ++j) {
      const char g = glob[j];
      bool both = false;
      if (p == '*') {
        both = reach[j + 1] != 0 || next[j] != 0;
      } else if (open(g)) {
        both = next[j] != 0 || (reach[j + 1] != 0 && (g == '*' || p != '/'));
      } else {
        both = reach[j] != 0 && (p == '?' || p == g);
      }
      next[j + 1] = both ? 1 : 0;
    }
    std::swap(reach, next);
  }
  return reach[glob.size()] != 0;
}

/// The entry's resource part with `*` for each variable and hole.
std::string Resolved(const policy::Resource& resource) {
  std::string pattern;
  const uint32_t begin = resource.arn.begin(policy::ArnField::kResource);
  for (const policy::Piece& piece : resource.text.pieces) {
    if (piece.end <= begin) continue;
    const uint32_t from = std::max(begin, piece.begin);
    if (piece.kind == policy::PieceKind::kLiteral) {
      pattern += resource.text.value.substr(from, piece.end - from);
    } else {
      pattern += '*';
    }
  }
  return pattern;
}

/// The entry says nothing that a format could contradict.
bool Unreadable(const policy::Resource& resource) {
  return resource.all() || resource.arn.opaque() || !resource.arn.complete() ||
         resource.arn.field(policy::ArnField::kPrefix) != "arn" ||
         resource.text.value.size() > kMaxArn || resource.arn.unknown(policy::ArnField::kService);
}

/// An earlier field ends in `*` and the account is none: AWS's pages differ on whether the `*`
/// reaches over the colon (design), so the rest may be anything.
bool MayCrossColons(const policy::Arn& arn) {
  const std::string_view account = arn.account();
  const bool plain = account.empty() || account == "*" || account == "aws" ||
                     arn.unknown(policy::ArnField::kAccount) ||
                     std::all_of(account.begin(), account.end(), text::IsDigit);
  if (plain) return false;
  const auto ends_in_star = [](std::string_view field) {
    return !field.empty() && field.back() == '*';
  };
  return ends_in_star(arn.partition()) || ends_in_star(arn.service()) || ends_in_star(arn.region());
}

bool Meets(const policy::Resource& resource, std::string_view format, Origin origin) {
  if (Unreadable(resource)) return true;
  const Format wanted = Split(format);
  const std::string_view service = resource.arn.service();
  const bool any_service = wanted.service.find("${") != std::string_view::npos;
  if (service != wanted.service && !any_service &&
      !policy::Matches(service, wanted.service, policy::Case::kInsensitive)) {
    return false;
  }
  const std::string_view pattern = resource.arn.resource();
  // Most pairs differ in a letter before anything is open.
  const size_t common = std::min(pattern.size(), wanted.resource.size());
  for (size_t i = 0; i < common; ++i) {
    const char p = pattern[i];
    const char f = wanted.resource[i];
    if (f == '$' && wanted.resource.find('}', i) == wanted.resource.size() - 1 &&
        !HoldsNoSlash(wanted.service,
                      wanted.resource.substr(i + 2, wanted.resource.size() - i - 3))) {
      return true;  // the format ends in a name, and a name may be anything
    }
    if (p == '*' && i + 1 == pattern.size()) return true;
    if (p == '*' || p == '?' || p == '$' || p == '{' || p == '<' || f == '$') break;
    if (p != f) return MayCrossColons(resource.arn);
  }
  const std::string glob = GlobOf(wanted, origin);
  const bool meet =
      resource.text.pieces.empty() ? Meet(pattern, glob) : Meet(Resolved(resource), glob);
  return meet || MayCrossColons(resource.arn);
}

}  // namespace

bool MayMatch(const policy::Resource& resource, std::string_view format) {
  return Meets(resource, format, Origin::kTable);
}

bool CoversFormat(const policy::Resource& resource, std::string_view format) {
  if (resource.all()) return true;
  if (Unreadable(resource) || !resource.text.pieces.empty()) return false;
  const Format wanted = Split(format);
  const auto covers = [](std::string_view pattern, std::string_view field) {
    if (pattern == "*") return true;
    return field.find("${") == std::string_view::npos && pattern == field;
  };
  if (!covers(resource.arn.service(), wanted.service) ||
      !covers(resource.arn.region(), wanted.region) ||
      !covers(resource.arn.account(), wanted.account)) {
    return false;
  }
  // What stands for an open part matches anything, so a literal stand-in tells the truth.
  std::string glob = GlobOf(wanted);
  std::replace(glob.begin(), glob.end(), '*', kName);
  return policy::Matches(resource.arn.resource(), glob, policy::Case::kSensitive) &&
         resource.arn.resource().find('?') == std::string_view::npos;
}

bool MayMatch(const policy::Resource& resource, const Action& action) {
  if (resource.all()) return true;
  return action.AnyArnFormat([&](std::string_view format) {
    return Meets(resource, format, Origin::kTable);
  }) || action.AnyGrantedArn([&](std::string_view arn) {
    return Meets(resource, arn, Origin::kPolicy);
  });
}

bool IsWholeType(const policy::Resource& resource, const Action& action) {
  if (resource.arn.service() != action.service().prefix()) return false;
  std::string_view name = resource.arn.resource();
  if (name.empty() || name.back() != '*') return false;
  name.remove_suffix(1);
  if (name.empty()) return true;
  return (name.back() == '/' || name.back() == ':') &&
         name.find_first_of("/:*?$") == name.size() - 1;
}

}  // namespace whittle::catalog
