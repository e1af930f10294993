#include "documents/cli_script.h"

#include <algorithm>
#include <set>
#include <vector>

#include "text/shell.h"

namespace whittle::documents {

using text::ShellWord;

namespace {

constexpr std::string_view kFileUrl = "file://";

/// One `aws iam` command.
class IamCommand {
 public:
  /// Nothing where the words are no such command. Global options may stand before `iam`.
  static std::optional<IamCommand> Read(std::span<const ShellWord> words) {
    const auto is = [](std::string_view name) {
      return [name](const ShellWord& word) { return word.text.text == name; };
    };
    const auto aws = std::find_if(words.begin(), words.end(), is("aws"));
    const auto iam = std::find_if(aws, words.end(), is("iam"));
    if (aws == words.end() || iam == words.end() || iam + 1 == words.end()) return std::nullopt;
    return IamCommand((iam + 1)->text.text,
                      words.subspan(static_cast<size_t>(iam + 2 - words.begin())));
  }

  [[nodiscard]] std::string_view name() const { return name_; }

  /// The value of `--option VALUE` or `--option=VALUE`.
  [[nodiscard]] std::optional<ShellWord> Option(std::string_view option, text::Arena& arena) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      const std::string_view word = words_[i].text.text;
      if (word == option && i + 1 < words_.size()) return words_[i + 1];
      if (word.size() > option.size() && word[option.size()] == '=' &&
          word.substr(0, option.size()) == option) {
        return Behind(words_[i], option.size() + 1, arena);
      }
    }
    return std::nullopt;
  }

  /// The word without its first `size` bytes.
  static ShellWord Behind(const ShellWord& word, size_t size, text::Arena& arena) {
    const size_t end = word.text.text.size();
    return {text::Slice(word.text, size, end, arena), word.text.ToFile(size, end)};
  }

 private:
  IamCommand(std::string_view name, std::span<const ShellWord> words)
      : name_(name), words_(words) {}

  std::string_view name_;
  std::span<const ShellWord> words_;
};

/// What the script says of one role, in the order of the commands.
struct ScriptRole {
  std::string_view name;
  ShellWord name_word;
  std::optional<ShellWord> trust;
  struct Inline {
    ShellWord document;
    std::optional<ShellWord> name;
  };
  std::vector<Inline> inline_policies;
  std::vector<ShellWord> attached;
  std::optional<ShellWord> boundary;
};

class Builder {
 public:
  explicit Builder(Finder& finder)
      : finder_(finder), script_(text::ReadShell(*finder.file().source, finder.arena())) {}

  void Run() {
    for (const text::ShellCommand& command : script_.commands) {
      if (const auto iam = IamCommand::Read(command.words)) Take(*iam);
    }
    for (const ScriptRole& role : roles_) AddRole(role);
    for (const Named& policy : managed_) AddManaged(policy);
    for (size_t i = 0; i < script_.here_documents.size(); ++i) {
      if (claimed_.count(i) == 0) {
        finder_.AddPolicyText(script_.here_documents[i].text, {}, Place(), false);
      }
    }
  }

 private:
  struct Named {
    ShellWord name;
    ShellWord document;
  };

  void Take(const IamCommand& iam) {
    const auto role_name = Option(iam, "--role-name");
    if (iam.name() == "create-role" && role_name) {
      ScriptRole& role = RoleOf(*role_name);
      role.trust = Option(iam, "--assume-role-policy-document");
      if (const auto boundary = Option(iam, "--permissions-boundary")) role.boundary = boundary;
    } else if (iam.name() == "attach-role-policy" && role_name) {
      if (const auto arn = Option(iam, "--policy-arn")) RoleOf(*role_name).attached.push_back(*arn);
    } else if (iam.name() == "put-role-policy" && role_name) {
      if (const auto document = Option(iam, "--policy-document")) {
        RoleOf(*role_name).inline_policies.push_back({*document, Option(iam, "--policy-name")});
      }
    } else if (iam.name() == "put-role-permissions-boundary" && role_name) {
      RoleOf(*role_name).boundary = Option(iam, "--permissions-boundary");
    } else if (iam.name() == "create-policy") {
      const auto name = Option(iam, "--policy-name");
      const auto document = Option(iam, "--policy-document");
      if (name && document) managed_.push_back({*name, *document});
    }
  }

  std::optional<ShellWord> Option(const IamCommand& iam, std::string_view name) {
    return iam.Option(name, finder_.arena());
  }

  ScriptRole& RoleOf(const ShellWord& name) {
    for (ScriptRole& role : roles_) {
      if (role.name == name.text.text) return role;
    }
    ScriptRole role;
    role.name = name.text.text;
    role.name_word = name;
    roles_.push_back(role);
    return roles_.back();
  }

