#include "cli/batch.h"

#include <fmt/format.h>

#include "cli/options.h"
#include "cli/output.h"
#include "report/decision.h"
#include "text/files.h"

namespace whittle::cli {

std::string BatchLine::Problem() const {
  if (json_.error) return json_.error->message;
  return root().is_object() ? std::string() : "a line must be a JSON object";
}

std::string_view BatchLine::Id() const {
  const text::Node* id = json_.error ? nullptr : root().Get("id");
  return id == nullptr ? "null" : source_.Slice(id->span());
}

int RunBatch(const std::string& path, const std::function<BatchAnswer(BatchLine& line)>& answer) {
  const text::ReadResult read = text::ReadFile(path);
  if (read.source == nullptr) return UsageError(fmt::format("{}: {}", path, read.error));
  bool failed = false;
  std::string out;
  std::string_view rest = read.source->text();
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    BatchLine line(text);
    BatchAnswer result{line.Problem(), true};
    if (result.text.empty()) result = answer(line);
    failed = failed || result.failed;
    out += result.failed ? report::BatchErrorJson(line.Id(), result.text) : result.text;
    constexpr size_t kEnough = size_t{1} << 16;
    if (out.size() < kEnough) continue;
    if (!WriteOutput(out)) return kUsage;
    out.clear();
  }
  if (!WriteOutput(out)) return kUsage;
  return failed ? kUsage : kOk;
}

}  // namespace whittle::cli
