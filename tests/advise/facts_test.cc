#include "advise/facts.h"

#include <gtest/gtest.h>

#include <string>

namespace whittle::advise {
namespace {

std::string Spell(Said said) { return said == Said::kYes ? "yes" : said == Said::kNo ? "no" : "?"; }

/// All facts in a line, errors after it with the text that they point at.
std::string Read(const std::string& text) {
  const text::Source source("facts", text);
  const FactsResult result = ReadFacts(source);
  const Facts& facts = result.facts;
  std::string out = facts.launch_type == LaunchType::kExternal ? "external"
                    : facts.launch_type == LaunchType::kEc2    ? "ec2"
                                                               : "?";
  out += " " + facts.cluster;
  for (const Said said :
       {facts.service_connect, facts.spot_draining, facts.tags, facts.propagate_tags,
        facts.enable_execute_command, facts.task_with_tags, facts.agent_awslogs}) {
    out += " " + Spell(said);
  }
  for (const FactsError& error : result.errors) {
    out += "; `" + std::string(source.Slice(error.span)) + "`: " + error.message;
  }
  return out;
}

TEST(Facts, AreReadFromYaml) {
  EXPECT_EQ(
      Read("launch_type: external\ncluster: web\nspot_draining: false\ntask_with_tags: true\n"),
      "external web ? no ? ? ? yes ?");
  EXPECT_EQ(Read("tags: {team: web}\npropagate_tags_from: ec2_instance\nservice_connect: true\n"),
            "?  yes ? yes yes ? ? ?");
  EXPECT_EQ(Read("tags: []\npropagate_tags_from: none\nenable_execute_command: ~\n"),
            "?  ? ? no no ? ? ?");
  EXPECT_EQ(Read("{\"cluster\": \"arn:aws:ecs:eu-west-1:111122223333:cluster/web\"}"),
            "? arn:aws:ecs:eu-west-1:111122223333:cluster/web ? ? ? ? ? ? ?");
}

/// What is said of the SSM agent's features, and errors.
std::string ReadFeatures(const std::string& text) {
  const text::Source source("facts", text);
  const FactsResult result = ReadFacts(source);
  std::string out;
  for (const auto& [name, fact] : result.facts.ssm) {
    out += name + " " + Spell(fact.said);
    for (const std::string& one : fact.names) out += " " + one;
    out += "; ";
  }
  for (const FactsError& error : result.errors) {
    out += "`" + std::string(source.Slice(error.span)) + "`: " + error.message + "; ";
  }
  return out;
}

TEST(Facts, SpeakOfTheSsmAgentsFeatures) {
  EXPECT_EQ(ReadFeatures("inventory: false\nrun_command: true\npatch_manager: ~\n"),
            "inventory no; patch_manager ?; run_command yes; ");
  EXPECT_EQ(ReadFeatures("document_parameters: [/app/url, plain.name-1, team/*]"),
            "document_parameters yes /app/url plain.name-1 team/*; ");
  EXPECT_EQ(ReadFeatures("document_parameters: arn:aws:ssm:eu-west-1:111122223333:parameter/a"),
            "document_parameters yes arn:aws:ssm:eu-west-1:111122223333:parameter/a; ");
  EXPECT_EQ(ReadFeatures("document_parameters: []"), "document_parameters no; ");
  EXPECT_EQ(ReadFeatures("document_parameters: true"), "document_parameters yes; ");

  EXPECT_EQ(ReadFeatures("inventory: often"), "`often`: `inventory` is true or false; ");
  EXPECT_EQ(ReadFeatures("inventory: [a]"), "`[a]`: `inventory` is true or false; ");
  EXPECT_EQ(ReadFeatures("document_parameters: 7"),
            "`7`: `document_parameters` is true, false or a list of names; ");
  for (const char* bad : {"\"{{ssm:a}}\"", "\"a b\"", "/", "\"\"", "\"${a}\"", "a:3", "7", "[a]",
                          "arn:aws:ssm:eu-west-1:111122223333:document/a",
                          "arn:aws:ssm:eu-west-1:111122223333:parameter/",
                          "arn:aws:s3:::parameter/a", "arn:aws:ssm:parameter/a"}) {
    EXPECT_EQ(ReadFeatures("document_parameters: [a, " + std::string(bad) + "]"),
              "`" + std::string(bad) + "`: `document_parameters` holds names or ARNs; ");
  }
  EXPECT_EQ(ReadFeatures("patch_manger: false"),
            "`patch_manger`: no fact is called `patch_manger`; did you mean `patch_manager`?; ");
  const FactsResult unknown = ReadFacts(text::Source("facts", "ssm: {}"));
  ASSERT_EQ(unknown.errors.size(), 1U);
  EXPECT_NE(unknown.errors[0].help.find("launch_type"), std::string::npos);
  EXPECT_NE(unknown.errors[0].help.find(" and distributor"), std::string::npos)
      << unknown.errors[0].help;
}

TEST(Facts, AreReadFromTheAgentsConfiguration) {
  EXPECT_EQ(Read("# agent\nECS_CLUSTER=web\nECS_EXTERNAL=true\n\nECS_LOG_DRIVER=awslogs\n"),
            "external web ? no no no ? ? yes");
  EXPECT_EQ(Read("ECS_CLUSTER=\"web\"\nECS_ENABLE_SPOT_INSTANCE_DRAINING=true\n"
                 "ECS_CONTAINER_INSTANCE_TAGS={\"a\": \"b\"}\n"),
            "? web ? yes yes no ? ? no");
  EXPECT_EQ(Read("ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance\n"),
            "? default ? no yes yes ? ? no");
}

TEST(Facts, SayWhatIsWrongAndTakeTheRest) {
  EXPECT_EQ(Read("launch_tpye: ec2\ncluster: web\n"),
            "? web ? ? ? ? ? ? ?; `launch_tpye`: no fact is called `launch_tpye`; did you mean "
            "`launch_type`?");
  EXPECT_EQ(Read("launch_type: fargate\nspot_draining: often\ncluster: [a]\n"),
            "?  ? ? ? ? ? ? ?; `fargate`: `launch_type` is `external` or `ec2`; `often`: "
            "`spot_draining` is true or false; `[a]`: `cluster` is a name or an ARN");
  EXPECT_EQ(Read("just words"),
            "?  ? ? ? ? ? ? ?; `just words`: a facts file is a list of `key: value`, or an "
            "ecs.config");
  EXPECT_NE(Read("a: [").find("not YAML"), std::string::npos);
}

TEST(Facts, LaterFilesWin) {
  Facts facts;
  facts.cluster = "a";
  facts.tags = Said::kYes;
  Facts more;
  more.tags = Said::kNo;
  more.launch_type = LaunchType::kEc2;
  AddFacts(facts, more);
  EXPECT_EQ(facts.cluster, "a");
  EXPECT_EQ(facts.tags, Said::kNo);
  EXPECT_EQ(facts.launch_type, LaunchType::kEc2);
  facts.ssm["inventory"].said = Said::kYes;
  facts.ssm["document_parameters"] = {Said::kYes, {"a"}};
  more.ssm["inventory"].said = Said::kNothing;
  more.ssm["document_parameters"].said = Said::kNo;
  AddFacts(facts, more);
  EXPECT_EQ(facts.ssm["inventory"].said, Said::kYes);
  EXPECT_EQ(facts.ssm["document_parameters"].said, Said::kNo);
  EXPECT_TRUE(facts.ssm["document_parameters"].names.empty());
}

}  // namespace
}  // namespace whittle::advise
