// What must hold for all policies: drawn at random, from a seed that is printed when one fails.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

/// Draws policies, their fillings and requests from a small world in which matches are likely.
class Draw {
 public:
  explicit Draw(uint64_t seed) : random_(seed) {}

  size_t Below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }
  const char* Of(const std::vector<const char*>& list) { return list[Below(list.size())]; }

  std::string List(const std::vector<const char*>& list) {
    std::string out = "[";
    for (size_t i = 0, n = 1 + Below(3); i < n; ++i) {
      if (i != 0) out += ", ";
      const char* text = Of(list);
      if (Below(12) == 0) {
        out += std::string(R"({"Fn::If": ["C", ")") + text + R"(", ")" + Of(list) + R"("]})";
      } else {
        out += std::string("\"") + text + "\"";
      }
    }
    return out + "]";
  }

  std::string Condition() {
    std::string out = "{";
    for (size_t i = 0, n = Below(3); i < n; ++i) {
      if (i != 0) out += ", ";
      std::string op =
          Of({"StringEquals", "StringNotEquals", "StringLike", "StringNotLike",
              "StringEqualsIgnoreCase", "NumericLessThan", "NumericNotEquals", "DateGreaterThan",
              "Bool", "IpAddress", "NotIpAddress", "ArnLike", "ArnNotEquals", "Null", "${op}"});
      if (Below(4) == 0) op = Of({"ForAllValues:", "ForAnyValue:"}) + op;
      if (Below(5) == 0) op += "IfExists";
      out += "\"" + op + R"(": {")" + Of({"k", "l", "k", "l", "${key}"}) + R"(": )";
      out += List({"a", "a*", "true", "5", "10", "2020", "10.0.0.0/8", "arn:aws:s3:::b*",
                   "arn:aws:s3", "${h}", "a${h}", "arn:aws:s3:::${h}", "${aws:username}",
                   "${aws:nothing, 'a'}", ""}) +
             "}";
    }
    return out + "}";
  }

  std::string Statement(const char* effect, bool principals) {
    std::string out = std::string(R"({"Effect": ")") + effect + "\", ";
    out += Below(6) == 0 ? R"("NotAction": )" : R"("Action": )";
    out += List({"*", "s3:*", "s3:Get*", "s3:GetObject", "s3:P?tObject", "ec2:*", "s3:${h}",
                 "${h}:GetObject", "${h}"});
    out += Below(6) == 0 ? R"(, "NotResource": )" : R"(, "Resource": )";
    out += List({"*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/key", "arn:aws:s3:::b*/a/b",
                 "arn:aws:s3", "arn:*:s3:*:*:*", "arn:aws:s3:::${h}/key", "${h}", "${h}/*",
                 "arn:${h}:s3:::bucket/*", "arn:aws:s3:::${aws:username}/*"});
    if (principals) {
      out += Below(6) == 0 ? R"(, "NotPrincipal": {"AWS": )" : R"(, "Principal": {"AWS": )";
      out += List({"*", "111122223333", kAlice, "arn:aws:iam::111122223333:role/app", kSession,
                   "${h}", "arn:aws:iam::${h}:root"}) +
             "}";
    }
    if (Below(2) == 0) out += R"(, "Condition": )" + Condition();
    return out + "}";
  }

  std::string Statements(bool principals) {
    std::string out;
    for (size_t i = 0, n = 1 + Below(3); i < n; ++i) {
      if (i != 0) out += ", ";
      out += Statement(Of({"Allow", "Allow", "Deny", "${effect}"}), principals);
    }
    return out;
  }

  Request Ask() {
    Request request;
    request.principal = *Requester::Parse(Of({kAlice, kSession}));
    request.action = Of({"s3:GetObject", "s3:PutObject", "ec2:RunInstances"});
    request.resource = Of({kObject, "arn:aws:s3:::bucket/a/b", "arn:aws:s3:::alice/key", "*"});
    request.resource_account = Of({"111122223333", "111122223333", "444455556666"});
    if (Below(2) == 0) request.context.Set("aws:username", Of({"alice", "bucket", "a"}));
    for (const char* key : {"k", "l"}) {
      const std::vector<const char*> values = {"a",
                                               "ab",
                                               "",
                                               "true",
                                               "5",
                                               "7.5",
                                               "2021",
                                               "10.1.1.1",
                                               "arn:aws:s3:::bucket",
                                               "arn:aws:sqs:::q"};
      switch (Below(4)) {
        case 0:
          break;
        case 1:
          request.context.Set(key, std::vector<std::string>{Of(values), Of(values)});
          break;
        default:
          request.context.Set(key, Of(values));
          break;
      }
    }
    return request;
  }

  /// The text with a value for each hole, the same for equal holes, and a branch for each choice.
  std::string Fill(std::string text) {
    Replace(text, "${h}",
            Of({"", "*", "bucket", "a", "s3", "Get*", "b?cket", "aws", "a/b", "5", "111122223333",
                "arn:aws:s3:::bucket", "s3:GetObject", kAlice, "arn:aws:iam::111122223333:role/app",
                "aws:s3:::bucket/key"}));
    Replace(text, "${op}", Of({"StringEquals", "StringNotLike", "Null", "ArnNotLike"}));
    Replace(text, "${key}", Of({"k", "l", "m"}));
    Replace(text, "${effect}", Of({"Allow", "Deny"}));
    Replace(text, "${version}", Of({"2012-10-17", "2008-10-17"}));
    constexpr std::string_view kChoice = R"({"Fn::If": ["C", )";
    for (size_t at; (at = text.find(kChoice)) != std::string::npos;) {
      const size_t first = at + kChoice.size();
      const size_t between = text.find(R"(", ")", first);
      const size_t end = text.find("\"]}", between);
      const std::string value = Below(2) == 0 ? text.substr(first, between + 1 - first)
                                              : text.substr(between + 3, end - between - 2);
      text.replace(at, end + 3 - at, value);
    }
    return text;
  }

 private:
  static void Replace(std::string& text, const std::string& from, const std::string& to) {
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  }

  std::mt19937_64 random_;
};

