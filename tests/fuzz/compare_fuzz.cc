// Comparisons of any two policies: no crash, no hang, and answers that agree with one another and
// with the evaluator.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "access/compare.h"
#include "access/confirm.h"
#include "access/meaning.h"
#include "access/question.h"
#include "text/json.h"

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // Two policies, cut at a form feed; one is compared with itself.
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const size_t cut = all.find('\f');
  const text::Source old_source("old", std::string(all.substr(0, cut)));
  const text::Source new_source(
      "new", std::string(cut == std::string_view::npos ? all : all.substr(cut + 1)));
  text::JsonResult old_json = text::ReadJson(old_source);
  text::JsonResult new_json = text::ReadJson(new_source);
  if (old_json.error || new_json.error) return 0;
  const access::Grants old_side{{policy::Parse(old_json.tree.root, {}, old_json.tree.arena)}, {}};
  const access::Grants new_side{{policy::Parse(new_json.tree.root, {}, new_json.tree.arena)}, {}};
  access::CompareOptions options;
  options.budget = 200000;
  options.most_witnesses = 10;
  const access::Comparison comparison = access::Compare(old_side, new_side, options);
  Require((comparison.within == access::Truth::kNo) == !comparison.new_access.empty());
  Require((comparison.contains == access::Truth::kNo) == !comparison.removed_access.empty());
  access::SideEvaluator old_evaluator(old_side);
  access::SideEvaluator new_evaluator(new_side);
  for (const access::Witness& witness : comparison.new_access) {
    // With placeholders filled in the plain evaluator may not know.
    Require(new_evaluator.Allows(witness.request) != access::Truth::kNo);
    Require(old_evaluator.Allows(witness.request) != access::Truth::kYes);
  }
  static_cast<void>(access::IsPublic(new_side, options));
  static_cast<void>(access::IsGranted(new_side, {"s3:Get*"}, {"arn:aws:s3:::b/*"}, options));
  access::Meaning meaning(new_side, catalog::Catalog::BuiltIn(), 20000);
  const size_t statements = std::min<size_t>(new_side.policies[0]->statements.size(), 4);
  for (uint32_t i = 0; i < statements; ++i) {
    static_cast<void>(meaning.StatementIsRedundant({0, i}));
    static_cast<void>(meaning.EntryIsRedundant({0, i}, {access::ListPart::kAction, 0, 0}));
    static_cast<void>(meaning.ConditionAlwaysHolds({0, i}, 0));
  }
  return 0;
}
