#include "report/apply_commands.h"

#include <fmt/format.h>

#include <algorithm>

namespace whittle::report {

namespace {

const advise::Original* Find(const advise::Advice& advice, const std::string& name) {
  for (const advise::Original& original : advice.originals) {
    if (original.name == name) return &original;
  }
  return nullptr;
}

/// In single quotes where the shell would read it otherwise.
std::string Quoted(std::string_view word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                         "+=,.@_-/:") == std::string_view::npos;
  if (plain && !word.empty()) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

class Maker {
 public:
  explicit Maker(const advise::Advice& advice)
      : advice_(advice), role_(Quoted(advice.role.empty() ? "<ROLE>" : advice.role)) {
    // arn:PARTITION:iam::ACCOUNT:role/NAME
    const auto field = [&](int number) {
      std::string_view rest = advice.arn;
      for (int i = 0; i < number && !rest.empty(); ++i) {
        rest.remove_prefix(std::min(rest.size(), rest.find(':') + 1));
      }
      return rest.substr(0, rest.find(':'));
    };
    if (!field(1).empty()) partition_ = field(1);
    if (!field(4).empty()) account_ = field(4);
  }

  ApplyCommands Run() {
    if (advice_.role.empty() && !advice_.exists && !advice_.narrowed.empty()) MakeRole();
    // A policy that is split is taken away once, after the last part of it.
    for (size_t i = 0; i < advice_.narrowed.size(); ++i) {
      const advise::NarrowedPolicy& narrowed = advice_.narrowed[i];
      const advise::Original* original =
          narrowed.replaces.empty() ? nullptr : Find(advice_, narrowed.replaces[0]);
      const bool is_inline =
          original != nullptr && original->source == advise::OriginalSource::kInline;
      if (is_inline && original->name == narrowed.name) {
        PutInline(narrowed.name);
        continue;
      }
      Attach(narrowed.name);
      const bool last =
          i + 1 == advice_.narrowed.size() || advice_.narrowed[i + 1].replaces != narrowed.replaces;
      if (original != nullptr && last) TakeAway(*original);
    }
    for (const std::string& name : advice_.useless) TakeAway(*Find(advice_, name));
    std::reverse(commands_.undo.begin(), commands_.undo.end());
    return std::move(commands_);
  }

 private:
  [[nodiscard]] std::string Put(const std::string& name, std::string_view ending) const {
    return fmt::format(
        "aws iam put-role-policy --role-name {} --policy-name {} --policy-document file://{}",
        role_, Quoted(name), Quoted(FileOf(advice_, name).append(ending)));
  }

  /// An execution role that ECS may assume.
  void MakeRole() {
    role_ = Quoted(advice_.narrowed[0].name);
    commands_.apply.push_back(
        fmt::format("aws iam create-role --role-name {} --assume-role-policy-document "
                    R"('{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":)"
                    R"({{"Service":"ecs-tasks.amazonaws.com"}},"Action":"sts:AssumeRole"}}]}}')",
                    role_));
    commands_.undo.push_back(fmt::format("aws iam delete-role --role-name {}", role_));
  }

  void PutInline(const std::string& name) {
    commands_.apply.push_back(Put(name, ".json"));
    commands_.undo.push_back(Put(name, ".before.json"));
  }

  void TakeAway(const advise::Original& original) {
    if (original.source == advise::OriginalSource::kInline) {
      commands_.apply.push_back(
          fmt::format("aws iam delete-role-policy --role-name {} --policy-name {}", role_,
                      Quoted(original.name)));
      commands_.undo.push_back(Put(original.name, ".before.json"));
    } else if (!original.arn.empty()) {
      Both("detach-role-policy", "attach-role-policy", Quoted(original.arn));
    }
  }

  void Both(std::string_view verb, std::string_view undo, const std::string& policy) {
    commands_.apply.push_back(
        fmt::format("aws iam {} --role-name {} --policy-arn {}", verb, role_, policy));
    commands_.undo.push_back(
        fmt::format("aws iam {} --role-name {} --policy-arn {}", undo, role_, policy));
  }

  void Attach(const std::string& name) {
    const std::string arn =
        Quoted(fmt::format("arn:{}:iam::{}:policy/{}", partition_, account_, name));
    commands_.apply.push_back(
        fmt::format("aws iam create-policy --policy-name {} --policy-document file://{}",
                    Quoted(name), Quoted(FileOf(advice_, name) + ".json")));
    commands_.undo.push_back(fmt::format("aws iam delete-policy --policy-arn {}", arn));
    Both("attach-role-policy", "detach-role-policy", arn);
  }

  const advise::Advice& advice_;
  std::string role_;
  std::string partition_ = "aws";
  std::string account_ = "<ACCOUNT>";
  ApplyCommands commands_;
};

}  // namespace

ApplyCommands CommandsFor(const advise::Advice& advice) {
  const bool policy_alone = !advice.exists && !advice.originals.empty();
  return policy_alone ? ApplyCommands() : Maker(advice).Run();
}

std::string FileOf(const advise::Advice& advice, const std::string& policy) {
  const bool has_role = advice.role.empty() || policy.rfind(advice.role, 0) == 0;
  return has_role ? policy : advice.role + "-" + policy;
}

std::vector<const advise::Original*> InlineThatGo(const advise::Advice& advice) {
  std::vector<const advise::Original*> going;
  const auto goes = [&](const std::string& name) {
    return std::find(advice.useless.begin(), advice.useless.end(), name) != advice.useless.end() ||
           std::any_of(advice.narrowed.begin(), advice.narrowed.end(), [&](const auto& policy) {
             return !policy.replaces.empty() && policy.replaces[0] == name;
           });
  };
  for (const advise::Original& original : advice.originals) {
    if (original.source == advise::OriginalSource::kInline && goes(original.name)) {
      going.push_back(&original);
    }
  }
  return going;
}

}  // namespace whittle::report
