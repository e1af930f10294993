// All reading of files and of standard input.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace whittle::text {

/// A file that could be read, or why it could not ("No such file or directory").
struct ReadResult {
  std::unique_ptr<Source> source;  ///< null on error
  std::string error;
};

/// Reads one file whole; `path` "-" is standard input, named `stdin_name`.
[[nodiscard]] ReadResult ReadFile(const std::string& path, std::string_view stdin_name = "-");

/// One file of a run.
struct FileEntry {
  std::string path;    ///< as given, joined with the path below it
  bool named = false;  ///< given on the command line itself, not found in a directory
};

/// What a directory walk found; errors name the path.
struct FileList {
  std::vector<FileEntry> files;
  std::vector<std::pair<std::string, std::string>> errors;  ///< path, message
};

/// The files that `paths` mean, in the order of `paths`, each directory's in byte order of their
/// paths. Directories are walked without following links to directories; `.git` and `node_modules`
/// are passed over; `accept` decides by name which files of a directory count. A path given twice
/// is listed once.
[[nodiscard]] FileList ListFiles(const std::vector<std::string>& paths,
                                 const std::function<bool(std::string_view path)>& accept);

}  // namespace whittle::text
