// Any bytes as a facts file: errors point into it, and what is taken is of the form that advice
// relies on.
#include "advise/facts.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const text::Source source("facts", std::string(reinterpret_cast<const char*>(data), size));
  const advise::FactsResult result = advise::ReadFacts(source);
  for (const advise::FactsError& error : result.errors) {
    Require(error.span.begin <= error.span.end && error.span.end <= size);
    Require(!error.message.empty() && !error.help.empty());
  }
  for (const auto& [name, fact] : result.facts.ssm) {
    Require(fact.names.empty() || fact.said == advise::Said::kYes);
    for (const std::string& one : fact.names) {
      Require(one.find_first_not_of('/') != std::string::npos);
      Require(one.compare(0, 4, "arn:") == 0 ||
              one.find_first_of(":${}<>\" \n") == std::string::npos);
    }
  }
  // Said twice is said once.
  advise::Facts twice = result.facts;
  advise::AddFacts(twice, result.facts);
  Require(twice.ssm.size() == result.facts.ssm.size() && twice.cluster == result.facts.cluster);
  return 0;
}
