// Applying fixes to any bytes: one run is enough, the text stays readable.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lint/fix.h"
#include "rules/registry.h"

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  const std::string text(reinterpret_cast<const char*>(data), size);
  documents::ReadOptions options;
  options.named = true;
  for (const auto kind : {lint::FixKind::kSafe, lint::FixKind::kAll}) {
    const auto once = lint::ApplyFixes(linter, "policy.json", text, options, kind);
    if (once.fixes == 0) {
      Require(once.text == text);
      continue;
    }
    const auto twice = lint::ApplyFixes(linter, "policy.json", once.text, options, kind);
    Require(twice.fixes == 0 && twice.text == once.text);
    const auto file =
        documents::Read(std::make_unique<const text::Source>("policy.json", once.text), options);
    Require(!file->documents.empty());
  }
  return 0;
}
