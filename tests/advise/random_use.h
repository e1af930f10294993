// AWS managed policies drawn at random, and use of them drawn at random. The environment variables
// WHITTLE_SEED and WHITTLE_POLICIES choose the draw and how many policies there are.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "advise/usage/usage.h"
#include "catalog/catalog.h"
#include "policy/arn.h"
#include "policy/arn_pattern.h"
#include "policy/policy.h"

namespace whittle::advise {

inline const catalog::Catalog& BuiltIn() { return catalog::Catalog::BuiltIn(); }

/// The principal of all that is drawn.
inline constexpr const char* kDrawnRole = "arn:aws:iam::111122223333:role/app";

class Draw {
 public:
  Draw() : Draw(Number("WHITTLE_SEED", 20261125)) {}
  explicit Draw(unsigned seed) : seed_(seed), random_(seed) {}

  /// For SCOPED_TRACE: how to draw the same again.
  [[nodiscard]] std::string Name() const { return "WHITTLE_SEED=" + std::to_string(seed_); }

  /// How many policies the run is to draw.
  [[nodiscard]] static size_t Policies(unsigned usual) { return Number("WHITTLE_POLICIES", usual); }

  size_t Below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }

  /// One of the managed policies that AWS still offers.
  catalog::ManagedPolicy Managed() {
    while (true) {
      const auto managed =
          BuiltIn().managed_policy(static_cast<uint32_t>(Below(BuiltIn().managed_policy_count())));
      if (managed.withdrawn().empty() && managed.latest()) return managed;
    }
  }

  /// `arn:${Partition}:s3:::${BucketName}` with names in it.
  std::string Filled(std::string_view format) {
    std::string out;
    for (size_t at = 0; at < format.size();) {
      if (format.substr(at, 2) != "${") {
        out += format[at++];
        continue;
      }
      const size_t close = format.find('}', at);
      const std::string_view name = format.substr(at + 2, close - at - 2);
      out += name == "Partition" ? "aws"
             : name == "Region"  ? "eu-west-1"
             : name == "Account" ? "111122223333"
                                 : "name" + std::to_string(Below(3));
      if (name == "SecretId") out += "-a1b2c3";  // as Secrets Manager makes them
      at = close + 1;
    }
    return out;
  }

 private:
  static unsigned Number(const char* variable, unsigned usual) {
    const char* given = std::getenv(variable);
    return given == nullptr ? usual : static_cast<unsigned>(std::atoi(given));
  }

  unsigned seed_;
  std::mt19937 random_;
};

/// The format's service, Region and account are what those names say.
inline bool HasPlace(std::string_view format) {
  policy::Text text;
  text.value = format;
  const policy::Arn arn(text);
  return arn.service().find('$') == std::string_view::npos &&
         (arn.region().empty() || arn.region() == "${Region}") &&
         (arn.account().empty() || arn.account() == "${Account}" || arn.account() == "aws");
}

/// An ARN that the pattern matches.
inline std::string WithoutStars(std::string_view pattern) {
  std::string out;
  int colons = 0;
  for (const char c : pattern) {
    if (c == ':') ++colons;
    const bool field = c == '*' && (out.empty() || out.back() == ':');
    if (c != '*') {
      out += c;
    } else if (field && colons == 1) {
      out += "aws";
    } else if (field && colons == 3) {
      out += "eu-west-1";
    } else if (field && colons == 4) {
      out += "111122223333";
    } else {
      out += 'x';
    }
  }
  return out;
}

/// An ARN of the action's that one of the patterns matches; `*` where it takes no other.
inline std::string DrawArn(const catalog::Action& action, const std::vector<std::string>& patterns,
                           Draw& draw) {
  std::string arn = "*";
  // Stops at the first that is drawn.
  (void)action.AnyArnFormat([&](std::string_view format) {
    if (!HasPlace(format)) return false;
    const std::string filled = draw.Filled(format);
    const bool granted = std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
      return policy::ArnCovers(pattern, filled);
    });
    if (granted) arn = filled;
    return granted && draw.Below(2) == 0;
  });
  if (arn == "*" && patterns[0] != "*") arn = WithoutStars(patterns[draw.Below(patterns.size())]);
  return arn;
}

/// A log of all services with calls of a few of the actions that the policy allows, at most `most`,
/// on ARNs that it allows them on.
inline Usage DrawUse(const policy::Policy& policy, size_t most, Draw& draw) {
  Usage usage;
  usage.window = {"2026-08-01T00:00:00Z", "2026-11-01T00:00:00Z"};
  for (uint32_t id = 0; id < BuiltIn().service_count(); ++id) {
    usage.services.emplace(BuiltIn().service(id).prefix());
  }
  ActionUsages& used = usage.principals[kDrawnRole];
  for (const policy::Statement& statement : policy.statements) {
    if (!statement.allows() || statement.action.negated || statement.resource.negated) continue;
    std::vector<std::string> patterns;
    for (const policy::Resource& entry : statement.resource.entries) {
      if (entry.text.value.find("${") == std::string_view::npos) {
        patterns.emplace_back(entry.text.value);
      }
    }
    if (patterns.empty()) continue;
    for (const policy::Action& entry : statement.action.entries) {
      const catalog::ActionMatch match = BuiltIn().MatchActions(entry.text.value);
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (catalog::ActionId id = range.begin; id < range.end; ++id) {
          if (used.size() >= most || draw.Below(match.actions.size() > 20 ? 10 : 3) != 0) continue;
          const catalog::Action action = BuiltIn().action(id);
          ActionUsage& usage_of = used[action.full_name()];
          usage_of.allowed += 1;
          usage_of.resources.insert(DrawArn(action, patterns, draw));
        }
      }
    }
  }
  return usage;
}

/// The drawn role, as `aws iam get-role` and its kin tell of it, with these members besides.
inline std::string DrawnRole(const std::string& members, const std::string& arn = kDrawnRole) {
  return R"({"RoleName": ")" + arn.substr(arn.rfind('/') + 1) + R"(", "Arn": ")" + arn +
         R"(", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}, )" +
         members + "}";
}

/// The drawn role with the managed policy attached.
inline std::string DrawnRoleWith(const catalog::ManagedPolicy& managed) {
  return DrawnRole(R"("AttachedManagedPolicies": [{"PolicyName": ")" + std::string(managed.name()) +
                   R"(", "PolicyArn": ")" + managed.arn() + "\"}]");
}

}  // namespace whittle::advise
