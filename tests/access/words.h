// A policy as plain lists of words, easy to change and to write again, and requests aimed at it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/request.h"
#include "policy/policy.h"
#include "tests/access/grammar.h"

namespace whittle::access {

/// One condition in words.
struct ConditionWords {
  std::string op;
  std::string key;
  std::vector<std::string> values;
};

/// One statement in words.
struct StatementWords {
  bool deny = false;
  bool not_action = false;
  bool not_resource = false;
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::string principal;  ///< the element's name and value as JSON; empty: none
  std::vector<ConditionWords> conditions;
};

/// One policy in words.
struct PolicyWords {
  std::vector<StatementWords> statements;

  /// Of a policy without placeholders.
  static PolicyWords Of(const policy::Policy& policy) {
    PolicyWords words;
    for (const policy::Statement& statement : policy.statements) {
      StatementWords& made = words.statements.emplace_back();
      made.deny = statement.denies();
      made.not_action = statement.action.negated;
      made.not_resource = statement.resource.negated;
      for (const auto& action : statement.action.entries) {
        made.actions.emplace_back(action.text.value);
      }
      for (const auto& resource : statement.resource.entries) {
        made.resources.emplace_back(resource.text.value);
      }
      for (const policy::Condition& condition : statement.conditions) {
        ConditionWords& words_of = made.conditions.emplace_back();
        words_of.op = condition.op.spelling;
        words_of.key = condition.key.value;
        for (const policy::Text& value : condition.values)
          words_of.values.emplace_back(value.value);
      }
    }
    return words;
  }

  [[nodiscard]] std::string Text() const {
    std::string text = R"({"Version": "2012-10-17", "Statement": [)";
    for (const StatementWords& statement : statements) {
      if (&statement != statements.data()) text += ", ";
      text += std::string(R"({"Effect": ")") + (statement.deny ? "Deny" : "Allow") + "\", ";
      text +=
          (statement.not_action ? R"("NotAction": )" : R"("Action": )") + List(statement.actions);
      if (!statement.resources.empty()) {
        text += (statement.not_resource ? R"(, "NotResource": )" : R"(, "Resource": )") +
                List(statement.resources);
      }
      if (!statement.principal.empty()) text += ", " + statement.principal;
      text += Conditions(statement) + "}";
    }
    return text + "]}";
  }

 private:
  static std::string List(const std::vector<std::string>& values) {
    std::string text = "[";
    for (const std::string& value : values) {
      text += (&value == values.data() ? "\"" : ", \"");
      for (const char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
      }
      text += '"';
    }
    return text + "]";
  }

  /// Conditions of one operator as one block; a key that it has already is left out.
  static std::string Conditions(const StatementWords& statement) {
    std::vector<std::pair<std::string, std::string>> blocks;
    for (const ConditionWords& condition : statement.conditions) {
      std::string* block = nullptr;
      for (auto& [op, keys] : blocks) {
        if (op == condition.op) block = &keys;
      }
      if (block == nullptr) block = &blocks.emplace_back(condition.op, "").second;
      const std::string key = "\"" + condition.key + "\": ";
      if (block->find(key) != std::string::npos) continue;
      *block += (block->empty() ? "" : ", ") + key + List(condition.values);
    }
    std::string text;
    for (const auto& [op, keys] : blocks) {
      text += (text.empty() ? ", \"Condition\": {\"" : ", \"") + op + "\": {" + keys + "}";
    }
    return text.empty() ? text : text + "}";
  }
};

/// Draws requests that the statements of policies nearly or just match.
class Aim {
 public:
  explicit Aim(Random& random) : random_(random) {}

  void Add(const policy::Policy& policy) {
    for (StatementWords& statement : PolicyWords::Of(policy).statements) {
      if (!statement.actions.empty()) statements_.push_back(std::move(statement));
    }
  }

  /// Changes a request that the grammar drew, so that it meets one of the statements.
  void At(Request& request) {
    if (statements_.empty()) return;
    const StatementWords& statement = Any(statements_);
    if (!random_.Chance(6)) request.action = Action(Any(statement.actions));
    if (!random_.Chance(6) && !statement.resources.empty()) {
      request.resource = Resource(request, Any(statement.resources));
    }
    for (const ConditionWords& condition : statement.conditions) Meet(request, condition);
    // And what another one looks at.
    for (const ConditionWords& condition : Any(statements_).conditions) {
      if (random_.Chance(2)) Meet(request, condition);
    }
  }

