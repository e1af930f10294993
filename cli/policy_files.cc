#include "cli/policy_files.h"

#include <fmt/format.h>

#include "cli/options.h"
#include "text/files.h"

namespace whittle::cli {

bool PolicyFiles::Add(const std::string& path, std::optional<policy::Type> type) {
  text::ReadResult read = text::ReadFile(path);
  if (read.source == nullptr) {
    UsageError(fmt::format("{}: {}", path, read.error));
    return false;
  }
  documents::ReadOptions options;
  options.type = type;
  options.named = true;
  auto file = documents::Read(std::move(read.source), options);
  if (!file->errors.empty()) {
    const text::SyntaxError& error = file->errors.front();
    const text::Position at = text::LineIndex(file->source->text()).Locate(error.span.begin);
    UsageError(fmt::format("{}:{}:{}: {}", path, at.line, at.column, error.message));
    return false;
  }
  const size_t before = policies_.size();
  for (const documents::Document& document : file->documents) {
    if (document.policy == nullptr) continue;
    policies_.push_back(document.policy);
    names_.push_back(document.pointer.empty() ? path : path + "#" + document.pointer);
  }
  if (policies_.size() == before) {
    UsageError(fmt::format("{}: no policy in it", path));
    return false;
  }
  files_.push_back(std::move(file));
  return true;
}

}  // namespace whittle::cli
