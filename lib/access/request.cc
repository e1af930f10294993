#include "access/request.h"

#include <algorithm>
#include <array>

#include "access/arn_fields.h"
#include "policy/pattern.h"
#include "text/ascii.h"

namespace whittle::access {

namespace {

constexpr size_t kNone = std::string_view::npos;

bool IsDomain(std::string_view text) {
  return text.find('.') != kNone && std::all_of(text.begin(), text.end(), [](char c) {
           return text::IsLetterOrDigit(c) || c == '-' || c == '.' || c == '/' || c == ':' ||
                  c == '_';
         });
}

bool IsCanonicalId(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return text::IsDigit(c) || (c >= 'a' && c <= 'f');
         });
}

/// Services are `x.amazonaws.com`, with a country's ending in some partitions. Cognito's identity
/// pools have such a name and are a provider.
RequesterKind KindOfDomain(std::string_view domain) {
  if (domain == "cognito-identity.amazonaws.com") return RequesterKind::kProvider;
  return domain.find(".amazonaws.") != kNone || domain.find(".amazon.com") != kNone ||
                 domain.find(".aws.internal") != kNone || domain.find(".api.aws") != kNone
             ? RequesterKind::kService
             : RequesterKind::kProvider;
}

bool Skip(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view AfterLastSlash(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::optional<Requester> ParseArn(std::string_view text) {
  const ArnFields arn = ArnFields::Split(text);
  if (!arn.complete() || arn.account().empty()) return std::nullopt;
  Requester who;
  who.text = text;
  who.partition = arn.partition();
  who.account = arn.account();
  std::string_view rest = arn.resource();
  if (arn.service() == "iam") {
    if (rest == "root") {
      who.kind = RequesterKind::kRoot;
    } else if (Skip(rest, "user/")) {
      who.kind = RequesterKind::kUser;
    } else if (Skip(rest, "role/")) {
      who.kind = RequesterKind::kRole;
    } else if (Skip(rest, "saml-provider/") || Skip(rest, "oidc-provider/")) {
      // A provider is not of its account: no identity policy speaks for it.
      who.kind = RequesterKind::kProvider;
      who.account.clear();
    } else {
      return std::nullopt;
    }
    who.name = AfterLastSlash(rest);
    return who;
  }
  if (arn.service() != "sts") return std::nullopt;
  if (Skip(rest, "assumed-role/")) {
    who.kind = RequesterKind::kRoleSession;
    const size_t slash = rest.find('/');
    who.name = rest.substr(0, slash);
    if (slash != kNone) who.session = rest.substr(slash + 1);
  } else if (Skip(rest, "federated-user/")) {
    who.kind = RequesterKind::kFederatedUser;
    who.name = rest;
  } else {
    return std::nullopt;
  }
  return who;
}

}  // namespace

std::optional<Requester> Requester::Parse(std::string_view text) {
  if (text.substr(0, 4) == "arn:") return ParseArn(text);
  Requester who;
  who.text = text;
  if (IsCanonicalId(text)) {
    who.kind = RequesterKind::kCanonicalUser;
  } else if (IsDomain(text)) {
    who.kind = KindOfDomain(text);
  } else {
    return std::nullopt;
  }
  return who;
}

uint32_t HashKey(std::string_view key) {
  uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : key) {
    hash = (hash ^ static_cast<unsigned char>(text::ToLower(c))) * 16777619U;
  }
  return hash;
}

bool ContextKey::null() const {
  return std::all_of(values.begin(), values.end(),
                     [](const std::string& value) { return value.empty(); });
}

ContextKey& Context::Entry(std::string_view key) {
  const uint32_t hash = HashKey(key);
  for (ContextKey& entry : keys_) {
    if (entry.hash == hash && policy::EqualsIgnoreCase(entry.name, key)) return entry;
  }
  keys_.push_back({std::string(key), hash, {}, false});
  return keys_.back();
}

void Context::Set(std::string_view key, std::string_view value) {
  ContextKey& entry = Entry(key);
  entry.values.assign(1, std::string(value));
  entry.is_list = false;
}

void Context::Set(std::string_view key, std::vector<std::string> values) {
  ContextKey& entry = Entry(key);
  entry.values = std::move(values);
  entry.is_list = true;
}

const ContextKey* Context::Find(std::string_view key, uint32_t hash) const {
  for (const ContextKey& entry : keys_) {
    if (entry.hash == hash && policy::EqualsIgnoreCase(entry.name, key)) return &entry;
  }
  return nullptr;
}

std::string_view Request::owner() const {
  if (!resource_account.empty()) return resource_account;
  const std::string_view account = ArnFields::Split(resource).account();
  return account.empty() ? std::string_view(principal.account) : account;
}

void AddPrincipalKeys(Request& request) {
  const Requester& who = request.principal;
  if (!who.in_account()) return;
  const auto add = [&request](std::string_view key, std::string_view value) {
    if (request.context.Find(key) == nullptr) request.context.Set(key, value);
  };
  add("aws:PrincipalAccount", who.account);
  switch (who.kind) {
    case RequesterKind::kUser:
      add("aws:PrincipalType", "User");
      add("aws:username", who.name);
      break;
    case RequesterKind::kRole:
      add("aws:PrincipalType", "AssumedRole");
      break;
    case RequesterKind::kRoleSession:
      add("aws:PrincipalType", "AssumedRole");
      // The role's ARN, not the session's. Its path is not known: taken as none.
      add("aws:PrincipalArn",
          "arn:" + who.partition + ":iam::" + who.account + ":role/" + who.name);
      return;
    case RequesterKind::kFederatedUser:
      add("aws:PrincipalType", "FederatedUser");
      break;
    case RequesterKind::kRoot:
      add("aws:PrincipalType", "Account");
      break;
    default:
      break;
  }
  add("aws:PrincipalArn", who.text);
}

}  // namespace whittle::access
