#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "report/rules_report.h"
#include "rules/registry.h"

namespace whittle::cli {

namespace {

constexpr CommandSpec kSpec{
    .name = "rules",
    .arguments = "",
    .summary = "List the rules with their levels and groups.",
    .details = "With --format json: all that is known of every rule.",
    .options = {&kRuleFormatOption, 1},
};

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  if (!arguments->positional().empty()) {
    return UsageError("`whittle rules` takes no arguments; `whittle explain RULE` tells of one");
  }
  const std::string format = arguments->Get("format", "text");
  const std::string text = format == "json"       ? report::RulesJson(rules::All())
                           : format == "markdown" ? report::RulesMarkdown(rules::All())
                                                  : report::RulesText(rules::All());
  return WriteOutput(text) ? kOk : kUsage;
}

}  // namespace

Command RulesCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
