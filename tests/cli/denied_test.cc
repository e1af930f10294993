// whittle generate from an access-denied message: what goes where.
#include "tests/cli/runner.h"

namespace whittle {
namespace {

class DeniedCli : public Cli {
 protected:
  Result Denied(const std::string& rest, const std::string& options = "") const {
    return Run(
        "generate --denied - " + options,
        "User: arn:aws:sts::111122223333:assumed-role/app/i-1 is not authorized to perform: " +
            rest + "\n");
  }
};

TEST_F(DeniedCli, WritesTheStatementOfAResourcePolicy) {
  const Result result = Denied(
      "sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:444455556666:jobs because no "
      "resource-based policy allows the sqs:SendMessage action");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:role/app"
      },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:444455556666:jobs"
    }
  ]
}
)");
  EXPECT_NE(result.err.find("the resource-based policy does not allow sqs:SendMessage"),
            std::string::npos);
  EXPECT_NE(result.err.find("belongs to the account 111122223333"), std::string::npos);
  EXPECT_NE(result.err.find("role's path"), std::string::npos);
}

TEST_F(DeniedCli, WritesTheStatementOfATrustPolicy) {
  const std::string assume = "sts:AssumeRole on resource: arn:aws:iam::111122223333:role/r";
  const Result said =
      Denied(assume + " because no role trust policy allows the sts:AssumeRole action");
  EXPECT_EQ(said.exit_code, 0);
  EXPECT_NE(said.out.find("\"AWS\": \"arn:aws:iam::111122223333:role/app\""), std::string::npos);
  EXPECT_EQ(said.out.find("Resource"), std::string::npos);
  // Not said: the caller's own policy, and how to get the other.
  const Result open = Denied(assume);
  EXPECT_NE(open.out.find("\"Resource\": \"arn:aws:iam::111122223333:role/r\""), std::string::npos);
  EXPECT_NE(open.err.find("--policy-type trust"), std::string::npos);
  EXPECT_EQ(Denied(assume, "--policy-type trust").out, said.out);
  EXPECT_EQ(Denied(assume, "--policy-type scp").exit_code, 2);
  const Result hcl = Denied(assume, "--policy-type trust --as hcl");
  EXPECT_NE(hcl.out.find("principals {"), std::string::npos);
  const Result template_form = Denied(assume, "--policy-type trust --as cloudformation");
  EXPECT_EQ(template_form.exit_code, 2);
  EXPECT_TRUE(template_form.out.empty());
}

TEST_F(DeniedCli, ExplicitDeniesNameTheStatement) {
  const std::string policy = Write(
      "p.json",
      R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Sid": "No", "Effect": "Deny", "Action": "sqs:*", "Resource": "*"}]})");
  const Result result = Denied(
      "sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:jobs with an explicit deny "
      "in a resource-based policy",
      "--policy " + policy);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(result.out.empty());
  EXPECT_NE(result.err.find("statement 2 (No) denies it"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace whittle
