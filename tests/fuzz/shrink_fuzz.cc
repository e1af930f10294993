// Shrinking of any policy: the result is read again, is no longer, shrinks no further, and the
// engine finds no request that tells the two apart.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "access/compare.h"
#include "access/shrink.h"
#include "documents/document.h"
#include "text/json_writer.h"

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

std::unique_ptr<documents::File> Read(std::string text, policy::Type type) {
  documents::ReadOptions options;
  options.named = true;
  options.type = type;
  return documents::Read(std::make_unique<const text::Source>("policy.json", std::move(text)),
                         options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kMost = 20'000;
  if (size > kMost) return 0;
  const auto file =
      Read(std::string(reinterpret_cast<const char*>(data), size), policy::Type::kIdentity);
  for (const documents::Document& document : file->documents) {
    if (document.policy == nullptr) continue;
    for (const bool wildcards : {false, true}) {
      access::ShrinkOptions options;
      options.action_wildcards = wildcards;
      options.quota = 0;
      text::Arena arena;
      const access::Shrunk once = access::Shrink(*document.policy, options, arena);
      Require(once.policies.size() == 1 && once.after <= once.before);
      if (!once.untouched.empty()) continue;
      const std::string text = text::WriteJson(once.policies[0], text::JsonStyle::kCompact);
      // A role's trust policy is one whatever the caller says, and means something else.
      const auto again = Read(text, document.policy->type.type);
      Require(again->documents.size() == 1 && again->documents[0].policy != nullptr);
      text::Arena other;
      const access::Shrunk twice = access::Shrink(*again->documents[0].policy, options, other);
      Require(text::WriteJson(twice.policies[0], text::JsonStyle::kCompact) == text);
      if (wildcards) continue;
      access::CompareOptions compare;
      compare.budget = 100'000;
      compare.list_all = false;
      const access::Comparison same =
          access::Compare({{document.policy}, {}}, {{again->documents[0].policy}, {}}, compare);
      Require(same.within != access::Truth::kNo && same.contains != access::Truth::kNo);
    }
  }
  return 0;
}
