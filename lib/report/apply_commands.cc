#include "report/apply_commands.h"

#include <fmt/format.h>

#include <algorithm>

namespace whittle::report {

namespace {

const advise::Original* Replaced(const advise::Advice& advice,
                                 const advise::NarrowedPolicy& narrowed) {
  for (const advise::Original& original : advice.originals) {
    if (std::find(narrowed.replaces.begin(), narrowed.replaces.end(), original.name) !=
        narrowed.replaces.end()) {
      return &original;
    }
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
      : advice_(advice), role_(Quoted(advice.role.empty() ? "<ROLE>" : advice.role)) {}

  ApplyCommands Run() {
    for (const advise::NarrowedPolicy& narrowed : advice_.narrowed) {
      const advise::Original* original = Replaced(advice_, narrowed);
      if (original != nullptr && original->source == advise::OriginalSource::kInline) {
        PutInline(narrowed.name);
      } else {
        Attach(narrowed.name, original);
      }
    }
    std::reverse(commands_.undo.begin(), commands_.undo.end());
    return std::move(commands_);
  }

 private:
  void PutInline(const std::string& name) {
    const auto put = [&](std::string_view file) {
      return fmt::format(
          "aws iam put-role-policy --role-name {} --policy-name {} --policy-document file://{}",
          role_, Quoted(name), Quoted(fmt::format("{}{}", name, file)));
    };
    commands_.apply.push_back(put(".json"));
    commands_.undo.push_back(put(".before.json"));
  }

  void Attach(const std::string& name, const advise::Original* original) {
    const std::string arn =
        Quoted(fmt::format("arn:{}:iam::{}:policy/{}", Partition(original), "<ACCOUNT>", name));
    commands_.apply.push_back(
        fmt::format("aws iam create-policy --policy-name {} --policy-document file://{}",
                    Quoted(name), Quoted(name + ".json")));
    commands_.undo.push_back(fmt::format("aws iam delete-policy --policy-arn {}", arn));
    const auto both = [&](std::string_view verb, std::string_view undo, const std::string& policy) {
      commands_.apply.push_back(
          fmt::format("aws iam {} --role-name {} --policy-arn {}", verb, role_, policy));
      commands_.undo.push_back(
          fmt::format("aws iam {} --role-name {} --policy-arn {}", undo, role_, policy));
    };
    both("attach-role-policy", "detach-role-policy", arn);
    if (original != nullptr && !original->arn.empty()) {
      both("detach-role-policy", "attach-role-policy", Quoted(original->arn));
    }
  }

  static std::string_view Partition(const advise::Original* original) {
    if (original == nullptr || original->arn.empty()) return "aws";
    const std::string_view rest = std::string_view(original->arn).substr(4);
    return rest.substr(0, rest.find(':'));
  }

  const advise::Advice& advice_;
  std::string role_;
  ApplyCommands commands_;
};

}  // namespace

ApplyCommands CommandsFor(const advise::Advice& advice) {
  const bool policy_alone = !advice.exists && !advice.originals.empty();
  return policy_alone ? ApplyCommands() : Maker(advice).Run();
}

}  // namespace whittle::report
