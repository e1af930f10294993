// Every AWS managed policy beside itself with one change whose direction is known.
#include <gtest/gtest.h>

#include "access/compare.h"
#include "catalog/catalog.h"
#include "tests/access/grammar.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

/// Compares two texts and checks that NEW is within OLD (`within`) or holds it (`contains`).
/// Whether the relation is known: variables may leave the other direction open.
bool Check(std::string_view name, const std::string& old_text, const std::string& new_text,
           bool within, bool contains) {
  World world;
  CompareOptions options;
  options.list_all = false;
  const Comparison comparison =
      Compare({{world.Parse(old_text)}, {}}, {{world.Parse(new_text)}, {}}, options);
  EXPECT_FALSE(within && comparison.within != Truth::kYes) << name << "\n" << new_text;
  EXPECT_FALSE(contains && comparison.contains != Truth::kYes) << name << "\n" << new_text;
  return comparison.relation != Relation::kUnknown;
}

/// The offset of a random occurrence of `what`; npos: none.
size_t Pick(Random& random, const std::string& text, std::string_view what) {
  std::vector<size_t> places;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    places.push_back(at);
  }
  return places.empty() ? std::string::npos : places[random.Below(places.size())];
}

TEST(ManagedPolicies, ChangeAsTheyShould) {
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  Random random(Seed("managed"), {});
  size_t pairs = 0;
  size_t known = 0;
  for (uint32_t id = 0; id < catalog.managed_policy_count() && !HasFailure(); ++id) {
    const auto version = catalog.managed_policy(id).latest();
    if (!version || version->document.size() > 20000) continue;
    const std::string_view name = catalog.managed_policy(id).name();
    const std::string text(version->document);
    // The same policy.
    known += Check(name, text, text, true, true) ? 1 : 0;
    // A Deny more.
    const size_t list = text.find("\"Statement\":[");
    if (list != std::string::npos) {
      std::string denied = text;
      denied.insert(list + 13,
                    R"({"Effect":"Deny","Action":["s3:Get*","iam:*Role"],"Resource":"*",)"
                    R"("Condition":{"StringLike":{"aws:PrincipalTag/team":"a*"}}},)");
      known += Check(name, text, denied, true, false) ? 1 : 0;
      std::string allowed = text;
      allowed.insert(list + 13, R"({"Effect":"Allow","Action":"s3:Get*","Resource":)"
                                R"("arn:aws:s3:::${aws:username}/*"},)");
      known += Check(name, text, allowed, false, true) ? 1 : 0;
      pairs += 2;
    }
    ++pairs;
    // The rest turns round where statements deny.
    if (text.find("\"Deny\"") != std::string::npos || text.find("\"Not") != std::string::npos) {
      continue;
    }
    // An action less.
    const size_t action = Pick(random, text, "\"Action\":[\"");
    const size_t comma = action == std::string::npos ? action : text.find("\",\"", action);
    if (comma != std::string::npos && comma < text.find(']', action)) {
      std::string less = text;
      less.erase(action + 10, comma + 2 - (action + 10));
      known += Check(name, text, less, true, false) ? 1 : 0;
      ++pairs;
    }
    // A condition more.
    const size_t effect = Pick(random, text, "\"Resource\":\"*\"");
    if (effect != std::string::npos) {
      std::string narrow = text;
      narrow.replace(effect, 14, R"("Resource":["arn:aws:s3:::a/*","arn:aws:ec2:*:*:instance/*"])");
      known += Check(name, text, narrow, true, false) ? 1 : 0;
      ++pairs;
    }
  }
  std::cout << "managed: " << pairs << " pairs, " << known << " known\n";
  EXPECT_GT(pairs, 3000U);
  EXPECT_GT(known, pairs - pairs / 100);
}

}  // namespace
}  // namespace whittle::access
