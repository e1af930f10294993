#include "advise/usage/usage_table.h"

#include <gtest/gtest.h>

#include <string>

#include "advise/data.h"
#include "advise/usage/evidence.h"
#include "advise/usage/read_logs.h"
#include "advise/usage/usage_sql.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& BuiltIn() { return catalog::Catalog::BuiltIn(); }

std::optional<UsageResult> Read(std::string text) {
  return ReadUsageTable(text::Source("table", std::move(text)), BuiltIn());
}

constexpr std::string_view kHeader =
    "principal,event,actions,outcome,log,invoked_by,account,region,resources,parameters,calls,"
    "first_seen,last_seen\n";
constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/ann,";

std::string Table(std::string_view row) {
  return std::string(kHeader) + std::string(kUser) + std::string(row) + "\n";
}

TEST(UsageTable, ReadsRowsAsTheCallsThatTheyStandFor) {
  const auto result = Read(std::string(kHeader) +
                           R"(,,,not-call,,,,,,,4,2024-07-01T00:00:00Z,2024-07-09T00:00:00Z
,kms:Decrypt,kms:Decrypt,allowed,management,ec2.amazonaws.com,,,,,3,,
arn:aws:iam::111122223333:user/ann,s3:CopyObject,s3:PutObject s3:GetObject?,allowed,data:write,,1,eu-west-1,"[""arn:aws:s3:::b/k""]",,7,2024-07-02T00:00:00Z,2024-07-03T00:00:00Z
arn:aws:iam::111122223333:user/ann,lambda:CreateFunction20150331,lambda:createfunction,allowed,management,,111122223333,eu-west-1,,"{""functionName"":""f"",""role"":""arn:aws:iam::111122223333:role/r""}",2,,
arn:aws:iam::111122223333:user/ann,ec2:RunInstances,ec2:RunInstances,denied,management,,,,,,5,2024-07-05T00:00:00Z,2024-07-05T00:00:00Z
arn:aws:iam::111122223333:user/ann,ec2:RunInstances,ec2:RunInstances,throttled,management,,,,,,1,,
arn:aws:iam::111122223333:user/ann,sts:GetCallerIdentity,-,allowed,management,,,,,,6,,
arn:aws:iam::111122223333:user/ann,ec2:Nothing2,ec2:Nothing2,allowed,management,,,,,,8,,
)");
  ASSERT_TRUE(result.has_value());
  ASSERT_EQ(result->error, "");
  const Usage& usage = result->usage;
  EXPECT_EQ(usage.events, (EventCounts{36, 15, 4, 3, 0, 6, 8, 0}));
  EXPECT_EQ(usage.window, (Period{"2024-07-01T00:00:00Z", "2024-07-09T00:00:00Z"}));
  EXPECT_EQ(usage.unknown_events.at("ec2:Nothing2"), 8U);
  EXPECT_EQ(usage.data_events.count("s3:write"), 1U);
  EXPECT_EQ(usage.services.count("lambda"), 1U);
  const ActionUsages& ann = usage.principals.at("arn:aws:iam::111122223333:user/ann");
  EXPECT_EQ(ann.at("s3:PutObject").allowed, 7U);
  EXPECT_EQ(ann.at("s3:PutObject").resources.count("arn:aws:s3:::b/k"), 1U);
  EXPECT_EQ(ann.at("s3:PutObject").seen, (Period{"2024-07-02T00:00:00Z", "2024-07-03T00:00:00Z"}));
  EXPECT_EQ(ann.at("s3:GetObject").resources.count("*"), 1U);
  EXPECT_EQ(ann.at("lambda:CreateFunction")
                .resources.count("arn:aws:lambda:eu-west-1:111122223333:function:f"),
            1U);
  EXPECT_EQ(ann.at("iam:PassRole").allowed, 2U);
  EXPECT_EQ(ann.at("ec2:RunInstances").denied, 5U);
  EXPECT_EQ(ann.at("ec2:RunInstances").throttled, 1U);
  EXPECT_EQ(ann.at("ec2:RunInstances").seen, Period());
}

TEST(UsageTable, TellsTablesFromOtherFiles) {
  for (const std::string_view other :
       {"", "\xEF\xBB\xBF", "{}", "[]", "[1]", "{\"usageVersion\": 1}", "a,b\n1,2\n", "principal",
        R"({"ResultSet": {}})", R"({"ResultSet": {"Rows": [{"Data": [{"VarCharValue": "a"}]}]}})",
        R"([{"principal": "x"}])"}) {
    EXPECT_FALSE(Read(std::string(other)).has_value()) << other;
  }
  // Nobody called anything: still a table.
  EXPECT_TRUE(Read(std::string(kHeader)).has_value());
  Evidence evidence;
  EXPECT_EQ(AddEvidence(text::Source("t", Table("s3:ListBuckets,s3:ListAllMyBuckets,allowed,"
                                                "management,,,,,,1,,")),
                        BuiltIn(), evidence),
            "");
  EXPECT_EQ(evidence.usage->events.calls, 1U);
}