  /// The word as a string of the file.
  policy::Text MakeText(const ShellWord& word) {
    const std::string_view text = word.text.text;
    const std::string_view raw = finder_.file().source->Slice(word.span);
    const size_t quote = (raw.size() - std::min(raw.size(), text.size())) / 2;
    const bool exact =
        raw.size() == text.size() + 2 * quote && raw.substr(quote, text.size()) == text;
    const auto* node = finder_.arena().New<text::Node>(
        text::Node::Scalar(text::NodeKind::kString, word.span, text, exact));
    return finder_.MakeText(node);
  }

  /// The here-document that writes the file of a `file://` word, or none.
  std::optional<size_t> HereDocumentOf(const ShellWord& word) const {
    std::string_view path = word.text.text.substr(kFileUrl.size());
    const auto plain = [](std::string_view name) {
      return name.substr(0, 2) == "./" ? name.substr(2) : name;
    };
    for (size_t i = script_.here_documents.size(); i-- > 0;) {
      if (plain(script_.here_documents[i].target) == plain(path)) return i;
    }
    return std::nullopt;
  }

  static bool IsFile(const ShellWord& word) {
    return word.text.text.substr(0, kFileUrl.size()) == kFileUrl;
  }

  static Surroundings Place() {
    Surroundings around;
    around.hint.source = policy::TypeSource::kPlace;
    return around;
  }

  /// Adds the policy that a word holds or names; kNoDocument where it stands in another file.
  uint32_t AddDocument(const ShellWord& word, policy::Type type, const Owner& owner,
                       std::string_view name) {
    Surroundings around = Place();
    around.hint.type = type;
    around.owner = owner;
    around.name = name;
    if (!IsFile(word)) return finder_.AddPolicyText(word.text, {}, around, true);
    const auto here = HereDocumentOf(word);
    if (!here) return kNoDocument;
    claimed_.insert(*here);
    return finder_.AddPolicyText(script_.here_documents[*here].text, {}, around, true);
  }

  void AddRole(const ScriptRole& from) {
    Role* role = finder_.arena().New<Role>();
    role->name = MakeText(from.name_word);
    role->name_node = role->name.node;
    role->node = role->name.node;
    // Other scripts, and people, may attach more.
    role->open = !from.trust;
    if (from.boundary) role->boundary = MakeText(*from.boundary);
    Document document;
    document.kind = Kind::kRole;
    document.owner = {"role", role->name.known() ? role->name.value : std::string_view(), {}};
    document.node = role->node;
    document.role = role;
    const Owner owner = document.owner;
    finder_.file().documents.push_back(std::move(document));

    std::vector<RoleFile> files;
    if (from.trust) {
      role->trust = AddDocument(*from.trust, policy::Type::kTrust, owner, {});
      if (role->trust == kNoDocument && IsFile(*from.trust)) {
        files.push_back({RolePart::kTrust, PathOf(*from.trust), {}});
      }
    }
    std::vector<uint32_t> indices;
    for (const ScriptRole::Inline& policy : from.inline_policies) {
      const policy::Text name = policy.name ? MakeText(*policy.name) : policy::Text();
      const uint32_t index =
          AddDocument(policy.document, policy::Type::kIdentity, owner, name.value);
      if (index != kNoDocument) {
        indices.push_back(index);
      } else if (IsFile(policy.document)) {
        files.push_back({RolePart::kInline, PathOf(policy.document), name});
      } else {
        role->open = true;
      }
    }
    role->inline_policies = finder_.arena().Copy(indices);
    role->files = finder_.arena().Copy(files);
    std::vector<AttachedPolicy> attached;
    for (const ShellWord& arn : from.attached) {
      AttachedPolicy policy;
      policy.arn = MakeText(arn);
      policy.node = policy.arn.node;
      attached.push_back(policy);
    }
    role->attached = finder_.arena().Copy(attached);
  }

  policy::Text PathOf(const ShellWord& word) {
    return MakeText(IamCommand::Behind(word, kFileUrl.size(), finder_.arena()));
  }

  void AddManaged(const Named& policy) {
    const std::string_view name = MakeText(policy.name).value;
    AddDocument(policy.document, policy::Type::kIdentity, {"policy", name, {}}, name);
  }

  Finder& finder_;
  text::ShellScript script_;
  std::vector<ScriptRole> roles_;
  std::vector<Named> managed_;
  std::set<size_t> claimed_;  ///< here-documents that a command names
};

}  // namespace

bool LooksLikeCliScript(std::string_view text) {
  return text.find("aws ") != std::string_view::npos &&
         (text.find("--assume-role-policy-document") != std::string_view::npos ||
          text.find("--policy-document") != std::string_view::npos ||
          text.find("attach-role-policy") != std::string_view::npos);
}

void AddCliScript(Finder& finder) { Builder(finder).Run(); }

}  // namespace whittle::documents
