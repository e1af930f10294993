#include "cli/simulation_setup.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "cli/common_options.h"
#include "policy/pattern.h"
#include "text/files.h"
#include "text/spelling.h"

namespace whittle::cli {

namespace {

/// The account that stands in for one that nobody has named.
constexpr std::string_view kSomeAccount = "111122223333";

void Note(const std::string& note) { fmt::print(stderr, "whittle: note: {}\n", note); }

}  // namespace

std::string SimulationSetup::Read() {
  std::string wrong = ReadRequest();
  if (wrong.empty()) wrong = ReadPolicies();
  if (wrong.empty()) wrong = ChooseRole();
  if (wrong.empty()) FillIn();
  return wrong;
}

std::string SimulationSetup::ReadRequest() {
  request_.action = arguments_.Get("action");
  if (request_.action.empty()) return "say what is asked for: --action s3:GetObject";
  const auto action = catalog_.FindAction(request_.action);
  if (!action && policy::HasWildcard(request_.action)) {
    return fmt::format("--action takes one action, not the pattern `{}`", request_.action);
  }
  request_.resource = arguments_.Get("resource");
  request_.resource_account = arguments_.Get("resource-account");
  if (action && request_.resource.empty() && !action->takes_only_star() && !AssumesRole()) {
    Note(fmt::format("{} acts on a resource, and none is given: only a `*` can match",
                     action->full_name()));
  }
  if (!action) {
    Note(fmt::format("the catalogue has no action `{}`{}", request_.action,
                     text::DidYouMean(catalog_.SuggestActions(request_.action))));
  }
  if (const std::string who = arguments_.Get("principal"); !who.empty()) {
    auto parsed = policy::EqualsIgnoreCase(who, "anonymous") || who == "*"
                      ? access::Requester::Anonymous()
                      : access::Requester::Parse(who);
    if (!parsed) {
      return fmt::format("--principal takes an ARN, a service's name or `anonymous`, not `{}`",
                         who);
    }
    request_.principal = std::move(*parsed);
  }
  return ReadContext();
}

std::string SimulationSetup::ReadContext() {
  std::map<std::string, std::vector<std::string>> values;
  for (const std::string& pair : arguments_.All("context")) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fmt::format("--context takes KEY=VALUE, not `{}`", pair);
    }
    values[pair.substr(0, equals)].push_back(pair.substr(equals + 1));
  }
  for (auto& [key, list] : values) {
    if (list.size() == 1) {
      request_.context.Set(key, list.front());
    } else {
      request_.context.Set(key, std::move(list));
    }
  }
  return {};
}

const documents::File* SimulationSetup::ReadFile(const std::string& path,
                                                 std::optional<policy::Type> type) {
  text::ReadResult read = text::ReadFile(path, arguments_.Get("stdin-filename", "-"));
  if (read.source == nullptr) {
    wrong_ = fmt::format("{}: {}", path, read.error);
    return nullptr;
  }
  documents::ReadOptions options;
  options.named = true;
  options.type = type;
  files_.push_back(documents::Read(std::move(read.source), options));
  const documents::File& file = *files_.back();
  if (!file.errors.empty()) {
    const text::SyntaxError& error = file.errors.front();
    const text::Position at = text::LineIndex(file.source->text()).Locate(error.span.begin);
    wrong_ = fmt::format("{}:{}:{}: {}", path, at.line, at.column, error.message);
    return nullptr;
  }
  if (file.documents.empty()) {
    wrong_ = fmt::format("{}: no policy in it", path);
    return nullptr;
  }
  return &file;
}