TEST(UsageTable, SaysWhichRowIsBroken) {
  EXPECT_EQ(Read(Table("s3:ListBuckets,s3:ListAllMyBuckets,allowed,management,,,,,,1,,"))->error,
            "");
  for (const std::string_view row : {
           "s3:ListBuckets,s3:ListAllMyBuckets,allowed,management,,,,,,many,,",
           "s3:ListBuckets,s3:ListAllMyBuckets,allowed,management,,,,,,,,",
           "s3:ListBuckets,s3:ListAllMyBuckets,perhaps,management,,,,,,1,,",
           "s3:ListBuckets,,allowed,management,,,,,,1,,",
           "ListBuckets,s3:ListAllMyBuckets,allowed,management,,,,,,1,,",
           "s3:ListBuckets,s3:ListAllMyBuckets,allowed,management,,,,{,,1,,",
           "s3:ListBuckets,s3:ListAllMyBuckets,allowed,management,,,,{},,1,,",
           "s3:ListBuckets,s3:ListAllMyBuckets,allowed,management,,,,,{,1,,",
       }) {
    const auto result = Read(Table(row));
    ASSERT_TRUE(result.has_value()) << row;
    EXPECT_EQ(result->error, "row 1 of the usage table is not as the query writes it") << row;
  }
}

TEST(UsageSql, HoldsAllRowsOfTheTables) {
  for (const SqlEngine engine : {SqlEngine::kAthena, SqlEngine::kDuckdb}) {
    const std::string sql =
        UsageSql({engine, {"logs"}, "2024-07-01", "2024-07-31", "a = 1"}, BuiltIn());
    EXPECT_LT(sql.size(), 262144U);
    for (const auto& row : TableRows(kCloudTrailEventTable, 5)) {
      EXPECT_NE(sql.find("'" + std::string(row[3]) + "'"), std::string::npos) << row[3];
    }
    for (const auto& row : TableRows(kCloudTrailSourceTable, 3)) {
      EXPECT_NE(sql.find("WHEN '" + std::string(row[0]) + "' THEN '" + std::string(row[1]) + "'"),
                std::string::npos)
          << row[0];
    }
    for (const std::string_view name : kUsageColumns) {
      EXPECT_NE(sql.find(name), std::string::npos) << name;
    }
    EXPECT_NE(sql.find("WHERE (a = 1)"), std::string::npos);
    EXPECT_NE(sql.find(">= '2024-07-01'"), std::string::npos);
    EXPECT_NE(sql.find("1, 10) <= '2024-07-31'"), std::string::npos);
  }
}

TEST(UsageSql, NamesWhatItReads) {
  const auto has = [](const SqlQuery& query, std::string_view text) {
    return UsageSql(query, BuiltIn()).find(text) != std::string::npos;
  };
  EXPECT_TRUE(has({SqlEngine::kAthena, {"a.b"}, "", "", ""}, "FROM \"a\".\"b\"\n"));
  EXPECT_TRUE(has({SqlEngine::kDuckdb, {"it's/*.json", "f.json.gz", "logs/", "logs"}, "", "", ""},
                  "['it''s/*.json', 'f.json.gz', 'logs/**/*json*', 'logs/**/*json*']"));
  EXPECT_EQ(WhyNoSql({SqlEngine::kAthena, {"a.b"}, "2024-07-01", "2024-07-01T00:00:00Z", ""}), "");
  EXPECT_EQ(WhyNoSql({SqlEngine::kDuckdb, {"a", "b"}, "", "", ""}), "");
  for (const SqlQuery& query :
       std::initializer_list<SqlQuery>{{SqlEngine::kAthena, {}, "", "", ""},
                                       {SqlEngine::kAthena, {"a", "b"}, "", "", ""},
                                       {SqlEngine::kAthena, {"a..b"}, "", "", ""},
                                       {SqlEngine::kAthena, {"a\"b"}, "", "", ""},
                                       {SqlEngine::kDuckdb, {}, "", "", ""},
                                       {SqlEngine::kDuckdb, {"a"}, "2024-7-1", "", ""},
                                       {SqlEngine::kDuckdb, {"a"}, "", "2024-07-01 OR", ""}}) {
    EXPECT_NE(WhyNoSql(query), "") << query.first << query.last;
  }
}

}  // namespace
}  // namespace whittle::advise
