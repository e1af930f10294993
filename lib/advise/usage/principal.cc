#include "advise/usage/principal.h"

#include "advise/split.h"

namespace whittle::advise {

namespace {

constexpr std::string_view kSession = ":assumed-role/";

}  // namespace

std::string_view PrincipalOf(const Event& event, std::string& storage) {
  if (event.identity_type == "AWSService") return {};
  const std::string_view arn = event.issuer_arn.empty() ? event.identity_arn : event.issuer_arn;
  storage = RoleOfSession(arn);
  if (!storage.empty()) return storage;
  // Neither a broken session nor a federated user without its issuer can be led back to anyone's
  // policies.
  const bool lost = arn.find(kSession) != std::string_view::npos ||
                    arn.find(":federated-user/") != std::string_view::npos;
  return lost ? std::string_view() : arn;
}

std::string RoleOfSession(std::string_view arn) {
  const size_t at = arn.find(kSession);
  if (at == std::string_view::npos) return {};
  const auto fields = Split(arn.substr(0, at), ':');
  if (fields.size() != 5) return {};
  const std::string_view rest = arn.substr(at + kSession.size());
  std::string role = "arn:";
  role += fields[1];
  role += ":iam::";
  role += fields[4];
  role += ":role/";
  role += rest.substr(0, rest.find('/'));
  return role;
}

std::string_view PrincipalName(std::string_view arn) {
  return arn.substr(arn.rfind('/') + 1);  // all of it where there is none
}

bool SamePrincipal(std::string_view principal, std::string_view name_or_arn) {
  if (principal == name_or_arn) return true;
  if (PrincipalName(principal) != PrincipalName(name_or_arn)) return false;
  const bool is_arn = name_or_arn.substr(0, 4) == "arn:";
  if (!is_arn) return name_or_arn.find('/') == std::string_view::npos;
  // Same kind and account, up to the path.
  const auto head = [](std::string_view arn) { return arn.substr(0, arn.find('/')); };
  return head(principal) == head(name_or_arn);
}

}  // namespace whittle::advise
