// Families of policies on which a careless engine takes exponential time: an answer or `unknown`,
// but soon. Source of the families: stress tests of automata and cover algorithms.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "access/compare.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

/// Milliseconds of processor time that a comparison takes, the best of three.
double Time(const std::string& old_text, const std::string& new_text, Relation& relation) {
  World world;
  const Grants old_side{{world.Parse(old_text)}, {}};
  const Grants new_side{{world.Parse(new_text)}, {}};
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t start = std::clock();
    relation = Compare(old_side, new_side).relation;
    const double took = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best = std::min(best, took);
  }
  return best;
}

// g++ tells of sanitizers by macros, clang by features.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WHITTLE_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WHITTLE_SANITIZED 1
#endif

/// Sanitizers and debug builds are slower by far.
constexpr double kBound =
#if defined(NDEBUG) && !defined(WHITTLE_SANITIZED)
    100;
#else
    3000;
#endif

std::string Infixes(int count, const char* effect, bool one_list) {
  std::string statements;
  std::string list;
  for (int i = 0; i < count; ++i) {
    const std::string pattern = "\"arn:aws:s3:::*w" + std::to_string(i) + "z*\"";
    list += (i == 0 ? "" : ", ") + pattern;
    statements += std::string(", {\"Effect\": \"") + effect +
                  "\", \"Action\": \"s3:*\", \"Resource\": " + pattern + "}";
  }
  if (!one_list) return statements;
  return std::string(", {\"Effect\": \"") + effect + "\", \"Action\": \"s3:*\", \"Resource\": [" +
         list + "]}";
}

TEST(BlowUp, ManyInfixes) {
  for (const int count : {4, 10, 14, 40, 200}) {
    Relation relation = Relation::kUnknown;
    const std::string all = Allow(kAll);
    const double took = Time(Policy(all + Infixes(count, "Deny", false)),
                             Policy(all + Infixes(count + 1, "Deny", false)), relation);
    EXPECT_LT(took, kBound) << count;
    EXPECT_TRUE(relation == Relation::kNarrower || relation == Relation::kUnknown) << count;
    const double list = Time(Policy(all + Infixes(count, "Deny", false)),
                             Policy(all + Infixes(count, "Deny", true)), relation);
    EXPECT_LT(list, kBound) << count;
    EXPECT_TRUE(relation == Relation::kEqual || relation == Relation::kUnknown) << count;
  }
}

TEST(BlowUp, QuestionMarksBehindAStar) {
  for (const int count : {4, 8, 12, 30, 200}) {
    const auto with = [&](const std::string& letter) {
      return Policy(Allow(R"("Action": "s3:*", "Resource": "arn:aws:s3:::*)" + letter +
                          std::string(static_cast<size_t>(count), '?') + "\""));
    };
    Relation relation = Relation::kUnknown;
    EXPECT_LT(Time(with("a"), with("b"), relation), kBound) << count;
    EXPECT_TRUE(relation == Relation::kIncomparable || relation == Relation::kUnknown) << count;
  }
}

TEST(BlowUp, ABucketForEachStatement) {
  const auto buckets = [](int count, const char* suffix) {
    std::string statements;
    for (int i = 0; i < count; ++i) {
      statements += (i == 0 ? "" : ", ") + Allow(R"("Action": "s3:GetObject", "Resource": )"
                                                 R"("arn:aws:s3:::bucket-)" +
                                                 std::to_string(i) + suffix + "\"");
    }
    return Policy(statements);
  };
  Relation relation = Relation::kUnknown;
  EXPECT_LT(Time(buckets(1000, "/*"), buckets(1000, "/x"), relation), kBound);
  EXPECT_TRUE(relation == Relation::kNarrower || relation == Relation::kUnknown);
}

TEST(BlowUp, ManyKeys) {
  // Each Deny leaves one value of each of many keys: a cover problem.
  std::string old_statements = Allow(kAll);
  std::string new_statements = Allow(kAll);
  for (int i = 0; i < 24; ++i) {
    std::string condition = R"("Condition": {"StringEquals": {)";
    for (int k = 0; k < 6; ++k) {
      condition += (k == 0 ? "" : ", ") + std::string("\"aws:PrincipalTag/k") +
                   std::to_string((i * 7 + k * 5) % 13) + "\": \"" + std::to_string(i % 3) + "\"";
    }
    condition += "}}";
    const std::string deny = ", " + Deny(R"("Action": "*", "Resource": "*", )" + condition);
    (i % 2 == 0 ? old_statements : new_statements) += deny;
  }
  Relation relation = Relation::kUnknown;
  EXPECT_LT(Time(Policy(old_statements), Policy(new_statements), relation), kBound);
}

TEST(BlowUp, ManySets) {
  std::string condition;
  for (int i = 0; i < 18; ++i) {
    condition += (i == 0 ? "" : ", ") + std::string("\"v") + std::to_string(i) + "\"";
  }
  std::string statements;
  for (int i = 0; i < 18; ++i) {
    statements +=
        (i == 0 ? "" : ", ") + Allow(R"("Action": "*", "Resource": "*", "Condition": )"
                                     R"({"ForAnyValue:StringEquals": {"aws:TagKeys": "v)" +
                                     std::to_string(i) + "\"}}");
  }
  Relation relation = Relation::kUnknown;
  const std::string one = Policy(Allow(R"("Action": "*", "Resource": "*", "Condition": )"
                                       R"({"ForAnyValue:StringEquals": {"aws:TagKeys": [)" +
                                       condition + "]}}"));
  EXPECT_LT(Time(Policy(statements), one, relation), kBound);
  EXPECT_TRUE(relation == Relation::kEqual || relation == Relation::kUnknown);
}

}  // namespace
}  // namespace whittle::access
