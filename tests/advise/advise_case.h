// Roles and task definitions as texts, and the advice on them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "advise/advise.h"
#include "advise/fill_in.h"
#include "documents/document.h"

namespace whittle::advise {

inline const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

/// Advice on texts as if they were files; keeps what the advice views.
class Case {
 public:
  Case& Add(const std::string& text) {
    files_.push_back(documents::Read(std::make_unique<text::Source>("f.json", text), {}));
    EXPECT_FALSE(files_.back()->documents.empty()) << text;
    book_.Add(*files_.back());
    return *this;
  }
  const std::vector<Advice>& Run(const AdviseOptions& options = {}) {
    advice_ = Advise(book_, options, Catalog());
    return advice_;
  }

 private:
  std::vector<std::unique_ptr<documents::File>> files_;
  RoleBook book_{Catalog()};
  std::vector<Advice> advice_;
};

inline std::string Role(const std::string& service, const std::string& policies,
                        const std::string& name = "hosts") {
  return R"({"RoleName": ")" + name + R"(", "Arn": "arn:aws:iam::111122223333:role/)" + name +
         R"(", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": [)" +
         service + R"(]}, "Action": "sts:AssumeRole"}}, )" + policies + "}";
}

inline const std::string kAgentPolicy =
    R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"}])";

inline std::string TaskText(const std::string& rest, const std::string& container) {
  return R"({"family": "web", )" + rest + R"("containerDefinitions": [{"name": "web", )" +
         container + "}]}";
}

inline const std::string kImage =
    R"("image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1")";
inline const std::string kAwslogs =
    R"("logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs"}})";

/// The statements of a document, `action,action on resource,resource` sorted.
inline std::string Statements(const std::string& document) {
  const auto owned = OwnedPolicy::Read(document);
  std::vector<std::string> lines;
  for (const policy::Statement& statement : owned->get()->statements) {
    std::string line;
    for (const policy::Action& action : statement.action.entries) {
      line.append(line.empty() ? "" : ",").append(action.text.value);
    }
    line += " on ";
    for (size_t i = 0; i < statement.resource.entries.size(); ++i) {
      line.append(i == 0 ? "" : ",").append(statement.resource.entries[i].text.value);
    }
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

inline Verdict VerdictOf(const Advice& advice, const std::string& action) {
  for (const Permission& permission : advice.permissions) {
    if (permission.action == action) return permission.verdict;
  }
  ADD_FAILURE() << action << " is not spoken of";
  return Verdict::kAdded;
}

inline AdviseOptions WithCluster() {
  AdviseOptions options;
  options.facts.cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/web";
  return options;
}

}  // namespace whittle::advise
