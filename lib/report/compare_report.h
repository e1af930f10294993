// Comparisons of policies as people and programs read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/compare.h"
#include "access/question.h"

namespace whittle::report {

/// What a comparison is about, for messages.
struct CompareNames {
  std::string old_name;
  std::string new_name;
  std::vector<std::string> old_documents;  ///< by Witness::document
  std::vector<std::string> new_documents;
};

/// The object of docs/json.md in one line; `id`, if not empty, is JSON that stands first.
[[nodiscard]] std::string CompareJson(const access::Comparison& comparison,
                                      std::string_view id = {});

/// For a terminal: the relation in words, then what is new and what is gone, by statement.
[[nodiscard]] std::string CompareText(const access::Comparison& comparison,
                                      const CompareNames& names);

/// `{"granted": "yes|no|unknown", "witness", "statement", "witnesses", "unknown"}` in one line, the
/// first member named by `question` (`granted`, `public`); `id` as above.
[[nodiscard]] std::string QuestionJson(const access::QuestionResult& result,
                                       std::string_view question, std::string_view id = {});

/// For a terminal; `question` as above.
[[nodiscard]] std::string QuestionText(const access::QuestionResult& result,
                                       std::string_view question,
                                       const std::vector<std::string>& documents);

}  // namespace whittle::report
