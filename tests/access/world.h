// Policies, written as text, and requests against them.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/evaluate.h"
#include "policy/policy.h"
#include "text/json.h"
#include "text/source.h"

namespace whittle::access {

/// A set of policies that owns their texts.
class World {
 public:
  const policy::Policy* Parse(std::string text, std::optional<policy::Type> type = std::nullopt) {
    sources_.emplace_back("policy.json", std::move(text));
    trees_.push_back(text::ReadJson(sources_.back()));
    EXPECT_FALSE(trees_.back().error) << sources_.back().text();
    policy::TypeHint hint;
    hint.type = type;
    return policy::Parse(trees_.back().tree.root, hint, trees_.back().tree.arena);
  }

  World& Identity(std::string text) {
    set.identity.push_back(Parse(std::move(text)));
    return *this;
  }
  World& Resource(std::string text) {
    set.resource = Parse(std::move(text));
    return *this;
  }
  World& Boundary(std::string text) {
    set.boundaries.push_back(Parse(std::move(text)));
    return *this;
  }
  World& Session(std::string text) {
    set.session.push_back(Parse(std::move(text)));
    return *this;
  }
  World& Endpoint(std::string text) {
    set.endpoint.push_back(Parse(std::move(text)));
    return *this;
  }
  World& Scp(std::string text) {
    set.scps.push_back({"level", {Parse(std::move(text))}});
    return *this;
  }
  World& Rcp(std::string text) {
    set.rcps.push_back({"level", {Parse(std::move(text))}});
    return *this;
  }

  [[nodiscard]] std::string_view Decide(const Request& request) const {
    const Evaluator evaluator(set);
    const Outcome outcome = evaluator.Decide(request);
    EXPECT_EQ(outcome, evaluator.Explain(request).outcome);
    return ToString(outcome);
  }

  PolicySet set;

 private:
  std::deque<text::Source> sources_;
  std::deque<text::JsonResult> trees_;
};

inline constexpr const char* kAlice = "arn:aws:iam::111122223333:user/alice";
inline constexpr const char* kSession = "arn:aws:sts::111122223333:assumed-role/app/i-1";
inline constexpr const char* kObject = "arn:aws:s3:::bucket/key";

/// A request by alice for an object of her account.
inline Request Ask(std::string action, std::string resource = kObject,
                   std::string_view who = kAlice) {
  Request request;
  if (!who.empty()) request.principal = *Requester::Parse(who);
  request.action = std::move(action);
  request.resource = std::move(resource);
  request.resource_account = "111122223333";
  return request;
}

/// `{"Version": "2012-10-17", "Statement": […]}`.
inline std::string Policy(const std::string& statements) {
  return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}
/// `{"Effect": "Allow", …}`.
inline std::string Allow(const std::string& elements) {
  return R"({"Effect": "Allow", )" + elements + "}";
}
inline std::string Deny(const std::string& elements) {
  return R"({"Effect": "Deny", )" + elements + "}";
}
inline constexpr const char* kAll = R"("Action": "*", "Resource": "*")";

}  // namespace whittle::access
