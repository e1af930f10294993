// The policies of the files that a command is given.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/subjects.h"
#include "documents/document.h"
#include "text/files.h"

namespace whittle::cli {

/// One argument: a file, a folder, standard input, or either at a git revision (`REV:path`).
class PolicyFiles {
 public:
  struct Entry {
    std::string name;  ///< below the folder; empty for a file that was named itself
    std::unique_ptr<documents::File> file;
  };

  /// Reads it. Says on stderr what goes wrong, a file without any policy included, and returns
  /// false. Files of a folder that hold no policy are passed over.
  [[nodiscard]] bool Add(const std::string& path, std::optional<policy::Type> type);

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  /// All policies, and a name for each: the file, and where in it.
  [[nodiscard]] const std::vector<const policy::Policy*>& policies() const { return policies_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  [[nodiscard]] bool AddFile(std::string name, text::ReadResult read, const std::string& path,
                             std::optional<policy::Type> type, bool named);

  std::vector<Entry> entries_;
  std::vector<const policy::Policy*> policies_;
  std::vector<std::string> names_;
};

}  // namespace whittle::cli
