#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "lint/selection.h"
#include "report/rules_report.h"
#include "rules/registry.h"
#include "text/spelling.h"

namespace whittle::cli {

namespace {

constexpr CommandSpec kSpec{
    .name = "explain",
    .arguments = "RULE",
    .summary = "Tell what a rule finds, why it matters and what to do.",
    .details = "Example:\n  whittle explain pass-role-with-star-in-resource",
    .options = {&kRuleFormatOption, 1},
};

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  if (arguments->positional().size() != 1) {
    return UsageError("name one rule: `whittle explain RULE`; `whittle rules` lists them");
  }
  const std::string& name = arguments->positional()[0];
  const lint::Rule* rule = lint::FindRule(rules::All(), name);
  if (rule == nullptr) {
    return UsageError(fmt::format("no rule `{}`{}\nsee `whittle rules`", name,
                                  text::DidYouMean(lint::NearNames(rules::All(), name))));
  }
  const std::string format = arguments->Get("format", "text");
  const std::string text = format == "json"       ? report::ExplainJson(*rule)
                           : format == "markdown" ? report::ExplainMarkdown(*rule)
                                                  : report::ExplainText(*rule);
  return WriteOutput(text) ? kOk : kUsage;
}

}  // namespace

Command ExplainCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
