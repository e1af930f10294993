// IAMSpy's questions about whole accounts: who can do what. Read from the folder that
// WHITTLE_ORACLES names; skipped without it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <string>
#include <vector>

#include "access/evaluate.h"
#include "text/json.h"

namespace whittle::access {
namespace {

using text::Node;

std::string_view TextOf(const Node& object, std::string_view key) {
  const Node* node = object.Get(key);
  return node == nullptr ? std::string_view() : node->text();
}

std::span<const Node> Items(const Node* node) {
  return node == nullptr ? std::span<const Node>() : node->items();
}

/// The documents of one case.
class Account {
 public:
  Account(const Node& documents, text::Arena& arena) : documents_(documents), arena_(arena) {
    for (const Node& details : Items(documents.Get("gaads"))) {
      for (const char* list : {"UserDetailList", "RoleDetailList"}) {
        for (const Node& who : Items(details.Get(list))) principals_.push_back(&who);
      }
    }
  }

  [[nodiscard]] const std::vector<const Node*>& principals() const { return principals_; }

  /// All that bears on a principal's requests for a resource; its owner's account goes to `owner`.
  PolicySet SetFor(const Node& who, std::string_view resource, std::string& owner) {
    PolicySet set;
    for (const char* list : {"UserPolicyList", "RolePolicyList"}) {
      for (const Node& item : Items(who.Get(list))) Add(item.Get("PolicyDocument"), set.identity);
    }
    for (const Node& item : Items(who.Get("AttachedManagedPolicies"))) {
      Add(Managed(TextOf(item, "PolicyArn")), set.identity);
    }
    if (const Node* boundary = who.Get("PermissionsBoundary")) {
      Add(Managed(TextOf(*boundary, "PermissionsBoundaryArn")), set.boundaries);
    }
    const std::string account = Requester::Parse(TextOf(who, "Arn"))->account;
    for (const Node& root : Items(documents_.Get("scps"))) {
      std::vector<OrganizationLevel> path;
      if (FindAccount(root, account, path)) set.scps = path;
    }
    for (const Node& file : Items(documents_.Get("resources"))) {
      for (const Node& entry : file.items()) {
        const std::string_view arn = TextOf(entry, "Resource");
        if (resource.substr(0, arn.size()) != arn) continue;
        set.resource = policy::Parse(*entry.Get("Policy"), {}, arena_);
        owner = TextOf(entry, "Account");
      }
    }
    return set;
  }

 private:
  void Add(const Node* document, std::vector<const policy::Policy*>& to) {
    ASSERT_NE(document, nullptr);
    to.push_back(policy::Parse(*document, {}, arena_));
  }

  const Node* Managed(std::string_view arn) {
    for (const Node& details : Items(documents_.Get("gaads"))) {
      for (const Node& policy : Items(details.Get("Policies"))) {
        if (TextOf(policy, "Arn") != arn) continue;
        for (const Node& version : Items(policy.Get("PolicyVersionList"))) {
          if (TextOf(version, "IsDefaultVersion") == "true") return version.Get("Document");
        }
      }
    }
    return nullptr;
  }

  bool FindAccount(const Node& unit, std::string_view account,
                   std::vector<OrganizationLevel>& path) {
    OrganizationLevel level;
    for (const Node& policy : Items(unit.Get("Policies"))) {
      Add(policy.Get("Content"), level.policies);
    }
    path.push_back(level);
    if (TextOf(unit, "Id") == account) return true;
    for (const Node& child : Items(unit.Get("Children"))) {
      if (FindAccount(child, account, path)) return true;
    }
    path.pop_back();
    return false;
  }

  const Node& documents_;
  text::Arena& arena_;
  std::vector<const Node*> principals_;
};

/// Whether the request can be allowed; unless `strict`, by a context that says what the policies
/// ask for.
bool Can(const Evaluator& evaluator, Request request, bool strict) {
  while (true) {
    const Decision decision = evaluator.Explain(request);
    if (decision.outcome == Outcome::kAllowed) return true;
    const auto fixable =
        std::find_if(decision.near.begin(), decision.near.end(), [&request](const NearMiss& miss) {
          return miss.condition != nullptr && !miss.condition->values.empty() &&
                 request.context.Find(miss.condition->key.value) == nullptr;
        });
    if (strict || fixable == decision.near.end()) return false;
    request.context.Set(fixable->condition->key.value, fixable->condition->values[0].value);
  }
}

bool Asks(Account& account, const Node& who, const Node& action, const Node& resource,
          std::span<const Node> options) {
  Request request;
  request.principal = *Requester::Parse(TextOf(who, "Arn"));
  request.action = action.text();
  request.resource = resource.text();
  bool strict = false;
  if (!options.empty()) {
    for (const Node& pair : options[0].items()) {
      const size_t equals = pair.text().find('=');
      request.context.Set(pair.text().substr(0, equals), pair.text().substr(equals + 1));
    }
    strict = options.size() > 2 && options[2].text() == "true";
  }
  const PolicySet set = account.SetFor(who, request.resource, request.resource_account);
  return Can(Evaluator(set), request, strict);
}

/// The answer to a case: "true" or "false", or who can, sorted, one a line.
std::string Answer(const Node& root, text::Arena& arena) {
  Account account(*root.Get("documents"), arena);
  const std::span<const Node> input = root.Get("input")->items();
  if (root.Get("expected")->kind() == text::NodeKind::kBool) {
    for (const Node* who : account.principals()) {
      if (TextOf(*who, "Arn") == input[0].text()) {
        return Asks(account, *who, input[1], input[2], input.subspan(3)) ? "true" : "false";
      }
    }
    return "false";
  }
  std::vector<std::string> found;
  for (const Node* who : account.principals()) {
    const std::string arn(TextOf(*who, "Arn"));
    if (!input[1].is_array()) {
      if (Asks(account, *who, input[0], input[1], input.subspan(2))) found.push_back(arn);
      continue;
    }
    for (const Node& resource : input[1].items()) {
      if (Asks(account, *who, input[0], resource, {})) {
        found.push_back(arn + " " + std::string(resource.text()));
      }
    }
  }
  std::sort(found.begin(), found.end());
  std::string all;
  for (const std::string& one : found) all += one + "\n";
  return all;
}

std::string Expected(const Node& expected) {
  if (!expected.is_array()) return std::string(expected.text());
  std::vector<std::string> lines;
  for (const Node& item : expected.items()) {
    lines.push_back(item.is_array() ? std::string(item.items()[0].text()) + " " +
                                          std::string(item.items()[1].text())
                                    : std::string(item.text()));
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

TEST(Accounts, AnswerAsIamSpysTestsExpect) {
  const char* folder = std::getenv("WHITTLE_ORACLES");
  if (folder == nullptr) GTEST_SKIP() << "WHITTLE_ORACLES is not set";
  std::ifstream file(std::string(folder) + "/account_requests_iamspy.jsonl");
  if (!file) GTEST_SKIP() << "no account_requests_iamspy.jsonl in " << folder;
  size_t asked = 0;
  for (std::string line; std::getline(file, line);) {
    const text::Source source("case", line);
    text::JsonResult json = text::ReadJson(source);
    ASSERT_FALSE(json.error);
    const Node& root = json.tree.root;
    EXPECT_EQ(Answer(root, json.tree.arena), Expected(*root.Get("expected"))) << TextOf(root, "id");
    ++asked;
  }
  EXPECT_GT(asked, 0U);
}

}  // namespace
}  // namespace whittle::access
