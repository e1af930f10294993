#include "advise/fill_in.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "policy/arn_pattern.h"
#include "policy/pattern.h"
#include "text/ascii.h"
#include "text/json_writer.h"

namespace whittle::advise {

using text::Node;

namespace {

/// End of the `<NAME>` at `at`; npos where there is none.
size_t PlaceholderEnd(std::string_view text, size_t at) {
  if (text[at] != '<') return std::string_view::npos;
  size_t end = at + 1;
  while (end < text.size() && ((text[end] >= 'A' && text[end] <= 'Z') ||
                               (text[end] >= '0' && text[end] <= '9') || text[end] == '_')) {
    ++end;
  }
  return end > at + 1 && end < text.size() && text[end] == '>' ? end + 1 : std::string_view::npos;
}

template <typename Replacement>
std::string Replace(std::string_view text, Replacement replacement) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = PlaceholderEnd(text, at);
    if (end == std::string_view::npos) {
      out += text[at++];
    } else {
      out += replacement(text.substr(at + 1, end - at - 2));
      at = end;
    }
  }
  return out;
}

constexpr std::string_view kAccount = "ACCOUNT";
constexpr std::string_view kAccountNumber = "987654321098";

std::string NameFor(std::string_view placeholder) {
  // lib/access reads an account field that is no number with more caution.
  if (placeholder == kAccount) return std::string(kAccountNumber);
  std::string name = "~";
  for (const char c : placeholder) {
    name += text::ToLower(c);
  }
  return name + '~';
}

class Widener {
 public:
  std::string Run(const policy::Policy& policy) {
    std::vector<Node> statements;
    for (const policy::Statement& statement : policy.statements) {
      statements.push_back(statement.allows() ? Allow(*statement.node) : *statement.node);
    }
    std::vector<std::pair<std::string_view, Node>> members;
    if (policy.version_node != nullptr) members.emplace_back("Version", *policy.version_node);
    members.emplace_back("Statement", build_.Array(statements));
    return text::WriteJson(build_.Object(members), text::JsonStyle::kCompact);
  }

 private:
  Node Allow(const Node& statement) {
    std::vector<std::pair<std::string_view, Node>> members;
    for (const text::Member& member : statement.members()) {
      members.emplace_back(member.key.text(),
                           member.key.text() == "Resource" ? Wide(member.value) : member.value);
    }
    return build_.Object(members);
  }

  Node Wide(const Node& value) {
    if (value.is_string()) {
      return build_.String(Replace(value.text(), [](std::string_view) { return "*"; }));
    }
    if (!value.is_array()) return value;
    std::vector<Node> items;
    for (const Node& item : value.items()) {
      items.push_back(item.is_string() ? Wide(item) : item);
    }
    return build_.Array(items);
  }

  text::Arena arena_;
  text::TreeBuilder build_{arena_};
};

}  // namespace

std::unique_ptr<const OwnedPolicy> OwnedPolicy::Read(std::string text) {
  std::unique_ptr<OwnedPolicy> owned(new OwnedPolicy(std::move(text)));
  text::JsonResult json = text::ReadJson(owned->source_);
  if (json.error) return nullptr;
  owned->tree_ = std::move(json.tree);
  policy::TypeHint hint;
  hint.type = policy::Type::kIdentity;
  owned->policy_ = policy::Parse(owned->tree_.root, hint, owned->tree_.arena);
  return owned;
}

std::string FillIn(std::string_view text) { return Replace(text, NameFor); }

std::string FillInPlausibly(std::string_view text) {
  return Replace(text, [](std::string_view name) -> std::string {
    const auto has = [&](std::string_view part) {
      return name.find(part) != std::string_view::npos;
    };
    if (has("PARTITION")) return "aws";
    if (has("REGION")) return "us-east-1";
    if (has("ACCOUNT")) return std::string(kAccountNumber);
    return NameFor(name).substr(1, name.size());
  });
}

std::string Widen(const policy::Policy& policy) { return Widener().Run(policy); }

std::string WidenText(std::string_view text) {
  return Replace(text, [](std::string_view) { return "*"; });
}

bool MayGrant(const policy::Policy& policy, const Requirement& requirement) {
  const auto may_meet = [&](const policy::Resource& granted) {
    return std::any_of(requirement.resources.begin(), requirement.resources.end(),
                       [&](const std::string& needed) {
                         const std::string wide = WidenText(needed);
                         return wide != needed && policy::ArnsIntersect(granted.text.value, wide);
                       });
  };
  for (const policy::Statement& statement : policy.statements) {
    if (!statement.allows() || statement.action.negated || statement.resource.negated) continue;
    const auto& actions = statement.action.entries;
    const auto& resources = statement.resource.entries;
    if (std::any_of(actions.begin(), actions.end(),
                    [&](const policy::Action& action) {
                      return policy::Matches(action.text.value, requirement.action,
                                             policy::Case::kInsensitive);
                    }) &&
        std::any_of(resources.begin(), resources.end(), may_meet)) {
      return true;
    }
  }
  return false;
}

}  // namespace whittle::advise
