// The files that advice is made from.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "advise/role_book.h"
#include "documents/document.h"
#include "text/files.h"

namespace whittle::advise {

/// A file that could not be read, or not as what it should be.
struct InputError {
  std::string path;
  std::string message;
};

/// Files with the documents in them.
struct Inputs {
  std::vector<std::unique_ptr<documents::File>> files;
  std::vector<InputError> errors;
};

/// Reads the files, and the documents that their scripts name as `file://PATH`, relative to the
/// script. A file with a policy that does not parse is an error.
[[nodiscard]] Inputs ReadInputs(const text::FileList& list, RoleBook& book);

}  // namespace whittle::advise
