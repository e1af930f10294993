// Any file as the input of advice, at every level, with every report; what is claimed must hold
// together.
#include "advise/advise.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "advise/fill_in.h"
#include "documents/document.h"
#include "report/advice_report.h"
#include "report/policy_form.h"

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto file = documents::Read(std::make_unique<text::Source>("fuzz.json", text), {});
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  advise::AdviseOptions options;
  options.facts = advise::ReadFacts(text::Source("facts", text)).facts;
  for (const advise::Level level : {advise::Level::kDefault, advise::Level::kAggressive}) {
    options.level = level;
    advise::RoleBook book(catalog);
    book.Add(*file);
    const auto advice = advise::Advise(book, options, catalog);
    for (const advise::Advice& one : advice) {
      // Narrowing only takes away.
      Require(one.certificate.no_new_access != advise::Proof::kRefuted);
      for (const advise::NarrowedPolicy& policy : one.narrowed) {
        Require(advise::OwnedPolicy::Read(policy.document) != nullptr);
        static_cast<void>(
            report::WritePolicyAs(report::PolicyForm::kHcl, policy.name, policy.document));
      }
    }
    static_cast<void>(report::AdviceText(advice));
    static_cast<void>(report::AdviceMarkdown(advice));
    static_cast<void>(report::AdviceMarkdown(advice, {report::PolicyForm::kCloudFormation, "d"}));
    static_cast<void>(report::AdviceJson(advice, {"0", "1"}));
  }
  return 0;
}
