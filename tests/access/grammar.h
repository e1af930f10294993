// Random policies and requests over a small vocabulary, so that they often meet.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "access/request.h"

namespace whittle::access {

/// The seed of a run: WHITTLE_SEED, else a new one. It is printed, so that a run can be repeated.
inline uint64_t Seed(std::string_view test) {
  const char* given = std::getenv("WHITTLE_SEED");
  const uint64_t seed =
      given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
  std::cout << test << ": WHITTLE_SEED=" << seed << "\n";
  return seed;
}

/// How many rounds: `few`, times WHITTLE_ROUNDS where that is set.
inline size_t Rounds(size_t few) {
  const char* factor = std::getenv("WHITTLE_ROUNDS");
  return factor != nullptr ? few * std::strtoull(factor, nullptr, 10) : few;
}

/// What the grammar may use.
struct Grammar {
  bool variables = false;
  bool principals = false;
};

class Random {
 public:
  Random(uint64_t seed, Grammar grammar) : engine_(seed), grammar_(grammar) {}

  size_t Below(size_t bound) { return static_cast<size_t>(engine_() % bound); }
  bool Chance(size_t one_in) { return Below(one_in) == 0; }
  const char* Of(const std::vector<const char*>& words) { return words[Below(words.size())]; }

  std::string Policy() {
    std::string text = R"({"Version": "2012-10-17", "Statement": [)";
    const size_t count = 1 + Below(4);
    for (size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + Statement();
    return text + "]}";
  }

  access::Request Request() {
    access::Request request;
    request.action = Of({"s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "s3:ListBucket", "s3:x",
                         "sqs:SendMessage", "sqs:x", "iam:PassRole"});
    request.resource =
        Of({"*", "arn:aws:s3:::b", "arn:aws:s3:::b/x", "arn:aws:s3:::b/xy", "arn:aws:s3:::b/y/x",
            "arn:aws:s3:::b/alice", "arn:aws:s3:::c/x", "arn:aws:sqs:us-east-1:111122223333:q",
            "arn:aws:sqs:eu-west-1:111122223333:q", "arn:aws-cn:s3:::b/x",
            "arn:aws:s3:us-east-1:1:b/x"});
    if (grammar_.principals) {
      const char* who = Of(
          {"", "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:role/p/app",
           "arn:aws:sts::111122223333:assumed-role/app/s", "arn:aws:iam::444455556666:user/alice",
           "ec2.amazonaws.com", "arn:aws:iam::111122223333:saml-provider/idp"});
      request.principal = *who == '\0' ? Requester::Anonymous() : *Requester::Parse(who);
    }
    Maybe(request, "aws:username", {"alice", "bob", "x", "al", "", "Alice"});
    Maybe(request, "aws:SourceIp",
          {"10.0.0.1", "10.200.0.1", "11.0.0.1", "203.0.113.5", "2001:db8::1", "::1"});
    Maybe(request, "s3:max-keys", {"0", "5", "5.5", "9.99", "10", "11", "-3"});
    Maybe(request, "aws:SecureTransport", {"true", "false"});
    Maybe(request, "aws:CurrentTime",
          {"2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2020-06-01", "2021-01-01T00:00:00.5Z"});
    Maybe(request, "aws:SourceArn",
          {"arn:aws:sns:us-east-1:111122223333:t", "arn:aws:sns:eu-west-1:444455556666:t",
           "arn:aws:s3:::b", "t"});
    if (!Chance(4)) {
      if (Chance(4)) {
        request.context.Set("aws:TagKeys", Of({"a", "b", ""}));
      } else {
        std::vector<std::string> values;
        for (size_t n = Below(4); n > 0; --n) values.emplace_back(Of({"a", "b", "c", "ab"}));
        request.context.Set("aws:TagKeys", std::move(values));
      }
    }
    return request;
  }

  /// A Principal element, or NotPrincipal, with its name.
  std::string Principal() {
    return std::string(Chance(8) ? "\"NotPrincipal\": " : "\"Principal\": ") +
           Of({R"("*")", R"({"AWS": "111122223333"})", R"({"AWS": "*"})",
               R"({"AWS": "arn:aws:iam::111122223333:user/alice"})",
               R"({"AWS": ["arn:aws:iam::111122223333:role/p/app", "444455556666"]})",
               R"({"Service": "ec2.amazonaws.com"})", R"({"Federated": "*"})",
               R"({"Federated": "arn:aws:iam::111122223333:saml-provider/idp"})"});
  }

 private:
  void Maybe(access::Request& request, std::string_view key,
             const std::vector<const char*>& values) {
    if (!Chance(3)) request.context.Set(key, Of(values));
  }

  std::string List(const std::vector<const char*>& words) {
    if (Chance(2)) return "\"" + std::string(Of(words)) + "\"";
    std::string text = "[";
    for (size_t n = 1 + Below(3), i = 0; i < n; ++i) {
      text += (i == 0 ? "\"" : ", \"") + std::string(Of(words)) + "\"";
    }
    return text + "]";
  }

  std::string Statement() {
    std::string text = std::string(R"({"Effect": ")") + (Chance(3) ? "Deny" : "Allow") + "\", ";
    text += Chance(6) ? "\"NotAction\": " : "\"Action\": ";
    std::vector<const char*> actions = {"*",
                                        "s3:*",
                                        "s3:GetObject",
                                        "s3:Get*",
                                        "s3:PutObject",
                                        "s3:?",
                                        "s3:*Object",
                                        "S3:getobject",
                                        "sqs:*",
                                        "*:*",
                                        "sqs:SendMessage",
                                        "s3:*O*",
                                        "s3:Get?bject*"};
    // AWS leaves open what these match.
    if (grammar_.principals) actions.insert(actions.end(), {"*:GetObject", "s?:*"});
    text += List(actions);
    text += Chance(6) ? ", \"NotResource\": " : ", \"Resource\": ";
    std::vector<const char*> resources = {"*",
                                          "arn:aws:s3:::b",
                                          "arn:aws:s3:::b/*",
                                          "arn:aws:s3:::b/x",
                                          "arn:aws:s3:::b/x*",
                                          "arn:*",
                                          "arn:aws:s3:::b/?",
                                          "arn:aws:s3:::*/x",
                                          "arn:aws:s3:::*x*",
                                          "arn:aws:s3:*:*:b/*",
                                          "arn:aws:sqs:*:111122223333:q",
                                          "arn:aws:sqs:us-*:*:*"};
    if (grammar_.variables) {
      resources.insert(resources.end(),
                       {"arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}*",
                        "arn:aws:s3:::*/${*}", "arn:aws:s3:::b/${aws:username, 'x'}"});
    }
    text += List(resources);
    if (grammar_.principals) {
      text += ", " + Principal();
    }
    const size_t conditions = Chance(2) ? 0 : 1 + Below(2);
    if (conditions != 0) {
      text += ", \"Condition\": {";
      std::string seen;
      for (size_t i = 0; i < conditions; ++i) {
        const std::string condition = Condition();
        const std::string name = condition.substr(0, condition.find(':') + 2);
        if (seen.find(name) != std::string::npos) continue;
        text += (seen.empty() ? "" : ", ") + condition;
        seen += name;
      }
      text += "}";
    }
    return text + "}";
  }

  std::string Condition() {
    const auto make = [](const std::string& op, const char* key, const std::string& values) {
      return "\"" + op + "\" : {\"" + key + "\": " + values + "}";
    };
    const std::string exists = Chance(4) ? "IfExists" : "";
    switch (Below(9)) {
      case 0: {
        std::vector<const char*> names = {"alice", "bob", "al", "x"};
        return make(Of({"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase",
                        "StringNotEqualsIgnoreCase"}) +
                        exists,
                    "aws:username", List(names));
      }
      case 1:
        return make(Of({"StringLike", "StringNotLike"}) + exists, "aws:username",
                    List({"al*", "*", "?*", "*b*", "alice", "*e", "x?"}));
      case 2:
        return make(Of({"IpAddress", "NotIpAddress"}) + exists, "aws:SourceIp",
                    List({"10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "0.0.0.0/0", "203.0.113.5",
                          "::/0", "2001:db8::/32"}));
      case 3:
        return make(Of({"NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
                        "NumericGreaterThanEquals", "NumericEquals", "NumericNotEquals"}) +
                        exists,
                    "s3:max-keys", List({"5", "10", "10.0", "5.5", "0"}));
      case 4:
        return make("Bool" + exists, "aws:SecureTransport", List({"true", "false"}));
      case 5:
        return make(Of({"DateLessThan", "DateGreaterThan", "DateEquals", "DateNotEquals",
                        "DateLessThanEquals", "DateGreaterThanEquals"}) +
                        exists,
                    "aws:CurrentTime",
                    List({"2020-01-01", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00.5Z"}));
      case 6:
        return make(Of({"ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"}) + exists,
                    "aws:SourceArn",
                    List({"arn:aws:sns:*:111122223333:*", "arn:aws:sns:us-east-1:111122223333:t",
                          "arn:aws:s3:::*", "*", "arn:aws:sns:*"}));
      case 7: {
        std::vector<const char*> values = {"a", "b", "ab"};
        return make(std::string(Of({"ForAllValues:", "ForAnyValue:", ""})) +
                        Of({"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"}),
                    "aws:TagKeys", List({"a", "b", "ab", "a*", "*"}));
      }
      default:
        return make("Null", Of({"aws:username", "aws:TagKeys", "s3:max-keys"}),
                    List({"true", "false"}));
    }
  }

  std::mt19937_64 engine_;
  Grammar grammar_;
};

}  // namespace whittle::access
