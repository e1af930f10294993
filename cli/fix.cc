#include "cli/fix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "text/diff.h"
#include "text/write_file.h"

namespace whittle::cli {

std::string ReadFixRequest(const Arguments& arguments, FixRequest& request) {
  request.write = arguments.Has("fix");
  request.diff = arguments.Has("diff");
  if (request.write && request.diff) {
    return "--fix writes and --diff only shows: give one of them";
  }
  if (arguments.Has("unsafe-fixes")) {
    if (!request.wanted()) return "--unsafe-fixes goes with --fix or --diff";
    request.kind = lint::FixKind::kAll;
  }
  const auto& paths = arguments.positional();
  if (request.write && paths.size() > 1 &&
      std::find(paths.begin(), paths.end(), "-") != paths.end()) {
    return "with --fix, standard input cannot stand beside files: its fixed text is the output";
  }
  return {};
}

FixResult FixFiles(const lint::Linter& linter, const text::FileList& files,
                   const lint::Report& report, const documents::ReadOptions& options,
                   const FixRequest& request) {
  std::vector<char> fixable(report.files.size(), 0);
  for (const lint::Finding& finding : report.findings) {
    if (!finding.fix) continue;
    if (finding.fix->safe || request.kind == lint::FixKind::kAll) fixable[finding.place.file] = 1;
  }
  FixResult result;
  for (size_t i = 0; i < report.files.size(); ++i) {
    if (report.files[i] == nullptr) continue;
    const text::Source& source = *report.files[i]->source;
    const std::string& path = files.files[i].path;
    documents::ReadOptions file_options = options;
    file_options.named = files.files[i].named;
    lint::FixedText fixed{std::string(source.text()), 0};
    if (fixable[i] != 0) {
      fixed = lint::ApplyFixes(linter, source.name(), source.text(), file_options, request.kind);
    }
    if (path == "-") result.stdin_text = fixed.text;
    if (fixed.text == source.text()) continue;
    if (request.diff) {
      result.diff += text::UnifiedDiff(source.name(), source.text(), fixed.text);
    } else if (path != "-") {
      const std::string error = text::ReplaceFile(path, source.text(), fixed.text);
      if (!error.empty()) {
        fmt::print(stderr, "whittle: cannot write {}: {}\n", path, error);
        result.failed = true;
        continue;
      }
    }
    ++result.files;
    result.fixes += fixed.fixes;
  }
  return result;
}

}  // namespace whittle::cli
