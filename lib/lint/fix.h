// Applying fixes.
#pragma once

#include <string>

#include "lint/linter.h"

namespace whittle::lint {

/// Which fixes to apply.
enum class FixKind : uint8_t {
  kSafe,  ///< those that are proved to leave the meaning as it is
  kAll,   ///< those that may change it, too
};

/// A text and what was done to it.
struct FixedText {
  std::string text;
  size_t fixes = 0;  ///< how many were applied
};

/// Fixes a text until nothing is left to fix (or, should fixes feed each other, a bound is
/// reached), so that to fix it again changes nothing. Fixes that overlap are applied one after the
/// other, each judged on the text as it then is. Whatever was safe together is proved together.
/// The text stays readable, with the same documents. Only fixes of rules that look at one policy or
/// one role count.
[[nodiscard]] FixedText ApplyFixes(const Linter& linter, const std::string& name,
                                   std::string_view text, const documents::ReadOptions& options,
                                   FixKind kind);

}  // namespace whittle::lint
