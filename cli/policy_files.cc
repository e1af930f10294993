#include "cli/policy_files.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/options.h"
#include "text/files.h"
#include "text/git.h"

namespace whittle::cli {

namespace {

bool IsJsonFile(std::string_view path) {
  return path.size() >= 5 && path.substr(path.size() - 5) == ".json";
}

}  // namespace

bool PolicyFiles::AddFile(std::string name, text::ReadResult read, const std::string& path,
                          std::optional<policy::Type> type, bool named) {
  if (read.source == nullptr) {
    UsageError(fmt::format("{}: {}", path, read.error));
    return false;
  }
  documents::ReadOptions options;
  options.type = type;
  options.named = named;
  auto file = documents::Read(std::move(read.source), options);
  if (!file->errors.empty()) {
    const text::SyntaxError& error = file->errors.front();
    const text::Position at = text::LineIndex(file->source->text()).Locate(error.span.begin);
    UsageError(fmt::format("{}:{}:{}: {}", path, at.line, at.column, error.message));
    return false;
  }
  const size_t before = policies_.size();
  bool has_role = false;
  for (const documents::Document& document : file->documents) {
    has_role = has_role || document.role != nullptr;
    if (document.policy == nullptr) continue;
    policies_.push_back(document.policy);
    names_.push_back(document.pointer.empty() ? path : path + "#" + document.pointer);
  }
  // A role may carry nothing but managed policies.
  if (policies_.size() == before && !has_role) {
    if (named) UsageError(fmt::format("{}: no policy in it", path));
    return !named;
  }
  entries_.push_back({std::move(name), std::move(file)});
  return true;
}

bool PolicyFiles::Add(const std::string& path, std::optional<policy::Type> type) {
  if (const auto at = text::ParseRevisionPath(path)) {
    const text::RevisionFiles files = text::ListRevision(*at);
    if (!files.error.empty()) {
      UsageError(fmt::format("{}: {}", path, files.error));
      return false;
    }
    for (const std::string& name : files.names) {
      if (!name.empty() && !IsJsonFile(name)) continue;
      text::RevisionPath one = *at;
      if (!name.empty() && !one.path.empty() && one.path.back() != '/') one.path += '/';
      one.path += name;
      const std::string spelled = one.revision + ":" + one.path;
      if (!AddFile(name, text::ReadRevision(one), spelled, type, name.empty())) return false;
    }
    return true;
  }
  std::error_code ignored;
  if (path == "-" || !std::filesystem::is_directory(path, ignored)) {
    return AddFile({}, text::ReadFile(path), path, type, true);
  }
  const text::FileList list = text::ListFiles({path}, IsJsonFile);
  for (const auto& [where, message] : list.errors) {
    UsageError(fmt::format("{}: {}", where, message));
  }
  if (!list.errors.empty()) return false;
  for (const text::FileEntry& entry : list.files) {
    std::string name = entry.path.substr(path.size());
    name.erase(0, name.find_first_not_of('/'));
    if (!AddFile(std::move(name), text::ReadFile(entry.path), entry.path, type, false))
      return false;
  }
  return true;
}

}  // namespace whittle::cli
