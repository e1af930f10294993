// What a rule reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.h"
#include "text/edit.h"
#include "text/span.h"

namespace whittle::lint {

/// Not about a document (a file that does not parse).
inline constexpr uint32_t kNoDocument = UINT32_MAX;

/// A place in one document of one file of the run.
struct Place {
  uint32_t file = 0;      ///< index in Report::files
  uint32_t document = 0;  ///< index in that file's documents; kNoDocument: none
  text::Span span;
  /// JSON Pointer from the document to the value that holds the span; set by the linter where
  /// Settings::addresses says so.
  std::string pointer = {};
};

/// Another place that explains the finding.
struct Related {
  Place place;
  std::string note;  ///< what stands there; may be empty
};

/// A document that would mend the finding.
struct Suggestion {
  std::string title;     ///< "narrowed policy for ECSAnywhereRole"
  std::string document;  ///< JSON text, indented
  bool proved = false;   ///< lib/access proved that it grants nothing new
};

/// Edits of the finding's file that mend it, all or none.
struct Fix {
  std::vector<text::Edit> edits;
  /// The policy means the same afterwards. A rule claims it, the linter has it proved.
  bool safe = false;
};

/// One finding.
struct Finding {
  const RuleInfo* rule = nullptr;
  Level level = Level::kWarning;
  Place place;
  std::string message;  ///< what is wrong here, in one sentence, no full stop
  std::string help;     ///< what to do; may be empty (then the rule's `fix` is shown)
  std::vector<Related> related;
  /// The code that Access Analyzer itself reports at this place; empty where whittle goes beyond.
  std::string_view aws_code;
  std::optional<Suggestion> suggestion;
  std::optional<Fix> fix;
  /// What the finding is known by when its file changes around it, see address.h; set by the linter
  /// where Settings::addresses says so.
  uint64_t fingerprint = 0;

  /// What to do: here, or in general.
  [[nodiscard]] std::string_view HelpText() const {
    return help.empty() ? rule->fix : std::string_view(help);
  }
};

}  // namespace whittle::lint
