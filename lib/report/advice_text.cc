// Advice as text for a terminal and as Markdown.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "report/advice_report.h"
#include "report/apply_commands.h"

namespace whittle::report {

using advise::Verdict;

namespace {

constexpr std::array<Verdict, 5> kOrder = {Verdict::kKept, Verdict::kScoped, Verdict::kMoved,
                                           Verdict::kRemoved, Verdict::kAdded};

std::string Title(const advise::Advice& advice) {
  if (!advice.role.empty()) {
    return fmt::format("{} ({})", advice.role, advise::ToString(advice.use));
  }
  if (!advice.originals.empty()) return advice.originals.front().name;
  return fmt::format("a role to make ({})", advise::ToString(advice.use));
}

std::string_view Says(advise::Proof proof) {
  switch (proof) {
    case advise::Proof::kProved:
      return "proved";
    case advise::Proof::kRefuted:
      return "refuted";
    case advise::Proof::kNotApplicable:
      return "nothing to prove, all is added";
    case advise::Proof::kUnknown:
      break;
  }
  return "not decided";
}

/// Permissions of one verdict that share reason, class and, where they stay, resources.
struct Line {
  std::vector<std::string> actions;
  const advise::Permission* first;
};

std::vector<Line> Lines(const advise::Advice& advice, Verdict verdict) {
  std::vector<Line> lines;
  const bool goes = verdict == Verdict::kRemoved || verdict == Verdict::kMoved;
  for (const advise::Permission& permission : advice.permissions) {
    if (permission.verdict != verdict) continue;
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
      return (goes || line.first->resources == permission.resources) &&
             line.first->reason == permission.reason && line.first->why == permission.why;
    });
    if (same == lines.end()) {
      lines.push_back({{permission.action}, &permission});
    } else if (std::find(same->actions.begin(), same->actions.end(), permission.action) ==
               same->actions.end()) {
      same->actions.push_back(permission.action);
    }
  }
  return lines;
}

/// Where what stays is allowed; nothing for what goes.
std::string On(const advise::Permission& permission) {
  const bool stays =
      permission.verdict != Verdict::kRemoved && permission.verdict != Verdict::kMoved;
  const bool star = permission.resources.size() == 1 && permission.resources[0] == "*";
  if (!stays || permission.resources.empty()) return {};
  return star ? " on *" : fmt::format(" on {}", fmt::join(permission.resources, ", "));
}

std::string Why(const advise::Permission& permission) {
  return permission.source.empty()
             ? fmt::format("{}: {}", advise::ToString(permission.why), permission.reason)
             : fmt::format("{}: {} [{}]", advise::ToString(permission.why), permission.reason,
                           permission.source);
}

/// What is given up, an action a line; those that share resources together.
std::vector<std::string> Lost(const advise::Certificate& certificate) {
  std::vector<std::pair<const advise::LostAccess*, std::vector<std::string>>> groups;
  for (const advise::LostAccess& lost : certificate.removed) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return group.first->resources == lost.resources && group.first->except == lost.except;
    });
    if (same == groups.end()) {
      groups.push_back({&lost, {lost.action}});
    } else {
      same->second.push_back(lost.action);
    }
  }
  std::vector<std::string> lines;
  for (const auto& [lost, actions] : groups) {
    lines.push_back(fmt::format(
        "{} on {}{}", fmt::join(actions, ", "), fmt::join(lost->resources, ", "),
        lost->except.empty() ? "" : fmt::format(" but for {}", fmt::join(lost->except, ", "))));
  }
  return lines;
}

}  // namespace

