// Every condition operator under every set operator, against a second
// implementation that is as plain as AWS's tables: std::regex for patterns,
// tables for dates and addresses. Source: IAM user guide,
// reference_policies_elements_condition_operators and
// reference_policies_condition-logic-multiple-context-keys-or-values.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "tests/access/grammar.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

using Strings = std::vector<std::string>;

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool Like(const std::string& value, const std::string& pattern) {
  std::string regex;
  for (const char c : pattern) {
    if (c == '*') {
      regex += "[\\s\\S]*";
    } else if (c == '?') {
      regex += "[\\s\\S]";
    } else {
      if (std::isalnum(static_cast<unsigned char>(c)) == 0) regex += '\\';
      regex += c;
    }
  }
  return std::regex_match(value, std::regex(regex));
}

/// The six fields of an ARN; the last takes the rest. Nothing when it is none.
std::optional<Strings> Fields(std::string arn) {
  Strings fields;
  for (int i = 0; i < 5; ++i) {
    const size_t colon = arn.find(':');
    if (colon == std::string::npos) return std::nullopt;
    fields.push_back(arn.substr(0, colon));
    arn.erase(0, colon + 1);
  }
  fields.push_back(arn);
  return fields;
}

/// Seconds since 1970 of all dates that are drawn.
const std::map<std::string, double>& Dates() {
  static const std::map<std::string, double> dates = {
      {"2020", 1577836800},
      {"2020-01", 1577836800},
      {"2020-01-01", 1577836800},
      {"2020-01-01T00:00Z", 1577836800},
      {"2020-01-01T00:00:00Z", 1577836800},
      {"2020-01-01T02:00:00+02:00", 1577836800},
      {"1577836800", 1577836800},
      {"2019-12-31T23:59:59Z", 1577836799},
      {"2020-01-01T00:00:00.5Z", 1577836800.5},
      {"2020-02-29", 1582934400},
      {"1582934401", 1582934401},
  };
  return dates;
}

