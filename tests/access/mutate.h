// Real policies with random changes: AWS's managed ones, narrowed, widened and joined.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "tests/access/grammar.h"
#include "tests/access/words.h"
#include "tests/access/world.h"

namespace whittle::access {

/// Draws a managed policy of the catalogue, and variants of it.
class Mutator {
 public:
  explicit Mutator(Random& random) : random_(random) {}

  /// A managed policy of ordinary length.
  PolicyWords Managed() {
    const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
    for (;;) {
      const auto id = static_cast<uint32_t>(random_.Below(catalog.managed_policy_count()));
      const auto version = catalog.managed_policy(id).latest();
      if (!version || version->document.size() > kMostCharacters) continue;
      World world;
      PolicyWords words = PolicyWords::Of(*world.Parse(std::string(version->document)));
      if (!words.statements.empty()) return words;
    }
  }

  /// Makes one to four changes.
  void Change(PolicyWords& policy, bool variables) {
    for (size_t n = 1 + random_.Below(4); n > 0; --n) ChangeOnce(policy, variables);
  }

 private:
  static constexpr size_t kMostCharacters = 5000;

  template <typename T>
  T& Any(std::vector<T>& list) {
    return list[random_.Below(list.size())];
  }
  template <typename T>
  void DropOne(std::vector<T>& list) {
    if (list.size() > 1)
      list.erase(list.begin() + static_cast<ptrdiff_t>(random_.Below(list.size())));
  }

  void ChangeOnce(PolicyWords& policy, bool variables) {
    auto& statements = policy.statements;
    StatementWords& statement = Any(statements);
    switch (random_.Below(14)) {
      case 0:
        return DropOne(statements);
      case 1: {  // a variant of a statement beside it
        StatementWords copy = statement;
        ChangeLists(copy, variables);
        if (random_.Chance(3)) copy.deny = !copy.deny;
        statements.push_back(std::move(copy));
        return;
      }
      case 2: {  // a statement of another policy
        PolicyWords other = Managed();
        statements.push_back(Any(other.statements));
        return;
      }
      case 3:
        if (random_.Chance(2)) statement.deny = !statement.deny;
        return;
      case 4:
        if (random_.Chance(2)) statement.not_action = !statement.not_action;
        return;
      case 5:
        if (!statement.resources.empty() && random_.Chance(2)) {
          statement.not_resource = !statement.not_resource;
        }
        return;
      case 6:
      case 7:
        return AddCondition(statement, variables);
      case 8:
      case 9:
        return ChangeCondition(statement);
      default:
        return ChangeLists(statement, variables);
    }
  }

  void ChangeLists(StatementWords& statement, bool variables) {
    std::string& action = Any(statement.actions);
    switch (random_.Below(9)) {
      case 0:
        return DropOne(statement.actions);
      case 1:  // a prefix
        if (const size_t colon = action.find(':'); colon + 2 < action.size()) {
          action = action.substr(0, colon + 2 + random_.Below(action.size() - colon - 1)) + "*";
        }
        return;
      case 2:  // a letter more
        if (action.size() > 1)
          action.insert(action.size() - random_.Below(2), random_.Of({"x", "?"}));
        return;
      case 3:
        statement.actions.push_back(
            random_.Of({"s3:GetObject", "s3:Get*", "ec2:*", "iam:PassRole", "*", "S3:getobject*"}));
        return;
      default:
        break;
    }
    if (statement.resources.empty()) return;
    std::string& resource = Any(statement.resources);
    switch (random_.Below(6)) {
      case 0:
        return DropOne(statement.resources);
      case 1:
        statement.resources.emplace_back(
            random_.Of({"arn:aws:s3:::b/*", "arn:aws:s3:::b/x", "arn:aws:s3:::*", "*",
                        "arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:us-east-1:*:*/i-1"}));
        return;
      case 2:
        resource =
            resource == "*" ? random_.Of({"arn:aws:s3:::b/*", "arn:aws:ec2:*:*:instance/*"}) : "*";
        return;
      case 3:  // a wildcard at its end, or that one away
        if (resource.size() > 1 && resource.back() == '*') {
          resource.back() = 'x';
        } else if (resource != "*") {
          resource += "*";
        }
        return;
      case 4:
        if (variables && std::count(resource.begin(), resource.end(), ':') >= 5) {
          resource += random_.Of({"${aws:username}", "/${aws:username}/*", "${*}",
                                  "${aws:username, 'x'}", "${aws:PrincipalTag/team}"});
        }
        return;
      default:
        if (const size_t star = resource.find('*', 1); star != std::string::npos) {
          resource.replace(star, 1, random_.Of({"x", "?", "*x*", "us-east-1"}));
        }
        return;
    }
  }

  void AddCondition(StatementWords& statement, bool variables) {
    ConditionWords condition;
    const std::string exists = random_.Chance(4) ? "IfExists" : "";
    switch (random_.Below(6)) {
      case 0:
        condition = {
            random_.Of({"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"}) + exists,
            random_.Of({"aws:RequestedRegion", "aws:PrincipalTag/team", "aws:username"}),
            {random_.Of({"us-east-1", "us-*", "a*", "alice"})}};
        if (variables && random_.Chance(3)) condition.values.emplace_back("${aws:username}");
        break;
      case 1:
        condition = {random_.Of({"IpAddress", "NotIpAddress"}) + exists,
                     "aws:SourceIp",
                     {random_.Of({"10.0.0.0/8", "10.0.0.0/9", "203.0.113.0/24"}),
                      random_.Of({"10.128.0.0/9", "::/0"})}};
        break;
      case 2:
        condition = {"Bool" + exists, "aws:SecureTransport", {random_.Of({"true", "false"})}};
        break;
      case 3:
        condition = {
            random_.Of({"NumericLessThan", "NumericGreaterThanEquals", "NumericEquals"}) + exists,
            "aws:MultiFactorAuthAge",
            {random_.Of({"3600", "86400", "5.5"})}};
        break;
      case 4:
        condition = {std::string(random_.Of({"ForAllValues:", "ForAnyValue:"})) +
                         random_.Of({"StringEquals", "StringLike", "StringNotEquals"}),
                     "aws:TagKeys",
                     {random_.Of({"a", "b", "a*"}), random_.Of({"ab", "c"})}};
        break;
      default:
        condition = {"Null",
                     random_.Of({"aws:username", "aws:TagKeys", "aws:RequestedRegion"}),
                     {random_.Of({"true", "false"})}};
        break;
    }
    statement.conditions.push_back(std::move(condition));
  }

  void ChangeCondition(StatementWords& statement) {
    auto& conditions = statement.conditions;
    if (conditions.empty()) return;
    ConditionWords& condition = Any(conditions);
    if (random_.Chance(4)) {
      conditions.erase(conditions.begin() + static_cast<ptrdiff_t>(&condition - conditions.data()));
    } else if (random_.Chance(3)) {
      DropOne(condition.values);
    } else if (const size_t equals = condition.op.find("StringEquals");
               equals != std::string::npos && condition.op.find("Ignore") == std::string::npos) {
      condition.op.replace(equals, 12, random_.Of({"StringNotEquals", "StringLike"}));
    } else if (condition.op.find("IfExists") == std::string::npos && condition.op != "Null") {
      condition.op += "IfExists";
    }
  }

  Random& random_;
};

}  // namespace whittle::access
