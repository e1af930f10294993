// Advice as Markdown, for a pull request or a ticket.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/advice_lines.h"
#include "report/advice_report.h"
#include "report/apply_commands.h"
#include "report/markdown.h"

namespace whittle::report {

using advise::Verdict;

namespace {

/// Longer lists are folded away.
constexpr size_t kMostShown = 24;

/// Code spans, joined.
template <typename Texts>
std::string Codes(const Texts& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + Code(text);
  return out;
}

/// The actions; of many the first ones, the others folded away.
std::string Actions(const std::vector<std::string_view>& actions) {
  if (actions.size() <= kMostShown) return Codes(actions);
  constexpr size_t kFirst = kMostShown / 2;
  const auto rest = actions.begin() + kFirst;
  return fmt::format("{} <details><summary>and {} more</summary>{}</details>",
                     Codes(std::vector<std::string_view>(actions.begin(), rest)),
                     actions.size() - kFirst,
                     Codes(std::vector<std::string_view>(rest, actions.end())));
}

void WriteTable(const advise::Advice& advice, std::string& out) {
  out += "| action | verdict | resources | class | reason |\n|---|---|---|---|---|\n";
  for (const Verdict verdict : kVerdictOrder) {
    for (const PermissionLine& line : LinesOf(advice, verdict)) {
      const advise::Permission& first = *line.first;
      const std::string source =
          first.source.empty() ? "" : fmt::format(" ({})", Prose(first.source));
      out += fmt::format("| {} | {} | {} | {} | {} |\n", Cell(Actions(line.actions)),
                         advise::ToString(verdict), Cell(Codes(first.resources)),
                         advise::ToString(first.why), Cell(Prose(first.reason) + source));
    }
  }
}

void WriteCertificate(const advise::Certificate& certificate, std::string& out) {
  out += fmt::format("\nGrants nothing new: **{}**. Still allows what is needed: **{}**.\n",
                     Says(certificate.no_new_access), Says(certificate.evidence_covered));
  const std::vector<LostLine> lost = LostLines(certificate);
  if (!lost.empty()) out += "\nNo longer allowed:\n\n";
  for (const auto& [actions, first] : lost) {
    out += fmt::format("* {} on {}{}\n", Actions(actions), Codes(first->resources),
                       first->except.empty() ? "" : " but for " + Codes(first->except));
  }
}

void WriteNotes(const advise::Advice& advice, std::string& out) {
  if (!advice.certificate.unknown.empty() || !advice.notes.empty()) out += "\nNotes:\n\n";
  for (const std::string& unknown : advice.certificate.unknown) {
    out += fmt::format("* not known: {}\n", Prose(unknown));
  }
  for (const std::string& note : advice.notes) out += fmt::format("* {}\n", Prose(note));
}

void WritePolicies(const advise::Advice& advice, PolicyForm form, std::string& out) {
  for (const advise::NarrowedPolicy& policy : advice.narrowed) {
    out += fmt::format("\n{}{}:\n\n{}", Code(FileOf(advice, policy.name).append(ExtensionOf(form))),
                       policy.replaces.empty() ? "" : ", in the place of " + Codes(policy.replaces),
                       CodeBlock(form == PolicyForm::kHcl ? "hcl" : "json",
                                 WritePolicyAs(form, policy.name, policy.document)));
  }
  for (const std::string& name : advice.useless) out += fmt::format("\n{} can go.\n", Code(name));
}

void WriteCommands(const advise::Advice& advice, const Delivery& delivery, std::string& out) {
  const ApplyCommands commands = CommandsFor(advice);
  if (commands.apply.empty() || delivery.form != PolicyForm::kJson) return;
  const std::string where = delivery.folder.empty() ? "" : ", in " + Code(delivery.folder);
  out += fmt::format("\nTo apply{}:\n\n{}", where,
                     CodeBlock("sh", fmt::format("{}", fmt::join(commands.apply, "\n"))));
  out += fmt::format("\nTo go back:\n\n{}",
                     CodeBlock("sh", fmt::format("{}", fmt::join(commands.undo, "\n"))));
}

}  // namespace

std::string AdviceMarkdown(const std::vector<advise::Advice>& advice, const Delivery& delivery) {
  std::string out;
  for (const advise::Advice& one : advice) {
    out += fmt::format("## {}\n\n", Prose(TitleOf(one)));
    WriteTable(one, out);
    WriteCertificate(one.certificate, out);
    WriteNotes(one, out);
    WritePolicies(one, delivery.form, out);
    WriteCommands(one, delivery, out);
    out += '\n';
  }
  return out;
}

}  // namespace whittle::report