std::string AdviceText(const std::vector<advise::Advice>& advice) {
  std::string out;
  for (const advise::Advice& one : advice) {
    if (!out.empty()) out += '\n';
    out += Title(one) + "\n";
    for (const advise::NarrowedPolicy& policy : one.narrowed) {
      out += policy.replaces.empty() ? fmt::format("  new policy {}\n", policy.name)
                                     : fmt::format("  {} takes the place of {}\n", policy.name,
                                                   fmt::join(policy.replaces, ", "));
    }
    for (const std::string& name : one.useless) out += fmt::format("  {} can go\n", name);
    if (one.narrowed.empty() && one.useless.empty()) out += "  nothing to narrow at this level\n";
    for (const Verdict verdict : kOrder) {
      for (const Line& line : Lines(one, verdict)) {
        out += fmt::format("  {:<8} {}{}\n           {}\n", advise::ToString(verdict),
                           fmt::join(line.actions, ", "), On(*line.first), Why(*line.first));
      }
    }
    out += fmt::format("  grants nothing new: {}; still allows what is needed: {}\n",
                       Says(one.certificate.no_new_access), Says(one.certificate.evidence_covered));
    const std::vector<std::string> lost = Lost(one.certificate);
    if (!lost.empty()) out += "  no longer allowed:\n";
    for (const std::string& access : lost) out += fmt::format("    {}\n", access);
    for (const std::string& unknown : one.certificate.unknown) {
      out += fmt::format("  not known: {}\n", unknown);
    }
    for (const std::string& note : one.notes) out += fmt::format("  note: {}\n", note);
    const ApplyCommands commands = CommandsFor(one);
    for (const auto& [title, lines] :
         {std::pair{"to apply", &commands.apply}, std::pair{"to go back", &commands.undo}}) {
      if (!lines->empty())
        out += fmt::format("  {}:\n    {}\n", title, fmt::join(*lines, "\n    "));
    }
  }
  return out;
}

std::string AdviceMarkdown(const std::vector<advise::Advice>& advice) {
  const auto cell = [](std::string text) {
    for (size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
      text.replace(at, 1, "\\|");
    }
    return text;
  };
  std::string out;
  for (const advise::Advice& one : advice) {
    out += fmt::format("## {}\n\n", Title(one));
    out += "| action | verdict | resources | class | reason |\n|---|---|---|---|---|\n";
    for (const Verdict verdict : kOrder) {
      for (const Line& line : Lines(one, verdict)) {
        const advise::Permission& first = *line.first;
        const std::string source = first.source.empty() ? "" : fmt::format(" ({})", first.source);
        out += fmt::format("| `{}` | {} | `{}` | {} | {}{} |\n", fmt::join(line.actions, "`, `"),
                           advise::ToString(verdict), fmt::join(first.resources, "`, `"),
                           advise::ToString(first.why), cell(first.reason), cell(source));
      }
    }
    out += fmt::format("\nGrants nothing new: **{}**. Still allows what is needed: **{}**.\n",
                       Says(one.certificate.no_new_access), Says(one.certificate.evidence_covered));
    const std::vector<std::string> lost = Lost(one.certificate);
    if (!lost.empty()) out += "\nNo longer allowed:\n\n";
    for (const std::string& access : lost) out += fmt::format("* `{}`\n", access);
    if (!one.certificate.unknown.empty() || !one.notes.empty()) out += "\nNotes:\n\n";
    for (const std::string& unknown : one.certificate.unknown) {
      out += fmt::format("* not known: {}\n", unknown);
    }
    for (const std::string& note : one.notes) out += fmt::format("* {}\n", note);
    for (const advise::NarrowedPolicy& policy : one.narrowed) {
      out += fmt::format("\n`{}.json`{}:\n\n```json\n{}```\n", FileOf(one, policy.name),
                         policy.replaces.empty() ? ""
                                                 : fmt::format(", in the place of {}",
                                                               fmt::join(policy.replaces, ", ")),
                         policy.document);
    }
    const ApplyCommands commands = CommandsFor(one);
    for (const auto& [title, lines] :
         {std::pair{"To apply", &commands.apply}, std::pair{"To go back", &commands.undo}}) {
      if (!lines->empty())
        out += fmt::format("\n{}:\n\n```\n{}\n```\n", title, fmt::join(*lines, "\n"));
    }
    out += '\n';
  }
  return out;
}

}  // namespace whittle::report
