// Small universes, looked at whole: every string over three letters up to a length.
#include <gtest/gtest.h>

#include "access/compare.h"
#include "access/confirm.h"
#include "policy/pattern.h"
#include "tests/access/grammar.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

std::vector<std::string> Words(size_t longest) {
  std::vector<std::string> words = {""};
  for (size_t begin = 0, length = 0; length < longest; ++length) {
    const size_t end = words.size();
    for (size_t i = begin; i < end; ++i) {
      for (const char c : {'x', 'y', 'z'}) words.push_back(words[i] + c);
    }
    begin = end;
  }
  return words;
}

struct Half {
  bool negated = false;
  std::vector<std::string> patterns;

  [[nodiscard]] bool Holds(const std::string& word) const {
    const bool any = std::any_of(patterns.begin(), patterns.end(), [&](const std::string& p) {
      return policy::Matches(p, word, policy::Case::kSensitive);
    });
    return any != negated;
  }
};

Half RandomHalf(Random& random) {
  Half half;
  half.negated = random.Chance(3);
  for (size_t n = 1 + random.Below(2); n > 0; --n) {
    std::string pattern;
    for (size_t k = random.Below(5); k > 0; --k) pattern += "xy*?"[random.Below(4)];
    half.patterns.push_back(pattern);
  }
  return half;
}

std::string Statement(const char* effect, const Half& half) {
  std::string text = std::string(R"({"Effect": ")") + effect +
                     R"(", "Action": "s3:GetObject", "Resource": "*", "Condition": {")" +
                     (half.negated ? "StringNotLike" : "StringLike") + R"(": {"aws:username": [)";
  for (size_t i = 0; i < half.patterns.size(); ++i) {
    text += (i == 0 ? "\"" : ", \"") + half.patterns[i] + "\"";
  }
  return text + "]}}}";
}

TEST(Enumeration, AgreesOnEveryString) {
  const std::vector<std::string> words = Words(7);
  Random random(Seed("enumeration"), {});
  size_t within = 0;
  const size_t pairs = Rounds(400);
  for (size_t i = 0; i < pairs && !HasFailure(); ++i) {
    // OLD: two Allows; NEW: an Allow and a Deny.
    const Half a = RandomHalf(random);
    const Half b = RandomHalf(random);
    const Half c = RandomHalf(random);
    const Half d = RandomHalf(random);
    World world;
    const std::string old_text = Policy(Statement("Allow", a) + ", " + Statement("Allow", b));
    const std::string new_text = Policy(Statement("Allow", c) + ", " + Statement("Deny", d));
    const Comparison comparison =
        Compare({{world.Parse(old_text)}, {}}, {{world.Parse(new_text)}, {}});
    bool extra = c.negated && !d.negated && !a.negated && !b.negated;  // when the key is absent
    bool gone = (a.negated || b.negated) && !(c.negated && !d.negated);
    for (const std::string& word : words) {
      const bool old_allows = a.Holds(word) || b.Holds(word);
      const bool new_allows = c.Holds(word) && !d.Holds(word);
      extra = extra || (new_allows && !old_allows);
      gone = gone || (old_allows && !new_allows);
    }
    within += extra ? 0 : 1;
    EXPECT_EQ(comparison.within, Known(!extra)) << old_text << "\n" << new_text;
    EXPECT_EQ(comparison.contains, Known(!gone)) << old_text << "\n" << new_text;
  }
  std::cout << "enumeration: " << pairs << " pairs over " << words.size() << " strings, " << within
            << " within\n";
}

}  // namespace
}  // namespace whittle::access