 private:
  template <typename T>
  const T& Any(const std::vector<T>& list) {
    return list[random_.Below(list.size())];
  }

  /// A pattern with its wildcards filled in; variables get a value in the context.
  std::string Fill(Request& request, std::string_view pattern, bool wildcards,
                   const std::vector<const char*>& fillings) {
    std::string text;
    for (size_t i = 0; i < pattern.size(); ++i) {
      const size_t end = pattern.find('}', i);
      if (pattern[i] == '$' && i + 1 < pattern.size() && pattern[i + 1] == '{' &&
          end != std::string_view::npos) {
        std::string_view key = pattern.substr(i + 2, end - i - 2);
        i = end;
        if (key.size() == 1) {
          text += key;
          continue;
        }
        key = key.substr(0, key.find(','));
        const std::string value = random_.Of({"alice", "x", "a/b", "*", "a:b", "Alice"});
        if (!random_.Chance(8)) request.context.Set(key, value);
        text += value;
      } else if (wildcards && pattern[i] == '*') {
        text += random_.Of(fillings);
      } else if (wildcards && pattern[i] == '?') {
        text += random_.Of({"a", "x", "/"});
      } else {
        text += pattern[i];
      }
    }
    return text;
  }

  std::string Action(std::string_view pattern) {
    Request nothing;
    if (pattern == "*") return random_.Of({"s3:GetObject", "ec2:RunInstances", "x:Y"});
    return Fill(nothing, pattern, true, {"", "Object", "x", "GetX", "ListBucket"});
  }

  std::string Resource(Request& request, std::string_view pattern) {
    if (pattern == "*") {
      return random_.Of(
          {"*", "arn:aws:s3:::b/x", "arn:aws:ec2:us-east-1:111122223333:instance/i-1"});
    }
    std::string text =
        Fill(request, pattern, true, {"", "a", "x/y", "us-east-1", "111122223333", "x:y", "b"});
    for (auto colons = std::count(text.begin(), text.end(), ':'); colons < 5; ++colons) text += ":";
    if (random_.Chance(12)) text += random_.Of({"x", "/", ":", "*"});
    return text;
  }

  void Meet(Request& request, const ConditionWords& condition) {
    if (condition.values.empty() || condition.key.empty()) return;
    const auto has = [&](std::string_view part) {
      return condition.op.find(part) != std::string::npos;
    };
    // A key that is compared has values of its kind, so that what is known of it can be proved.
    if (has("Null") || random_.Chance(4)) return;
    if (!has("ForA")) {
      request.context.Set(condition.key, Value(request, condition, has("Like") || has("Arn")));
      return;
    }
    std::vector<std::string> values;
    for (size_t n = random_.Below(4); n > 0; --n) {
      values.push_back(Value(request, condition, has("Like") || has("Arn")));
    }
    request.context.Set(condition.key, std::move(values));
  }

  std::string Value(Request& request, const ConditionWords& condition, bool wildcards) {
    std::string value = Fill(request, Any(condition.values), wildcards,
                             {"", "a", "us-east-1", "111122223333", "x", "x:y"});
    const bool text = condition.op.find("String") != std::string::npos;
    if (text && random_.Chance(4)) value = random_.Of({"", "x", "alice", "ALICE", "*"});
    if (condition.op.find("Bool") != std::string::npos && random_.Chance(2)) {
      value = random_.Of({"true", "false"});
    }
    if (condition.op.find("IpAddress") != std::string::npos) {
      value = random_.Chance(2) ? value.substr(0, value.find('/'))
                                : random_.Of({"10.0.0.1", "203.0.113.5", "11.0.0.1", "::1"});
    }
    if (condition.op.find("Numeric") != std::string::npos && random_.Chance(2)) {
      value = random_.Of({"0", "5", "5.5", "10", "3600", "86400", "-1"});
    }
    return value;
  }

  Random& random_;
  std::vector<StatementWords> statements_;
};

}  // namespace whittle::access
