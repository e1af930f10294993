// Any bytes through the scanner of JSON streams: it takes and tells what the JSON reader does.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "text/json.h"
#include "text/json_stream.h"

namespace {

using namespace whittle::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

/// Writes down what is told.
class Recorder final : public JsonSink {
 public:
  explicit Recorder(Wish wish) : wish_(wish) {}
  void BeginRecord() override { told.clear(); }
  Wish Key(std::string_view name) override {
    told.append(name).append(":");
    return wish_;
  }
  bool Scalar(ScalarKind, std::string_view text) override {
    told.append(text).append(",");
    return true;
  }
  bool Open(bool object) override {
    told += object ? '{' : '[';
    return true;
  }
  bool Close(bool object) override {
    told += object ? '}' : ']';
    return true;
  }
  bool EndRecord() override { return true; }

  std::string told;

 private:
  Wish wish_;
};

/// The same of a tree; it nests at most kMaxDepth deep.
void Tell(const Node& node, std::string& told) {
  if (node.is_scalar()) {
    told.append(node.text()).append(",");
    return;
  }
  told += node.is_object() ? '{' : '[';
  for (const Member& member : node.members()) {
    told.append(member.key.text()).append(":");
    Tell(member.value, told);
  }
  for (const Node& item : node.items()) Tell(item, told);
  told += node.is_object() ? '}' : ']';
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const bool marked = text.rfind("\xEF\xBB\xBF", 0) == 0;
  if (marked) return 0;  // a stream passes over it before it scans
  const Source source("fuzz.json", text);
  const JsonResult tree = ReadJson(source);
  Recorder all(Wish::kRead);
  Recorder none(Wish::kSkip);
  const bool scanned = ReadJsonRecord(text, all);
  const bool skipped = ReadJsonRecord(text, none);
  Require(!scanned || skipped);
  if (!tree.error) {
    std::string told;
    Tell(tree.tree.root, told);
    Require(scanned && told == all.told);
  } else if (FindInvalidUtf8(text) == std::string_view::npos) {
    // The reader of trees also says which numbers are too large.
    Require(!scanned || tree.error->message.find("number") != std::string::npos);
  }
  return 0;
}
