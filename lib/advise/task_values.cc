#include "advise/task_values.h"

#include <algorithm>

#include "advise/split.h"
#include "text/ascii.h"

namespace whittle::advise {

std::optional<EcrImage> ReadEcrImage(std::string_view image) {
  const size_t slash = image.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view host = image.substr(0, slash);
  for (const std::string_view middle :
       {".dkr.ecr.", ".dkr.ecr-fips.", ".dkr-ecr.", ".dkr-ecr-fips."}) {
    const size_t at = host.find(middle);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = host.substr(at + middle.size());
    for (const std::string_view end : {".amazonaws.com.cn", ".amazonaws.com", ".on.aws"}) {
      if (rest.size() <= end.size() || rest.substr(rest.size() - end.size()) != end) continue;
      std::string_view repository = image.substr(slash + 1);
      repository = repository.substr(0, repository.find('@'));
      const size_t last = repository.rfind('/');
      const size_t colon = repository.find(':', last == std::string_view::npos ? 0 : last);
      return EcrImage{std::string(host.substr(0, at)),
                      std::string(rest.substr(0, rest.size() - end.size())),
                      std::string(repository.substr(0, colon))};
    }
  }
  return std::nullopt;
}

std::string BucketOf(std::string_view object) {
  return std::string(object.substr(0, object.find('/')));
}

bool IsArnOf(std::string_view text, std::string_view service) {
  const auto fields = Split(text, ':');
  return fields.size() >= 6 && fields[0] == "arn" && fields[2] == service;
}

std::string SecretArn(std::string_view value) {
  std::string arn;
  const auto fields = Split(value, ':');
  for (size_t i = 0; i < std::min<size_t>(fields.size(), 7); ++i) {
    if (i > 0) arn += ':';
    arn += fields[i];
  }
  constexpr size_t kSuffix = 7;  // `-` and six characters
  const bool whole =
      arn.size() > kSuffix && arn[arn.size() - kSuffix] == '-' &&
      std::all_of(arn.end() - 6, arn.end(), [](char c) { return text::IsLetterOrDigit(c); });
  const bool open = arn.find('<') != std::string::npos || arn.back() == '*';
  return whole || open ? arn : arn + "-??????";
}

std::string_view PartitionOf(std::string_view region) {
  if (region.substr(0, 3) == "cn-") return "aws-cn";
  if (region.substr(0, 7) == "us-gov-") return "aws-us-gov";
  return "aws";
}

}  // namespace whittle::advise