/// The bits of each address, and those that count of each block.
const std::map<std::string, std::string>& Addresses() {
  const auto bits = [](std::initializer_list<int> bytes, size_t count) {
    std::string text = bytes.size() == 4 ? "4" : "6";
    for (const int byte : bytes) {
      for (int bit = 7; bit >= 0; --bit) text += ((byte >> bit) & 1) != 0 ? '1' : '0';
    }
    return text.substr(0, count + 1);
  };
  static const std::map<std::string, std::string> addresses = {
      {"10.0.0.1", bits({10, 0, 0, 1}, 32)},
      {"10.0.0.1/32", bits({10, 0, 0, 1}, 32)},
      {"10.128.0.1", bits({10, 128, 0, 1}, 32)},
      {"11.0.0.1", bits({11, 0, 0, 1}, 32)},
      {"10.0.0.0/8", bits({10, 0, 0, 0}, 8)},
      {"10.1.2.3/8", bits({10, 0, 0, 0}, 8)},
      {"10.128.0.0/9", bits({10, 128, 0, 0}, 9)},
      {"0.0.0.0/0", bits({0, 0, 0, 0}, 0)},
      {"2001:db8::1", bits({32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128)},
      {"2001:DB8:0:0::1", bits({32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128)},
      {"2001:db8::/32", bits({32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 32)},
      {"::/0", bits({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0)},
  };
  return addresses;
}

std::optional<double> Number(const std::string& text) {
  if (!std::regex_match(text, std::regex("-?[0-9]+(\\.[0-9]+)?"))) return std::nullopt;
  return std::strtod(text.c_str(), nullptr);
}
std::optional<double> Date(const std::string& text) {
  const auto found = Dates().find(text);
  if (found == Dates().end()) return std::nullopt;
  return found->second;
}

/// What operators of a name do, negation apart.
class Oracle {
 public:
  explicit Oracle(std::string op) : op_(std::move(op)) {
    const size_t negation = op_.find("Not");
    negated_ = negation != std::string::npos;
    if (negated_) op_.erase(negation, 3);
  }

  [[nodiscard]] bool negated() const { return negated_; }

  /// Whether a request's value is of the operator's type.
  [[nodiscard]] bool Fits(const std::string& value) const {
    if (Is("Numeric")) return Number(value).has_value();
    if (Is("Date")) return Date(value).has_value();
    if (Is("Ip")) return Addresses().count(value) != 0;
    if (Is("Arn")) return Fields(value).has_value();
    return true;
  }

  [[nodiscard]] bool Matches(const std::string& value, const std::string& wanted) const {
    if (op_ == "StringEquals") return value == wanted;
    if (op_ == "StringEqualsIgnoreCase") return Lower(value) == Lower(wanted);
    if (op_ == "StringLike") return Like(value, wanted);
    if (op_ == "Bool") {
      return (Lower(wanted) == "true" || Lower(wanted) == "false") && Lower(value) == Lower(wanted);
    }
    if (Is("Numeric")) return Compared(Number(value), Number(wanted));
    if (Is("Date")) return Compared(Date(value), Date(wanted));
    if (Is("Ip")) {
      const auto block = Addresses().find(wanted);
      return block != Addresses().end() && Addresses().at(value).rfind(block->second, 0) == 0;
    }
    const auto mine = Fields(value);
    const auto theirs = Fields(wanted);
    if (!mine) return false;
    if (wanted == "*") return true;
    for (size_t i = 0; i < 6; ++i) {
      if (!Like((*mine)[i], (*theirs)[i])) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] bool Is(std::string_view family) const { return op_.rfind(family, 0) == 0; }
  [[nodiscard]] bool Ends(std::string_view end) const {
    return op_.size() >= end.size() && op_.substr(op_.size() - end.size()) == end;
  }
  [[nodiscard]] bool Compared(std::optional<double> value, std::optional<double> bound) const {
    if (!value || !bound) return false;
    if (Ends("LessThan")) return *value < *bound;
    if (Ends("LessThanEquals")) return *value <= *bound;
    if (Ends("GreaterThan")) return *value > *bound;
    if (Ends("GreaterThanEquals")) return *value >= *bound;
    return *value == *bound;
  }

  std::string op_;
  bool negated_ = false;
};

/// One condition and one key of a request.
struct Drawn {
  std::string qualifier;
  std::string op;
  bool if_exists = false;
  Strings wanted;
  std::optional<Strings> values;  ///< absent
  bool is_list = false;
};

bool Holds(const Drawn& drawn) {
  const bool null =
      !drawn.values || std::all_of(drawn.values->begin(), drawn.values->end(),
                                   [](const std::string& value) { return value.empty(); });
  if (drawn.op == "Null") {
    return std::any_of(drawn.wanted.begin(), drawn.wanted.end(), [&](const std::string& wanted) {
      return wanted == (null ? "true" : "false");
    });
  }
  const Oracle oracle(drawn.op);
  if (!drawn.values) {
    if (drawn.qualifier == "ForAllValues:") return true;
    if (drawn.qualifier == "ForAnyValue:") return false;
    return drawn.if_exists || oracle.negated();
  }
  const auto satisfies = [&](const std::string& value) {
    if (!oracle.Fits(value)) return false;
    const bool hit =
        std::any_of(drawn.wanted.begin(), drawn.wanted.end(),
                    [&](const std::string& wanted) { return oracle.Matches(value, wanted); });
    return hit != oracle.negated();
  };
  const Strings& values = *drawn.values;
  if (drawn.qualifier == "ForAllValues:") {
    return null || std::all_of(values.begin(), values.end(), satisfies);
  }
  if (drawn.qualifier == "ForAnyValue:")
    return std::any_of(values.begin(), values.end(), satisfies);
  return !drawn.is_list && satisfies(values.front());
}

/// Words of a policy and of a request for each family of operators.
struct Family {
  std::vector<const char*> ops;
  std::vector<const char*> wanted;
  std::vector<const char*> values;
};

const std::vector<Family>& Families() {
  static const std::vector<Family> families = [] {
    std::vector<Family> all = {
        {{"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
          "StringLike", "StringNotLike"},
         {"a", "A", "ab", "a*", "*", "?", "a?c*", "*b*", "", "a.c", "[a]", "a/b:c"},
         {"a", "A", "ab", "abc", "axc", "a*", "", "b", "a.c", "[a]", "a/b:c", "a\nb"}},
        {{"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
          "NumericGreaterThan", "NumericGreaterThanEquals"},
         {"5", "5.0", "-3", "10", "0", "5.5", "x"},
         {"5", "05", "5.00", "-3", "10", "9.99", "0", "", "x", "1e1"}},
        {{"Bool"}, {"true", "false", "True", "x"}, {"true", "FALSE", "false", "x", ""}},
        {{"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"},
         {"arn:aws:sns:us-east-1:111122223333:t", "arn:aws:sns:*:111122223333:*", "arn:aws:s3:::*",
          "*", "arn:aws:sns:us-*:*:a:b", "arn:aws:*:*:*:*"},
         {"arn:aws:sns:us-east-1:111122223333:t", "arn:aws:sns:eu-west-1:111122223333:a:b",
          "arn:aws:s3:::b/c", "arn:aws:s3", "x", ""}},
        {{"Null"}, {"true", "false"}, {"a", "", "true"}},
    };
    Family dates{{"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals",
                  "DateGreaterThan", "DateGreaterThanEquals"},
                 {"x"},
                 {"x", ""}};
    for (const auto& [text, seconds] : Dates()) {
      dates.wanted.push_back(text.c_str());
      dates.values.push_back(text.c_str());
    }
    Family addresses{{"IpAddress", "NotIpAddress"}, {"x"}, {"x", ""}};
    for (const auto& [text, bits] : Addresses()) {
      addresses.wanted.push_back(text.c_str());
      if (text.find('/') == std::string::npos) addresses.values.push_back(text.c_str());
    }
    all.push_back(dates);
    all.push_back(addresses);
    return all;
  }();
  return families;
}

TEST(Operators, AgreeWithAnotherImplementation) {
  Random random(Seed("operators"), {});
  size_t held = 0;
  const size_t rounds = Rounds(4000);
  for (size_t round = 0; round < rounds && !HasFailure(); ++round) {
    const Family& family = Families()[random.Below(Families().size())];
    Drawn drawn;
    drawn.op = random.Of(family.ops);
    if (drawn.op != "Null") {
      drawn.qualifier = random.Of({"", "", "ForAllValues:", "ForAnyValue:"});
      drawn.if_exists = random.Chance(4);
    }
    for (size_t n = 1 + random.Below(3); n > 0; --n)
      drawn.wanted.push_back(random.Of(family.wanted));
    std::string wanted;
    for (const std::string& one : drawn.wanted)
      wanted += (wanted.empty() ? "\"" : ", \"") + one + "\"";
    const std::string condition = drawn.qualifier + drawn.op + (drawn.if_exists ? "IfExists" : "");
    World world;
    world.Identity(Policy(Allow(std::string(kAll) + R"(, "Condition": {")" + condition +
                                R"(": {"k": [)" + wanted + "]}}")));
    const Evaluator evaluator(world.set);
    for (int i = 0; i < 8; ++i) {
      Request request = Ask("s3:GetObject");
      drawn.values.reset();
      drawn.is_list = random.Chance(2);
      if (!random.Chance(5)) {
        drawn.values.emplace();
        for (size_t n = drawn.is_list ? random.Below(4) : 1; n > 0; --n) {
          drawn.values->push_back(random.Of(family.values));
        }
        if (drawn.is_list) {
          request.context.Set("K", *drawn.values);
        } else {
          request.context.Set("K", drawn.values->front());
        }
      }
      const bool holds = Holds(drawn);
      held += holds ? 1 : 0;
      EXPECT_EQ(evaluator.Decide(request) == Outcome::kAllowed, holds)
          << condition << " [" << wanted << "] "
          << (drawn.values ? (drawn.is_list ? "list " : "") + testing::PrintToString(*drawn.values)
                           : "absent");
    }
  }
  std::cout << "operators: " << rounds * 8 << " decisions, " << held << " held\n";
  EXPECT_GT(held, rounds);
}

}  // namespace
}  // namespace whittle::access
