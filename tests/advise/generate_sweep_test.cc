// Policies generated for the whole catalogue: scoped, within IAM's size, and without a finding.
// WHITTLE_SWEEP=1 takes every resource type and action instead of one in many.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "access/shrink.h"
#include "advise/finish.h"
#include "advise/generate.h"
#include "advise/new_findings.h"
#include "advise/requirement_policy.h"
#include "rules/registry.h"
#include "tests/advise/random_use.h"

namespace whittle::advise {
namespace {

/// One in so many is taken.
size_t Step(size_t usual) { return std::getenv("WHITTLE_SWEEP") == nullptr ? usual : 1; }

class GenerateSweep : public ::testing::Test {
 protected:
  /// Requests that ask for nothing are refused; all others give a policy that can be attached.
  void Check(const GenerateRequest& request) {
    const Generated generated = Generate(request, BuiltIn());
    if (!generated.errors.empty()) {
      ++refused_;
      EXPECT_EQ(generated.errors[0].rfind("no action of access level", 0), 0U)
          << generated.errors[0];
      return;
    }
    ++policies_;
    for (const Requirement& requirement : generated.requirements) {
      const auto action = BuiltIn().FindAction(requirement.action);
      for (const std::string& arn : requirement.resources) {
        EXPECT_TRUE(arn != "*" || action->takes_only_star()) << requirement.action;
      }
    }
    for (const std::string& document : FitQuota(PolicyFor(generated.requirements), BuiltIn())) {
      EXPECT_LE(SizeOf(document), access::kManagedPolicyQuota);
      for (const lint::Finding& finding : FindingsIn(linter_, document)) {
        if (finding.level > lint::Level::kWarning) continue;
        ADD_FAILURE() << finding.rule->name << ": " << finding.message << "\n" << document;
      }
    }
  }

  const lint::Linter linter_{rules::All(), BuiltIn(), {}};
  size_t policies_ = 0;
  size_t refused_ = 0;
};

TEST_F(GenerateSweep, OfLevelsOnResources) {
  Draw draw;
  SCOPED_TRACE(draw.Name());
  size_t turn = 0;
  for (uint32_t id = 0; id < BuiltIn().service_count(); ++id) {
    std::set<std::string> arns;
    const catalog::ActionRange actions = BuiltIn().service(id).actions();
    for (catalog::ActionId action = actions.begin; action < actions.end; ++action) {
      (void)BuiltIn().action(action).AnyArnFormat([&](std::string_view format) {
        if (HasPlace(format)) arns.insert(draw.Filled(format));
        return false;
      });
    }
    for (const std::string& arn : arns) {
      if (turn++ % Step(20) != 0) continue;
      SCOPED_TRACE(arn);
      for (const auto level :
           {catalog::AccessLevel::kList, catalog::AccessLevel::kRead, catalog::AccessLevel::kWrite,
            catalog::AccessLevel::kPermissionsManagement, catalog::AccessLevel::kTagging}) {
        GenerateRequest request;
        request.grants = {{level, arn}};
        Check(request);
      }
    }
  }
  EXPECT_GT(policies_, 100U);
  EXPECT_GT(refused_, 0U);
}

TEST_F(GenerateSweep, OfSingleActions) {
  for (catalog::ActionId id = 0; id < BuiltIn().action_count(); id += Step(50)) {
    const std::string name = BuiltIn().action(id).full_name();
    // The published format of an offering's ARN has no account.
    if (name == "mediaconnect:DescribeOffering" || name == "mediaconnect:PurchaseOffering")
      continue;
    SCOPED_TRACE(name);
    GenerateRequest request;
    request.actions = {name};
    Check(request);
  }
  EXPECT_GT(policies_, 300U);
  EXPECT_EQ(refused_, 0U);
}

}  // namespace
}  // namespace whittle::advise
