// Files as a git revision has them. Runs the git command; nothing else of this program does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/files.h"

namespace whittle::text {

/// `REV:path` as git reads it: the path from the repository's root, or from here when it begins
/// with `./`.
struct RevisionPath {
  std::string revision;
  std::string path;
};

/// Reads `HEAD~1:policies/app.json`. Nothing when there is no colon or nothing before it, when the
/// text names a file that exists, or when git would take it for an option.
[[nodiscard]] std::optional<RevisionPath> ParseRevisionPath(const std::string& text);

/// The files below a path of a revision, relative to it and in byte order; one empty name when it
/// is a file itself. An error in git's words, or that git cannot be run.
struct RevisionFiles {
  std::vector<std::string> names;
  std::string error;
};
[[nodiscard]] RevisionFiles ListRevision(const RevisionPath& at);

/// One file of a revision, named `REV:path`.
[[nodiscard]] ReadResult ReadRevision(const RevisionPath& at);

}  // namespace whittle::text
