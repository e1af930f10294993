// Any bytes through the YAML reader; what it makes must hang together.
#include "text/yaml.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace whittle::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Source source("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const JsonResult result = ReadYaml(source);
  if (result.error) {
    Require(result.error->span.end <= size && result.error->span.begin <= result.error->span.end);
    Require(!result.error->message.empty());
    return 0;
  }
  size_t seen = 0;
  Walk(result.tree.root, [&](const Node& node) {
    Require(++seen <= kMaxYamlValues);
    Require(node.span().end <= size && node.span().begin <= node.span().end);
    if (node.exact()) Require(source.Slice(node.Part(0, node.text().size())) == node.text());
    return true;
  });
  return 0;
}
