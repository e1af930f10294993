// Any bytes as a log, gzipped or not, and as a file of evidence.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "advise/usage/collect.h"
#include "advise/usage/evidence.h"
#include "advise/usage/usage_file.h"
#include "advise/usage/usage_needs.h"
#include "text/json_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace whittle;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  advise::Collector collector(catalog);
  advise::EventReader reader([&](const advise::Event& event) { collector.Add(event); });
  const auto stream = text::ByteStream::OfBytes(bytes);
  (void)text::ReadJsonStream(*stream, advise::kEventLists, reader);
  // What is written is read again as the same, but for bytes that are not UTF-8.
  const std::string written = advise::WriteUsage(collector.usage());
  const advise::UsageResult again = advise::ReadUsage(text::Source("usage", written));
  if (!again.error.empty()) std::abort();
  if (text::FindInvalidUtf8(bytes) == std::string_view::npos &&
      advise::WriteUsage(again.usage) != written) {
    std::abort();
  }
  for (const auto& [principal, actions] : collector.usage().principals) {
    (void)advise::ObservedNeeds(actions, catalog);
  }
  advise::Evidence evidence;
  (void)advise::AddEvidence(text::Source("evidence", bytes), catalog, evidence);
  advise::Needs needs;
  std::vector<std::string> notes;
  advise::AddEvidenceNeeds(evidence, {"web", "", true}, catalog, needs, notes);
  return 0;
}
