// Mutants of narrowed policies: each must be caught by the certificate.
#include "advise/certificate.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "advise/fill_in.h"
#include "advise/host_needs.h"
#include "advise/narrow.h"
#include "advise/role_book.h"
#include "advise/ssm_needs.h"
#include "text/json_writer.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

/// A narrowed policy with what it was made from.
struct Narrowing {
  std::string name;
  std::unique_ptr<const OwnedPolicy> before;
  std::string after;
  std::vector<Requirement> requirements;
};

std::vector<Narrowing> Narrowings() {
  std::vector<Narrowing> all;
  for (const bool known : {true, false}) {
    Hosts hosts;
    hosts.ec2 = true;
    if (known) {
      hosts.scope = {"aws", "eu-west-1", "111122223333"};
      hosts.cluster = "web";
    }
    Facts facts;
    facts.tags = Said::kYes;
    facts.task_with_tags = Said::kYes;
    Needs needs;
    std::vector<std::string> notes;
    AddEcsAgentNeeds(hosts, facts, TaskCalls::kUnknown, needs, notes);
    facts.ssm["inventory"] = {Said::kYes, {}};
    facts.ssm["distributor"] = {Said::kNo, {}};
    facts.ssm["document_parameters"] = {Said::kYes, {"app/url"}};
    AddSsmAgentNeeds(true, {}, facts, hosts.scope, needs, notes);
    for (const char* name :
         {"AmazonEC2ContainerServiceforEC2Role", "AmazonSSMManagedInstanceCore"}) {
      const auto managed = Catalog().FindManagedPolicy(name);
      for (const Level level : {Level::kDefault, Level::kAggressive}) {
        Narrowing one;
        one.name =
            std::string(name) + (known ? " known " : " open ") + std::string(ToString(level));
        one.before = OwnedPolicy::Read(std::string(managed->latest()->document));
        one.after = Narrow(*one.before->get(), needs, level, Catalog()).document;
        for (const Requirement& requirement : needs.requirements) {
          if (Grants({one.before->get()}, requirement, Catalog()) == Proof::kProved ||
              requirement.action == "ecs:TagResource") {
            one.requirements.push_back(requirement);
          }
        }
        all.push_back(std::move(one));
      }
    }
  }
  return all;
}

Certificate CertifyText(const Narrowing& narrowing, const std::string& after) {
  const auto policy = OwnedPolicy::Read(after);
  return Certify({narrowing.before->get()}, {policy->get()}, narrowing.requirements, {}, Catalog());
}

/// All texts that differ from `text` by one replacement of `from` by `to`.
std::vector<std::string> Mutants(const std::string& text, const std::string& from,
                                 const std::string& to) {
  std::vector<std::string> mutants;
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
    std::string mutant = text;
    mutants.push_back(mutant.replace(at, from.size(), to));
  }
  return mutants;
}

TEST(Certificate, HoldsForWhatNarrowMakes) {
  for (const Narrowing& narrowing : Narrowings()) {
    const Certificate certificate = CertifyText(narrowing, narrowing.after);
    EXPECT_EQ(certificate.no_new_access, Proof::kProved) << narrowing.name;
    EXPECT_EQ(certificate.evidence_covered, Proof::kProved) << narrowing.name;
  }
}

TEST(Certificate, RefutesEveryActionThatIsAdded) {
  size_t mutants = 0;
  for (const Narrowing& narrowing : Narrowings()) {
    for (const char* action : {"s3:GetObject", "iam:*", "*", "ecs:RunTask"}) {
      const std::string statement = R"("Effect": "Allow",)";
      for (const std::string& mutant :
           Mutants(narrowing.after, statement,
                   R"("Effect": "Allow", "Action": ")" + std::string(action) +
                       R"(", "Resource": "*"}, {"Effect": "Allow",)")) {
        ++mutants;
        EXPECT_EQ(CertifyText(narrowing, mutant).no_new_access, Proof::kRefuted)
            << narrowing.name << "\n"
            << mutant;
      }
    }
  }
  EXPECT_GT(mutants, 50U);
}

TEST(Certificate, RefutesEveryRequiredPermissionThatIsDropped) {
  size_t mutants = 0;
  for (const Narrowing& narrowing : Narrowings()) {
    for (const Requirement& requirement : narrowing.requirements) {
      // A name that no request has takes the action's place.
      for (const std::string& mutant :
           Mutants(narrowing.after, '"' + requirement.action + '"', "\"ecs:Nothing\"")) {
        ++mutants;
        EXPECT_EQ(CertifyText(narrowing, mutant).evidence_covered, Proof::kRefuted)
            << narrowing.name << "\n"
            << mutant;
      }
    }
  }
  EXPECT_GT(mutants, 30U);
}

TEST(Certificate, RefutesEveryResourceThatIsWidenedOrLost) {
  const auto before = OwnedPolicy::Read(
      R"({"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/x/*"]},
          {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"},
          {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::a/in/secret/*"}]})");
  Needs needs;
  for (const auto& [action, resource] : std::vector<std::pair<std::string, std::string>>{
           {"s3:GetObject", "arn:aws:s3:::a/in/*"},
           {"s3:PutObject", "arn:aws:s3:::b/x/out/*"},
           {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs"}}) {
    Requirement requirement;
    requirement.action = action;
    requirement.resources = {resource};
    needs.requirements.push_back(requirement);
  }
  const std::string after = Narrow(*before->get(), needs, Level::kAggressive, Catalog()).document;
  const auto certify = [&](const std::string& text) {
    const auto policy = OwnedPolicy::Read(text);
    return Certify({before->get()}, {policy->get()}, needs.requirements, {}, Catalog());
  };
  EXPECT_EQ(certify(after).no_new_access, Proof::kProved);
  EXPECT_EQ(certify(after).evidence_covered, Proof::kProved);
  for (const auto& [from, wide] : std::vector<std::pair<std::string, std::string>>{
           {"arn:aws:s3:::a/in/*", "arn:aws:s3:::*"},
           {"arn:aws:s3:::a/in/*", "arn:aws:s3:::a*/in/*"},
           {"arn:aws:s3:::a/in/*", "*"},
           {"arn:aws:s3:::b/x/out/*", "arn:aws:s3:::b/*"},
           {":111122223333:jobs", ":*:jobs"},
           {"\"Effect\": \"Deny\"", "\"Effect\": \"Allow\""},
           {"arn:aws:s3:::a/in/secret/*", "arn:aws:s3:::a/in/secret/x"}}) {
    for (const std::string& mutant : Mutants(after, from, wide)) {
      EXPECT_EQ(certify(mutant).no_new_access, Proof::kRefuted) << mutant;
    }
    EXPECT_FALSE(Mutants(after, from, wide).empty()) << from;
  }
  for (const auto& [from, lost] : std::vector<std::pair<std::string, std::string>>{
           {"arn:aws:s3:::a/in/*", "arn:aws:s3:::a/in/x"},
           {"arn:aws:s3:::b/x/out/*", "arn:aws:s3:::c/*"},
           {":jobs", ":job"}}) {
    for (const std::string& mutant : Mutants(after, from, lost)) {
      EXPECT_EQ(certify(mutant).evidence_covered, Proof::kRefuted) << mutant;
    }
  }
}

TEST(Certificate, SaysWhenTheListOfWhatIsLostIsNotWhole) {
  const std::vector<Narrowing> all = Narrowings();
  EXPECT_FALSE(CertifyText(all[0], all[0].after).unknown.empty());
}

}  // namespace
}  // namespace whittle::advise