std::string SimulationSetup::ReadPolicies() {
  const std::optional<policy::Type> type = PolicyTypeOf(arguments_);
  for (const std::string& path : arguments_.positional()) {
    const documents::File* file = ReadFile(path, type);
    if (file == nullptr) return wrong_;
    if (!assembly_.AddFile(*file)) {
      return fmt::format("{}: a second policy of a resource; a request meets only one", path);
    }
  }
  constexpr std::array<std::pair<std::string_view, policy::Type>, 6> kPlaces = {{
      {"resource-policy", policy::Type::kResource},
      {"boundary", policy::Type::kBoundary},
      {"session-policy", policy::Type::kSession},
      {"scp", policy::Type::kScp},
      {"rcp", policy::Type::kRcp},
      {"endpoint-policy", policy::Type::kEndpoint},
  }};
  bool any = !arguments_.positional().empty();
  for (const auto& [option, place] : kPlaces) {
    for (const std::string& path : arguments_.All(option)) {
      const documents::File* file = ReadFile(path, place);
      if (file == nullptr) return wrong_;
      assembly_.AddFileAs(*file, place);
      any = true;
    }
  }
  return any ? std::string() : "name the policies that decide; see `whittle simulate --help`";
}

bool SimulationSetup::AssumesRole() const {
  return policy::StartsWithIgnoreCase(request_.action, "sts:AssumeRole");
}

const access::Assembly::FoundRole* SimulationSetup::FindRole() {
  const auto& roles = assembly_.roles();
  std::string wanted = arguments_.Get("role");
  if (wanted.empty() && request_.principal.is_role() && !AssumesRole()) {
    wanted = request_.principal.name;
  }
  if (wanted.empty()) {
    if (roles.size() == 1) return &roles.front();
    if (roles.size() > 1) {
      wrong_ = fmt::format("the files hold {} roles: say which with --role", roles.size());
    }
    return nullptr;
  }
  text::Nearest nearest(wanted);
  for (const auto& role : roles) {
    if (role.name() == wanted) return &role;
    nearest.Consider(role.name());
  }
  if (arguments_.Has("role")) {
    wrong_ = fmt::format("no role `{}` in the files{}", wanted, text::DidYouMean(nearest.Take()));
  }
  return nullptr;
}

std::string SimulationSetup::ChooseRole() {
  if (request_.principal.kind == access::RequesterKind::kUser && !AssumesRole() &&
      !arguments_.Has("role") && assembly_.user_count() > 0) {
    if (assembly_.AddUser(request_.principal)) return {};
    return fmt::format("no user `{}` in the files", request_.principal.text);
  }
  if (assembly_.roles().empty() && assembly_.user_count() > 0 && !arguments_.Has("principal")) {
    return "say which user of the files asks: --principal arn:aws:iam::ACCOUNT:user/NAME";
  }
  const access::Assembly::FoundRole* role = FindRole();
  if (!wrong_.empty() || role == nullptr) return wrong_;
  std::string account(role->account().empty() ? kSomeAccount : role->account());
  const std::string name(role->name().empty() ? "role" : role->name());
  if (AssumesRole()) {
    assembly_.AddTrust(*role);
    const std::string arn = role->role->arn.present() && role->role->arn.known()
                                ? std::string(role->role->arn.value)
                                : fmt::format("arn:aws:iam::{}:role/{}", account, name);
    if (request_.resource.empty()) request_.resource = arn;
    return {};
  }
  if (!arguments_.Has("principal")) {
    request_.principal = *access::Requester::Parse(
        fmt::format("arn:aws:sts::{}:assumed-role/{}/simulated", account, name));
    assembly_.AddRole(*role);
  } else if (request_.principal.is_role() && request_.principal.name == name) {
    assembly_.AddRole(*role);
  } else {
    Note(fmt::format("the principal is not the role {}: its policies are left out", name));
  }
  return {};
}

void SimulationSetup::FillIn() {
  if (request_.resource.empty() && AssumesRole()) {
    request_.resource =
        fmt::format("arn:aws:iam::{}:role/simulated",
                    request_.principal.in_account() ? std::string_view(request_.principal.account)
                                                    : kSomeAccount);
  }
  if (request_.resource.empty()) request_.resource = "*";
  if (!arguments_.Has("principal") && request_.principal.text.empty()) {
    const std::string_view owner = request_.owner();
    request_.principal = *access::Requester::Parse(
        fmt::format("arn:aws:iam::{}:user/simulated",
                    owner.empty() || owner.find_first_not_of("0123456789") != std::string_view::npos
                        ? kSomeAccount
                        : owner));
    // Nobody is named: what AWS would say of who asks is not known.
    return;
  }
  access::AddPrincipalKeys(request_);
}

}  // namespace whittle::cli
