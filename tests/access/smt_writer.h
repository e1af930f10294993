// Policies as SMT-LIB, written from their text alone: no line of the engine, its minterms, boxes or
// globs, stands behind it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace whittle::access {

/// Writes the question whether one policy allows something that another does not. Sets of values,
/// binary values, policy variables and principals are left out.
class SmtWriter {
 public:
  SmtWriter(const policy::Policy& narrow, const policy::Policy& wide) {
    LookAtKeys(narrow);
    LookAtKeys(wide);
    const std::string body = "(and " + Policy(narrow) + " (not " + Policy(wide) + "))";
    text_ = Declarations() + "(assert " + body + ")\n(check-sat)\n";
  }

  /// A whole script for a solver that starts anew; `sat`: it does.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Something could not be written.
  [[nodiscard]] bool left_out() const { return left_out_; }

 private:
  using Family = policy::OperatorFamily;

  // --- Terms ---

  static std::string Quote(std::string_view text) { return "\"" + std::string(text) + "\""; }
  static std::string Lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
  }
  static std::string Or(const std::vector<std::string>& terms) {
    std::string text = "(or false";
    for (const std::string& term : terms) text += " " + term;
    return text + ")";
  }
  static std::string Polarity(const std::string& term, bool negated) {
    return negated ? "(not " + term + ")" : term;
  }

  static constexpr const char* kAnyChar = "re.allchar";
  static constexpr const char* kNoColon = "(re.inter re.allchar (re.comp (str.to_re \":\")))";

  /// A regular expression of a wildcard pattern; `dot` is what a wildcard may stand for.
  static std::string Regex(std::string_view pattern, const std::string& dot) {
    std::string parts = "(re.++ (str.to_re \"\")";
    std::string run;
    const auto flush = [&] {
      parts += " (str.to_re " + Quote(run) + ")";
      run.clear();
    };
    for (const char c : pattern) {
      if (c != '*' && c != '?') {
        run += c;
        continue;
      }
      flush();
      parts += c == '*' ? " (re.* " + dot + ")" : " " + dot;
    }
    flush();
    return parts + ")";
  }

  /// One ARN pattern: wildcards of the first five fields take no colon, and what a short ARN lacks
  /// may be anything.
  static std::string ArnRegex(std::string_view arn) {
    std::vector<std::string_view> fields;
    while (fields.size() < 5 && arn.find(':') != std::string_view::npos) {
      fields.push_back(arn.substr(0, arn.find(':')));
      arn.remove_prefix(arn.find(':') + 1);
    }
    fields.push_back(arn);
    fields.resize(std::max<size_t>(fields.size(), 6), "*");
    std::string parts = "(re.++";
    for (size_t i = 0; i < 5; ++i) {
      parts += " " + Regex(fields[i], kNoColon) + " (str.to_re \":\")";
    }
    return parts + " " + Regex(fields[5], kAnyChar) + ")";
  }

  // --- Statements ---

  std::string Policy(const policy::Policy& policy) {
    std::vector<std::string> allows;
    std::vector<std::string> denies;
    for (const policy::Statement& statement : policy.statements) {
      (statement.allows() ? allows : denies).push_back(Statement(statement));
    }
    return "(and " + Or(allows) + " (not " + Or(denies) + "))";
  }

  std::string Statement(const policy::Statement& statement) {
    std::vector<std::string> actions;
    for (const policy::Action& action : statement.action.entries) {
      if (action.all()) {
        actions.emplace_back("true");
        continue;
      }
      const std::string text = Lower(action.text.value);
      const size_t colon = text.find(':');
      actions.push_back("(and (str.in_re a_service " + Regex(text.substr(0, colon), kAnyChar) +
                        ") (str.in_re a_name " + Regex(text.substr(colon + 1), kAnyChar) + "))");
    }
    std::vector<std::string> resources;
    for (const policy::Resource& resource : statement.resource.entries) {
      if (!resource.text.pieces.empty()) left_out_ = true;
      resources.push_back(resource.all() ? "true"
                                         : "(and (not no_resource) (str.in_re resource " +
                                               ArnRegex(resource.text.value) + "))");
    }
    if (statement.principal.present()) left_out_ = true;
    std::string text = "(and " + Polarity(Or(actions), statement.action.negated) + " " +
                       Polarity(Or(resources), statement.resource.negated);
    for (const policy::Condition& condition : statement.conditions) {
      text += " " + Condition(condition);
    }
    return text + ")";
  }

  // --- Conditions ---

  static std::string KeyName(const policy::Condition& condition) {
    std::string name = "k_";
    for (const char c : Lower(condition.key.value)) {
      name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    }
    return name;
  }

  /// What kind each key's values are of; one of two kinds is left out.
  void LookAtKeys(const policy::Policy& policy) {
    for (const policy::Statement& statement : policy.statements) {
      for (const policy::Condition& condition : statement.conditions) {
        const Family family = condition.op.family();
        if (condition.op.qualifier != policy::SetQualifier::kNone ||
            Lower(condition.key.value) == "aws:tagkeys" || family == Family::kBinary) {
          left_out_ = true;
        }
        for (const policy::Text& value : condition.values) {
          if (!value.pieces.empty()) left_out_ = true;
        }
        const auto [known, is_new] = keys_.emplace(KeyName(condition), family);
        if (is_new || family == Family::kNull || family == known->second) continue;
        if (known->second != Family::kNull) left_out_ = true;
        known->second = family;
      }
    }
  }

  std::string Declarations() const {
    std::string text =
        "(reset)\n(set-option :timeout 2000)\n(set-logic ALL)\n"
        "(declare-const a_service String)\n(declare-const a_name String)\n"
        "(declare-const resource String)\n(declare-const no_resource Bool)\n"
        "(assert (not (str.contains a_service \":\")))\n(assert (not (= a_service \"\")))\n"
        "(assert (or no_resource (str.in_re resource " +
        ArnRegex("arn:*:*:*:*:*") + ")))\n";
    for (const auto& [key, family] : keys_) {
      const auto declare = [&](const std::string& name, const char* sort) {
        text += "(declare-const " + name + " " + sort + ")\n";
      };
      declare(key + "_e", "Bool");
      if (family == Family::kNumeric || family == Family::kDate) {
        declare(key, "Real");
      } else if (family == Family::kBool) {
        declare(key, "Bool");
      } else if (family == Family::kIpAddress) {
        declare(key + "_six", "Bool");
        declare(key + "_v4", "(_ BitVec 32)");
        declare(key + "_v6", "(_ BitVec 128)");
      } else {
        declare(key, "String");
      }
      if (family == Family::kArn) {
        text += "(assert (str.in_re " + key + " " + ArnRegex("arn:*:*:*:*:*") + "))\n";
      }
    }
    return text;
  }

  std::string Condition(const policy::Condition& condition) {
    const std::string key = KeyName(condition);
    const Family kind = keys_[key];
    std::vector<std::string> values;
    for (const policy::Text& value : condition.values) {
      if (condition.op.family() == Family::kNull) {
        const bool absent = Lower(value.value) == "true";
        // An empty string is null, too.
        const bool text = kind == Family::kString || kind == Family::kNull;
        const std::string null =
            text ? "(or (not " + key + "_e) (= " + key + " \"\"))" : "(not " + key + "_e)";
        values.push_back(Polarity(null, !absent));
      } else {
        values.push_back(Match(condition.op, key, std::string(value.value)));
      }
    }
    if (condition.op.family() == Family::kNull) return Or(values);
    const bool negated = condition.op.negated();
    const bool absent = negated || condition.op.if_exists;
    return "(ite " + key + "_e " + Polarity(Or(values), negated) + (absent ? " true)" : " false)");
  }

  std::string Match(const policy::Operator& op, const std::string& key, const std::string& value) {
    using Base = policy::BaseOperator;
    switch (op.family()) {
      case Family::kNumeric:
        return "(" + Comparison(op.base) + " " + key + " " + Number(value) + ")";
      case Family::kDate:
        return "(" + Comparison(op.base) + " " + key + " " + Seconds(value) + ")";
      case Family::kBool:
        return Lower(value) == "true" ? key : "(not " + key + ")";
      case Family::kArn:
        return "(str.in_re " + key + " " + ArnRegex(value) + ")";
      case Family::kIpAddress:
        return Address(key, value);
      default:
        break;
    }
    if (op.base == Base::kStringLike || op.base == Base::kStringNotLike) {
      return "(str.in_re " + key + " " + Regex(value, kAnyChar) + ")";
    }
    if (op.base != Base::kStringEqualsIgnoreCase && op.base != Base::kStringNotEqualsIgnoreCase) {
      return "(= " + key + " " + Quote(value) + ")";
    }
    std::string parts = "(re.++ (str.to_re \"\") (str.to_re \"\")";
    for (const char c : value) {
      const int low = std::tolower(static_cast<unsigned char>(c));
      const int high = std::toupper(static_cast<unsigned char>(c));
      parts += " (re.union (str.to_re " + Quote(std::string(1, static_cast<char>(low))) +
               ") (str.to_re " + Quote(std::string(1, static_cast<char>(high))) + "))";
    }
    return "(str.in_re " + key + " " + parts + "))";
  }

  static std::string Comparison(policy::BaseOperator base) {
    using Base = policy::BaseOperator;
    switch (base) {
      case Base::kNumericLessThan:
      case Base::kDateLessThan:
        return "<";
      case Base::kNumericLessThanEquals:
      case Base::kDateLessThanEquals:
        return "<=";
      case Base::kNumericGreaterThan:
      case Base::kDateGreaterThan:
        return ">";
      case Base::kNumericGreaterThanEquals:
      case Base::kDateGreaterThanEquals:
        return ">=";
      default:
        return "=";
    }
  }

  static std::string Number(const std::string& value) {
    return value.front() == '-' ? "(- " + value.substr(1) + ")" : value;
  }

  /// Seconds since 1970 of `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss[.f]Z`.
  std::string Seconds(const std::string& date) {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    double second = 0;
    const int read = std::sscanf(date.c_str(), "%d-%d-%dT%d:%d:%lfZ", &year, &month, &day, &hour,
                                 &minute, &second);
    if (read != 3 && read != 6) left_out_ = true;
    constexpr std::array<int, 12> kBefore = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const auto is_leap = [](int y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0); };
    long days = kBefore[static_cast<size_t>(std::clamp(month, 1, 12) - 1)] + day - 1;
    if (month > 2 && is_leap(year)) ++days;
    for (int y = 1970; y < year; ++y) days += is_leap(y) ? 366 : 365;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.3f",
                  static_cast<double>(days * 86400 + hour * 3600 + minute * 60) + second);
    return text.data();
  }

  static std::vector<int> FourBytes(const std::string& address) {
    std::vector<int> bytes(4);
    std::sscanf(address.c_str(), "%d.%d.%d.%d", &bytes[0], &bytes[1], &bytes[2], &bytes[3]);
    return bytes;
  }
  static std::vector<int> SixBytes(const std::string& address) {
    const auto read = [](std::string_view part) {
      std::vector<int> bytes;
      while (!part.empty()) {
        const size_t colon = std::min(part.find(':'), part.size());
        const int word = std::stoi(std::string(part.substr(0, colon)), nullptr, 16);
        bytes.insert(bytes.end(), {word / 256, word % 256});
        part.remove_prefix(std::min(colon + 1, part.size()));
      }
      return bytes;
    };
    const size_t gap = address.find("::");
    if (gap == std::string::npos) return read(address);
    std::vector<int> bytes = read(std::string_view(address).substr(0, gap));
    const std::vector<int> rest = read(std::string_view(address).substr(gap + 2));
    bytes.resize(16 - rest.size());
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    return bytes;
  }

  /// Whether an address is of a block: its first bits are the block's.
  std::string Address(const std::string& key, const std::string& block) {
    const size_t slash = block.find('/');
    const std::string address = block.substr(0, slash);
    const bool six = address.find(':') != std::string::npos;
    const std::vector<int> bytes = six ? SixBytes(address) : FourBytes(address);
    const int width = six ? 128 : 32;
    const int prefix = slash == std::string::npos ? width : std::atoi(block.c_str() + slash + 1);
    const std::string family = Polarity(key + "_six", !six);
    if (prefix == 0) return family;
    std::string bits;
    for (int i = 0; i < prefix; ++i) {
      bits += ((bytes[static_cast<size_t>(i / 8)] >> (7 - i % 8)) & 1) != 0 ? '1' : '0';
    }
    return "(and " + family + " (= ((_ extract " + std::to_string(width - 1) + " " +
           std::to_string(width - prefix) + ") " + key + (six ? "_v6" : "_v4") + ") #b" + bits +
           "))";
  }

  std::map<std::string, Family> keys_;
  bool left_out_ = false;
  std::string text_;
};

}  // namespace whittle::access
