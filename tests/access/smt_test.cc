// Containment, decided once more by an SMT solver that shares no line with the engine: policies are
// written as SMT-LIB from their text, without minterms, boxes or globs of ours. Skipped where z3 is
// not installed. Sets of values, variables, dates and addresses are left out.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "access/compare.h"
#include "tests/access/grammar.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

std::string Quote(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// A regular expression of a wildcard pattern; `dot` is what a wildcard may stand for.
std::string Regex(std::string_view pattern, const std::string& dot) {
  std::string parts = "(re.++ (str.to_re \"\") (str.to_re \"\")";
  for (const char c : pattern) {
    if (c == '*') {
      parts += " (re.* " + dot + ")";
    } else if (c == '?') {
      parts += " " + dot;
    } else {
      parts += " (str.to_re " + Quote(std::string(1, c)) + ")";
    }
  }
  return parts + ")";
}

const std::string kAnyChar = "re.allchar";
const std::string kNoColon = "(re.inter re.allchar (re.comp (str.to_re \":\")))";

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// One ARN pattern as a regular expression: wildcards of the first five fields take no colon, and
/// what a short ARN lacks may be anything.
std::string ArnRegex(std::string_view arn) {
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

std::string Or(const std::vector<std::string>& terms) {
  std::string text = "(or false";
  for (const std::string& term : terms) text += " " + term;
  return text + ")";
}

/// SMT-LIB variables of a key: `k_…_e` says whether it is there.
class Writer {
 public:
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
      resources.push_back(resource.all() ? "true"
                                         : "(and (not no_resource) (str.in_re resource " +
                                               ArnRegex(resource.text.value) + "))");
    }
    std::string text = "(and " + Polarity(Or(actions), statement.action.negated) + " " +
                       Polarity(Or(resources), statement.resource.negated);
    for (const policy::Condition& condition : statement.conditions) {
      text += " " + Condition(condition);
    }
    return text + ")";
  }

  std::string Policy(const policy::Policy& policy) {
    std::vector<std::string> allows;
    std::vector<std::string> denies;
    for (const policy::Statement& statement : policy.statements) {
      (statement.allows() ? allows : denies).push_back(Statement(statement));
    }
    return "(and " + Or(allows) + " (not " + Or(denies) + "))";
  }

  std::string Declarations() const {
    std::string text;
    for (const std::string& key : texts_) {
      text += "(declare-const " + key + " String)\n(declare-const " + key + "_e Bool)\n";
    }
    for (const std::string& key : numbers_) {
      text += "(declare-const " + key + " Real)\n(declare-const " + key + "_e Bool)\n";
    }
    return text;
  }
  [[nodiscard]] bool left_out() const { return left_out_; }

 private:
  static std::string Polarity(const std::string& term, bool negated) {
    return negated ? "(not " + term + ")" : term;
  }

  std::string Condition(const policy::Condition& condition) {
    using Family = policy::OperatorFamily;
    std::string key = "k_";
    for (const char c : Lower(condition.key.value)) key += std::isalnum(c) != 0 ? c : '_';
    const Family family = condition.op.family();
    if (condition.op.qualifier != policy::SetQualifier::kNone ||
        condition.key.value == "aws:TagKeys" ||
        (family != Family::kString && family != Family::kNumeric && family != Family::kNull)) {
      left_out_ = true;
      return "true";
    }
    const bool numeric = family == Family::kNumeric || condition.key.value == "s3:max-keys";
    (numeric ? numbers_ : texts_).insert(key);
    std::vector<std::string> values;
    for (const policy::Text& value : condition.values) {
      if (family == Family::kNull) {
        const bool absent = Lower(value.value) == "true";
        // An empty string is null, too.
        const std::string null =
            numeric ? "(not " + key + "_e)" : "(or (not " + key + "_e) (= " + key + " \"\"))";
        values.push_back(absent ? null : "(not " + null + ")");
      } else if (numeric) {
        values.push_back("(" + Comparison(condition.op.base) + " " + key + " " +
                         std::string(value.value) + ")");
      } else {
        values.push_back(Match(condition.op.base, key, value.value));
      }
    }
    if (family == Family::kNull) return Or(values);
    const bool negated = condition.op.negated();
    const bool absent = negated || condition.op.if_exists;
    return "(ite " + key + "_e " + Polarity(Or(values), negated) + (absent ? " true)" : " false)");
  }

  static std::string Match(policy::BaseOperator base, const std::string& key,
                           std::string_view value) {
    switch (base) {
      case policy::BaseOperator::kStringLike:
      case policy::BaseOperator::kStringNotLike:
        return "(str.in_re " + key + " " + Regex(value, kAnyChar) + ")";
      case policy::BaseOperator::kStringEqualsIgnoreCase:
      case policy::BaseOperator::kStringNotEqualsIgnoreCase: {
        std::string parts = "(re.++ (str.to_re \"\") (str.to_re \"\")";
        for (const char c : value) {
          const int low = std::tolower(static_cast<unsigned char>(c));
          const int high = std::toupper(static_cast<unsigned char>(c));
          parts += " (re.union (str.to_re " + Quote(std::string(1, static_cast<char>(low))) +
                   ") (str.to_re " + Quote(std::string(1, static_cast<char>(high))) + "))";
        }
        return "(str.in_re " + key + " " + parts + "))";
      }
      default:
        return "(= " + key + " " + Quote(value) + ")";
    }
  }

  static std::string Comparison(policy::BaseOperator base) {
    switch (base) {
      case policy::BaseOperator::kNumericLessThan:
        return "<";
      case policy::BaseOperator::kNumericLessThanEquals:
        return "<=";
      case policy::BaseOperator::kNumericGreaterThan:
        return ">";
      case policy::BaseOperator::kNumericGreaterThanEquals:
        return ">=";
      default:
        return "=";
    }
  }

  std::set<std::string> texts_;
  std::set<std::string> numbers_;
  bool left_out_ = false;
};

