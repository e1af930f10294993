// Advice as text for a terminal.
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "report/advice_lines.h"
#include "report/advice_report.h"
#include "report/apply_commands.h"

namespace whittle::report {

using advise::Verdict;

namespace {

/// So many actions of a line are named.
constexpr size_t kMostNamed = 24;

/// The names; of many the first ones, and how many more there are.
std::string Named(const std::vector<std::string_view>& actions) {
  if (actions.size() <= kMostNamed) return fmt::format("{}", fmt::join(actions, ", "));
  constexpr size_t kFirst = kMostNamed / 2;
  return fmt::format("{} and {} more", fmt::join(actions.begin(), actions.begin() + kFirst, ", "),
                     actions.size() - kFirst);
}

/// Where what stays is allowed; nothing for what goes.
std::string On(const advise::Permission& permission) {
  const bool stays =
      permission.verdict != Verdict::kRemoved && permission.verdict != Verdict::kMoved;
  if (!stays || permission.resources.empty()) return {};
  return fmt::format(" on {}", fmt::join(permission.resources, ", "));
}

std::string Why(const advise::Permission& permission) {
  return permission.source.empty()
             ? fmt::format("{}: {}", advise::ToString(permission.why), permission.reason)
             : fmt::format("{}: {} [{}]", advise::ToString(permission.why), permission.reason,
                           permission.source);
}

void WritePermissions(const advise::Advice& advice, bool& folded, std::string& out) {
  for (const Verdict verdict : kVerdictOrder) {
    for (const PermissionLine& line : LinesOf(advice, verdict)) {
      folded = folded || line.actions.size() > kMostNamed;
      out += fmt::format("  {:<8} {}{}\n           {}\n", advise::ToString(verdict),
                         Named(line.actions), On(*line.first), Why(*line.first));
    }
  }
}

void WriteCertificate(const advise::Certificate& certificate, std::string& out) {
  out += fmt::format("  grants nothing new: {}; still allows what is needed: {}\n",
                     Says(certificate.no_new_access), Says(certificate.evidence_covered));
  const std::vector<LostLine> lost = LostLines(certificate);
  if (!lost.empty()) out += "  no longer allowed:\n";
  for (const auto& [actions, first] : lost) {
    out += fmt::format(
        "    {} on {}{}\n", Named(actions), fmt::join(first->resources, ", "),
        first->except.empty() ? "" : fmt::format(" but for {}", fmt::join(first->except, ", ")));
  }
  for (const std::string& unknown : certificate.unknown) {
    out += fmt::format("  not known: {}\n", unknown);
  }
}

void WriteCommands(const advise::Advice& advice, const Delivery& delivery, std::string& out) {
  const ApplyCommands commands = CommandsFor(advice);
  if (commands.apply.empty()) return;
  if (delivery.form != PolicyForm::kJson) {
    out += "  to apply: take the policies into your templates; without --as stand the commands\n";
    return;
  }
  const std::string where = delivery.folder.empty()
                                ? " (with the files that --write DIR makes, in DIR)"
                                : fmt::format(", in {}", delivery.folder);
  out += fmt::format("  to apply{}:\n    {}\n", where, fmt::join(commands.apply, "\n    "));
  out += fmt::format("  to go back:\n    {}\n", fmt::join(commands.undo, "\n    "));
}

}  // namespace

std::string AdviceText(const std::vector<advise::Advice>& advice, const Delivery& delivery) {
  std::string out;
  for (const advise::Advice& one : advice) {
    if (!out.empty()) out += '\n';
    out += TitleOf(one) + "\n";
    for (const advise::NarrowedPolicy& policy : one.narrowed) {
      out += policy.replaces.empty() ? fmt::format("  new policy {}\n", policy.name)
                                     : fmt::format("  {} takes the place of {}\n", policy.name,
                                                   fmt::join(policy.replaces, ", "));
    }
    for (const std::string& name : one.useless) out += fmt::format("  {} can go\n", name);
    if (one.narrowed.empty() && one.useless.empty()) out += "  nothing to narrow at this level\n";
    bool folded = false;
    WritePermissions(one, folded, out);
    WriteCertificate(one.certificate, out);
    for (const std::string& note : one.notes) out += fmt::format("  note: {}\n", note);
    if (folded) out += "  note: `--format json` names every action\n";
    WriteCommands(one, delivery, out);
  }
  return out;
}

}  // namespace whittle::report
