// Comparisons of policies as people and programs read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/compare.h"
#include "access/question.h"

namespace whittle::report {

/// One of the comparisons of a run.
struct NamedComparison {
  std::string file;     ///< below the folders that are compared; empty for two files
  std::string subject;  ///< `trust policy`; empty where there is but one comparison
  std::vector<std::string> old_documents;  ///< names, by Witness::document
  std::vector<std::string> new_documents;
  access::Comparison comparison;
};

/// The object of docs/json.md in one line; `id`, if not empty, is JSON that stands first.
[[nodiscard]] std::string CompareJson(const access::Comparison& comparison,
                                      std::string_view id = {});

/// The same for a run: of several comparisons, the relation of all together and the differences of
/// all, each with its `file` and `subject`, and the single ones under `comparisons`.
[[nodiscard]] std::string CompareJson(const std::vector<NamedComparison>& comparisons);

/// For a terminal: the relation in words, then what is new and what is gone, by statement.
[[nodiscard]] std::string CompareText(const std::vector<NamedComparison>& comparisons,
                                      std::string_view old_name, std::string_view new_name);

/// What holds of all comparisons together: `within` is kYes when all are, kNo when one is not.
[[nodiscard]] access::Comparison Together(const std::vector<NamedComparison>& comparisons);

/// `{"granted": "yes|no|unknown", "witness", "statement", "witnesses", "unknown"}` in one line, the
/// first member named by `question` (`granted`, `public`); `id` as above.
[[nodiscard]] std::string QuestionJson(const access::QuestionResult& result,
                                       std::string_view question, std::string_view id = {});

/// For a terminal; `question` as above.
[[nodiscard]] std::string QuestionText(const access::QuestionResult& result,
                                       std::string_view question,
                                       const std::vector<std::string>& documents);

}  // namespace whittle::report
