// The policies of the files that a command is given.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/side.h"
#include "documents/document.h"

namespace whittle::cli {

/// Files that were read, with the policies in them.
class PolicyFiles {
 public:
  /// Reads a file (`-`: standard input) and adds its policies. Says on stderr what goes wrong, a
  /// file without any policy included, and returns false.
  [[nodiscard]] bool Add(const std::string& path, std::optional<policy::Type> type);

  [[nodiscard]] const std::vector<const policy::Policy*>& policies() const { return policies_; }
  /// A name for each policy: the file, and where in it if it holds several.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::unique_ptr<documents::File>> files_;
  std::vector<const policy::Policy*> policies_;
  std::vector<std::string> names_;
};

}  // namespace whittle::cli
