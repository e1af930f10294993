#include "policy/pattern.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace whittle::policy {
namespace {

constexpr auto kExact = Case::kSensitive;

/// All strings over the letters, up to a length.
std::vector<std::string> AllStrings(const std::string& letters, size_t longest) {
  std::vector<std::string> all{""};
  for (size_t begin = 0, end = 1; all[begin].size() < longest; begin = end, end = all.size()) {
    for (size_t i = begin; i < end; ++i) {
      for (const char c : letters) all.push_back(all[i] + c);
    }
  }
  return all;
}

TEST(Matches, FollowsTheWildcards) {
  EXPECT_TRUE(Matches("s3:Get*", "s3:GetObject", kExact));
  EXPECT_FALSE(Matches("s3:Get?", "s3:Get", kExact));
  EXPECT_TRUE(Matches("S3:GET?", "s3:getx", Case::kInsensitive));
  EXPECT_TRUE(Matches("*a*b*", "xxaxxbxx", kExact));
  EXPECT_TRUE(Matches("", "", kExact));
  EXPECT_FALSE(Matches("", "a", kExact));
}

TEST(Matches, IsNotExponential) {
  const std::string pattern(40, '*');
  EXPECT_FALSE(Matches(pattern + "a" + pattern + "b", std::string(2000, 'a'), kExact));
}

TEST(Covers, SeesEqualPatternsWhateverTheirSize) {
  const std::string pattern = "*a" + std::string(40, '?') + "=n:*";
  EXPECT_TRUE(Covers(pattern, pattern, kExact));
  EXPECT_TRUE(Covers("*a??*", "x*a?b*", kExact));
  EXPECT_FALSE(Covers("*a??b", "*a*b", kExact));
}

/// Containment and intersection of every pair of short patterns, against all short strings over
/// one letter more than the patterns have.
TEST(Covers, AgreesWithMatchingOnEverySmallCase) {
  const auto patterns = AllStrings("a*?", 4);
  const auto strings = AllStrings("ab", 7);
  std::vector<std::vector<bool>> matched;
  for (const std::string& pattern : patterns) {
    auto& row = matched.emplace_back();
    for (const std::string& string : strings) row.push_back(Matches(pattern, string, kExact));
  }
  for (size_t i = 0; i < patterns.size(); ++i) {
    for (size_t j = 0; j < patterns.size(); ++j) {
      bool covers = true;
      bool meet = false;
      for (size_t k = 0; k < strings.size(); ++k) {
        covers = covers && (matched[i][k] || !matched[j][k]);
        meet = meet || (matched[i][k] && matched[j][k]);
      }
      EXPECT_EQ(Covers(patterns[i], patterns[j], kExact), covers)
          << patterns[i] << " over " << patterns[j];
      EXPECT_EQ(Intersect(patterns[i], patterns[j], kExact), meet)
          << patterns[i] << " and " << patterns[j];
    }
  }
}

TEST(Covers, WithTwoLetters) {
  const auto patterns = AllStrings("ab*", 4);
  const auto strings = AllStrings("abc", 6);
  for (size_t i = 0; i < patterns.size(); i += 3) {
    for (size_t j = 0; j < patterns.size(); j += 2) {
      bool covers = true;
      for (const std::string& string : strings) {
        covers = covers &&
                 (Matches(patterns[i], string, kExact) || !Matches(patterns[j], string, kExact));
      }
      EXPECT_EQ(Covers(patterns[i], patterns[j], kExact), covers)
          << patterns[i] << " over " << patterns[j];
    }
  }
}

TEST(Covers, FoldsLettersWhereAsked) {
  EXPECT_TRUE(Covers("s3:get*", "S3:GetObject*", Case::kInsensitive));
  EXPECT_FALSE(Covers("s3:get*", "S3:GetObject*", kExact));
  EXPECT_TRUE(Covers("*?", "?*", kExact));
  EXPECT_TRUE(Covers("?*", "*a", kExact));
}

}  // namespace
}  // namespace whittle::policy