uint64_t Seed() {
  const char* given = std::getenv("WHITTLE_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

/// Runs `check` on some thousand draws, each from a seed of its own, until one fails.
template <typename Check>
void ForAll(Check check) {
  const char* rounds = std::getenv("WHITTLE_ROUNDS");
  const uint64_t first = Seed();
  const uint64_t count = rounds != nullptr ? std::strtoull(rounds, nullptr, 10) : 3000;
  for (uint64_t i = 0; i < count; ++i) {
    Draw draw(first + i);
    check(draw);
    if (testing::Test::HasFailure()) FAIL() << "WHITTLE_SEED=" << first + i;
  }
}

std::string Wrap(const std::string& statements) {
  return R"({"Version": "${version}", "Statement": [)" + statements + "]}";
}

TEST(Holes, CertainAnswersHoldForEveryFilling) {
  size_t certain = 0;
  ForAll([&certain](Draw& draw) {
    const bool has_resource = draw.Below(2) == 0;
    const std::string identity =
        draw.Below(2) == 0 ? Policy(draw.Statements(false)) : Wrap(draw.Statements(false));
    const std::string resource = has_resource ? Policy(draw.Statements(true)) : std::string();
    const Request request = draw.Ask();
    World open;
    open.Identity(identity);
    if (has_resource) open.Resource(resource);
    const std::string_view answer = open.Decide(request);
    if (answer == "Unknown") return;
    ++certain;
    for (int i = 0; i < 4; ++i) {
      World filled;
      const std::string filled_identity = draw.Fill(identity);
      filled.Identity(filled_identity);
      const std::string filled_resource = draw.Fill(resource);
      if (has_resource) filled.Resource(filled_resource);
      EXPECT_EQ(filled.Decide(request), answer)
          << identity << "\n"
          << resource << "\nfilled:\n"
          << filled_identity << "\n"
          << filled_resource << "\n"
          << request.action << " " << request.resource << " " << request.principal.text;
    }
  });
  EXPECT_GT(certain, 0U);
}

TEST(Monotonicity, AllowsOnlyAddAndDeniesOnlyTakeAway) {
  ForAll([](Draw& draw) {
    const std::string some = draw.Fill(draw.Statements(false));
    const std::string more = draw.Fill(draw.Statement("Allow", false));
    const std::string less = draw.Fill(draw.Statement("Deny", false));
    const Request request = draw.Ask();
    const std::string_view before = World().Identity(Policy(some)).Decide(request);
    const std::string_view wider = World().Identity(Policy(some + ", " + more)).Decide(request);
    const std::string_view narrower = World().Identity(Policy(less + ", " + some)).Decide(request);
    if (before == "Allowed") EXPECT_EQ(wider, "Allowed") << some << "\n" << more;
    if (before == "ExplicitlyDenied") EXPECT_EQ(wider, before) << some << "\n" << more;
    if (before != "Allowed") EXPECT_NE(narrower, "Allowed") << some << "\n" << less;
    if (before == "ExplicitlyDenied") EXPECT_EQ(narrower, before) << some << "\n" << less;
  });
}

TEST(Monotonicity, LimitsGrantNothing) {
  ForAll([](Draw& draw) {
    const std::string identity = draw.Fill(Policy(draw.Statements(false)));
    const std::string limit = draw.Fill(Policy(draw.Statements(false)));
    const std::string resource = draw.Fill(Policy(draw.Statements(true)));
    const Request request = draw.Ask();
    World free;
    free.Identity(identity).Resource(resource);
    const std::string_view before = free.Decide(request);
    for (auto add : {&World::Boundary, &World::Session, &World::Scp, &World::Endpoint}) {
      World limited;
      (limited.Identity(identity).Resource(resource).*add)(limit);
      if (before != "Allowed" && before != "Unknown") {
        const std::string_view after = limited.Decide(request);
        EXPECT_NE(after, "Allowed") << identity << "\n" << resource << "\n" << limit;
        EXPECT_NE(after, "Unknown") << identity << "\n" << resource << "\n" << limit;
      }
    }
  });
}

TEST(Union, OrderAndGroupingDoNotMatter) {
  ForAll([](Draw& draw) {
    const std::string one = draw.Statements(false);
    const std::string two = draw.Statements(false);
    const Request request = draw.Ask();
    const std::string_view together = World().Identity(Policy(one + ", " + two)).Decide(request);
    EXPECT_EQ(World().Identity(Policy(two)).Identity(Policy(one)).Decide(request), together)
        << one << "\n"
        << two;
  });
}

}  // namespace
}  // namespace whittle::access