/// `narrow` allows something that `wide` does not.
std::string Query(Writer& writer, const policy::Policy& narrow, const policy::Policy& wide) {
  const std::string body = "(assert (and " + writer.Policy(narrow) + " (not " +
                           writer.Policy(wide) + ")))\n(check-sat)\n";
  return "(push)\n" + writer.Declarations() +
         "(declare-const a_service String)\n(declare-const a_name String)\n"
         "(declare-const resource String)\n(declare-const no_resource Bool)\n"
         "(assert (not (str.contains a_service \":\")))\n"
         "(assert (not (= a_service \"\")))\n"
         "(assert (or no_resource (str.in_re resource " +
         ArnRegex("arn:*:*:*:*:*") + ")))\n" + body + "(pop)\n";
}

TEST(Solver, Agrees) {
  if (std::system("z3 --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "z3 is not installed";
  Random random(Seed("solver"), {});
  const size_t pairs = Rounds(10);
  std::string script = "(set-logic ALL)\n(set-option :timeout 2000)\n";
  std::vector<Truth> expected;
  std::vector<std::string> texts;
  while (expected.size() < 2 * pairs) {
    World world;
    const std::string old_text = random.Policy();
    const std::string new_text = random.Policy();
    const policy::Policy* old_policy = world.Parse(old_text);
    const policy::Policy* new_policy = world.Parse(new_text);
    Writer forth;
    const std::string first = Query(forth, *new_policy, *old_policy);
    if (forth.left_out()) continue;
    Writer back;
    script += first + Query(back, *old_policy, *new_policy);
    const Comparison comparison = Compare({{old_policy}, {}}, {{new_policy}, {}});
    expected.push_back(comparison.within);
    expected.push_back(comparison.contains);
    texts.push_back("OLD " + old_text + "\nNEW " + new_text);
  }
  const std::string path = testing::TempDir() + "whittle_solver.smt2";
  std::ofstream(path) << script;
  ASSERT_EQ(std::system(("z3 " + path + " > " + path + ".out 2>&1").c_str()) & ~0xFF00, 0);
  std::ifstream answers(path + ".out");
  size_t decided = 0;
  size_t at = 0;
  for (std::string answer; std::getline(answers, answer); ++at) {
    ASSERT_LT(at, expected.size());
    if (answer.find("Segmentation fault") != std::string::npos) {
      GTEST_SKIP() << "the solver crashed after " << decided << " answers that agree";
    }
    ASSERT_TRUE(answer == "sat" || answer == "unsat" || answer == "unknown" || answer == "timeout")
        << answer;
    if (answer != "sat" && answer != "unsat") continue;
    ++decided;
    EXPECT_EQ(expected[at], Known(answer == "unsat")) << texts[at / 2];
  }
  EXPECT_EQ(at, expected.size());
  std::cout << "solver: " << pairs << " pairs, " << decided << " of " << at
            << " queries decided by it\n";
  EXPECT_GT(decided, at / 2);
}

}  // namespace
}  // namespace whittle::access
