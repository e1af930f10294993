#include "advise/resource_fit.h"

#include <algorithm>

#include "advise/split.h"
#include "catalog/arn_format.h"
#include "policy/pattern.h"

namespace whittle::advise {

namespace {

/// `BUCKET_NAME` of `BucketName`.
std::string InCapitals(std::string_view name) {
  std::string out;
  for (size_t i = 0; i < name.size(); ++i) {
    const bool capital = name[i] >= 'A' && name[i] <= 'Z';
    const bool after_small = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (capital && after_small) out += '_';
    const bool small = name[i] >= 'a' && name[i] <= 'z';
    out += small ? static_cast<char>(name[i] - 'a' + 'A') : name[i];
  }
  return out;
}

/// `arn:aws:s3:::<BUCKET_NAME>` of `arn:${Partition}:s3:::${BucketName}`.
std::string Placeholders(std::string_view format, std::string_view partition) {
  std::string out;
  while (true) {
    const size_t open = format.find("${");
    out += format.substr(0, open);
    if (open == std::string_view::npos) return out;
    const size_t close = format.find('}', open);
    if (close == std::string_view::npos) return out;
    const std::string_view name = format.substr(open + 2, close - open - 2);
    if (name == "Partition") {
      out += partition;
    } else {
      out += '<' + InCapitals(name) + '>';
    }
    format.remove_prefix(close + 1);
  }
}

/// Whether the entry has the Region and the account that the format has, and no others.
bool HasPlaceOf(const policy::Arn& arn, std::string_view format) {
  const auto fields = Split(format, ':');
  if (fields.size() < 6) return true;
  const auto stands = [](std::string_view field) {
    return !field.empty() && !policy::HasWildcard(field);
  };
  const bool less =
      (arn.region().empty() && !fields[3].empty()) || (arn.account().empty() && !fields[4].empty());
  const bool more =
      fields[3].empty() && fields[4].empty() && stands(arn.region()) && stands(arn.account());
  return !less && !more;
}

bool Fits(const policy::Resource& resource, std::string_view format) {
  return catalog::MayMatch(resource, format) && HasPlaceOf(resource.arn, format);
}

}  // namespace

policy::Resource ResourceOf(std::string_view arn, text::Arena& arena) {
  policy::Resource resource;
  resource.text.value = arn;
  resource.text.pieces = policy::Scan(arn, arena);
  for (const policy::Piece& piece : resource.text.pieces) {
    resource.text.has_holes |= piece.kind == policy::PieceKind::kHole;
    resource.text.has_variables |= piece.kind == policy::PieceKind::kVariable;
  }
  resource.text.has_wildcard = policy::HasWildcard(arn);
  resource.arn = policy::Arn(resource.text);
  return resource;
}

bool Accepts(const catalog::Action& action, const policy::Resource& resource) {
  return action.AnyArnFormat([&](std::string_view format) { return Fits(resource, format); });
}

std::vector<std::string_view> LackingTypes(const catalog::Action& action,
                                           const std::vector<std::string>& arns) {
  std::vector<std::string_view> lacking;
  text::Arena arena;
  for (const catalog::ActionResource& one : action.resources()) {
    if (!one.required) continue;
    const auto formats = one.type.arn_formats();
    const bool given = std::any_of(arns.begin(), arns.end(), [&](const std::string& arn) {
      const policy::Resource resource = ResourceOf(arn, arena);
      return std::any_of(formats.begin(), formats.end(),
                         [&](std::string_view format) { return Fits(resource, format); });
    });
    if (!given) lacking.push_back(one.type.name());
  }
  return lacking;
}

std::vector<std::string> PlaceholdersOf(const catalog::Action& action, std::string_view partition) {
  const auto resources = action.resources();
  const bool some_required =
      std::any_of(resources.begin(), resources.end(), [](const auto& one) { return one.required; });
  std::vector<std::string> arns;
  for (const catalog::ActionResource& one : resources) {
    if (some_required && !one.required) continue;
    for (const std::string_view format : one.type.arn_formats()) {
      arns.push_back(Placeholders(format, partition));
    }
  }
  return arns;
}

}  // namespace whittle::advise
