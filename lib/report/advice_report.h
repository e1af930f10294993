// Advice as people and programs read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "advise/advise.h"
#include "report/policy_form.h"

namespace whittle::report {

/// What a report says of the tool that wrote it.
struct ToolInfo {
  std::string_view version;
  std::string_view catalog_date;
};

/// How the policies themselves are given out, which the commands and the reader go by.
struct Delivery {
  PolicyForm form = PolicyForm::kJson;
  std::string folder;  ///< where they are written; empty: nowhere
};

/// For a terminal: for each role what is kept, scoped, moved, removed and added, with reasons; the
/// certificate; the commands that apply it and that go back. Of long lists of actions the first
/// ones.
[[nodiscard]] std::string AdviceText(const std::vector<advise::Advice>& advice,
                                     const Delivery& delivery = {});

/// The same as Markdown, with the policies in their form, for a pull request or a ticket.
[[nodiscard]] std::string AdviceMarkdown(const std::vector<advise::Advice>& advice,
                                         const Delivery& delivery = {});

/// The object that docs/json.md describes.
[[nodiscard]] std::string AdviceJson(const std::vector<advise::Advice>& advice,
                                     const ToolInfo& tool);

}  // namespace whittle::report
