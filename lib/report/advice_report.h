// Advice as people and programs read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "advise/advise.h"

namespace whittle::report {

/// What a report says of the tool that wrote it.
struct ToolInfo {
  std::string_view version;
  std::string_view catalog_date;
};

/// For a terminal: for each role what is kept, scoped, moved, removed and added, with reasons; the
/// certificate; the commands that apply it and that go back.
[[nodiscard]] std::string AdviceText(const std::vector<advise::Advice>& advice);

/// The same as Markdown, with the policies, for a pull request or a ticket.
[[nodiscard]] std::string AdviceMarkdown(const std::vector<advise::Advice>& advice);

/// The object that docs/json.md describes.
[[nodiscard]] std::string AdviceJson(const std::vector<advise::Advice>& advice,
                                     const ToolInfo& tool);

}  // namespace whittle::report
