#include "advise/denied_message.h"

namespace whittle::advise {

namespace {

constexpr std::string_view kPerform = "is not authorized to perform:";

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n\"'`";
  const size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAround) - begin + 1);
}

/// The word that follows `label`, without quotes and a full stop; empty where there is none.
std::string_view WordAfter(std::string_view text, std::string_view label) {
  const size_t at = text.find(label);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + label.size());
  while (!text.empty() && (text.front() == ' ' || text.front() == '"')) text.remove_prefix(1);
  std::string_view word = text.substr(0, text.find_first_of(" \t\r\n\"'"));
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  return word;
}

/// `identity-based` of `no identity-based policy allows`, `service control` of `in a service
/// control policy`: the words between `before` and ` policy`.
std::string_view KindAfter(std::string_view text, std::string_view before) {
  const size_t at = text.find(before);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + before.size());
  for (const std::string_view article : {" in an ", " in a ", " in the ", " "}) {
    if (text.substr(0, article.size()) != article) continue;
    text.remove_prefix(article.size());
    break;
  }
  const size_t end = text.find(" policy");
  const size_t boundary = text.find("permissions boundary");
  if (boundary != std::string_view::npos && (end == std::string_view::npos || boundary < end)) {
    return "permissions boundary";
  }
  constexpr size_t kLongest = 40;
  // Nothing found is longer than anything.
  return end > kLongest ? std::string_view() : Trim(text.substr(0, end));
}

}  // namespace

std::optional<DeniedMessage> ReadDeniedMessage(std::string_view text) {
  const size_t perform = text.find(kPerform);
  if (perform == std::string_view::npos) return std::nullopt;
  const std::string_view after = text.substr(perform);
  DeniedMessage message;
  const size_t user = text.rfind("User:", perform);
  if (user != std::string_view::npos) {
    message.principal = Trim(text.substr(user + 5, perform - user - 5));
  }
  message.action = WordAfter(after, kPerform);
  if (message.action.find(':') == std::string::npos) return std::nullopt;
  message.resource = WordAfter(after, "on resource:");
  constexpr std::string_view kDeny = "explicit deny";
  if (const size_t deny = after.find(kDeny); deny != std::string_view::npos) {
    message.because = DeniedBecause::kExplicitDeny;
    message.policy_kind = KindAfter(after, kDeny);
    const std::string_view arn = WordAfter(after.substr(deny), ": ");
    if (arn.substr(0, 4) == "arn:") message.policy_arn = arn;
  } else if (after.find("because no") != std::string_view::npos) {
    message.because = DeniedBecause::kNothingAllows;
    message.policy_kind = KindAfter(after, "because no");
  }
  return message;
}

bool IsEncodedMessage(std::string_view text) {
  return text.find("Encoded authorization failure message") != std::string_view::npos;
}

}  // namespace whittle::advise
