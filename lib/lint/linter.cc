#include "lint/linter.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <tuple>
#include <utility>

#include "lint/address.h"
#include "lint/context.h"
#include "lint/fix_judge.h"

namespace whittle::lint {

namespace {

/// What one worker makes of one file.
struct FileResult {
  std::unique_ptr<documents::File> file;
  std::vector<Finding> findings;
  std::string error;
};

/// The work per file is small; more threads than files would only cost their start.
unsigned WorkerCount(unsigned jobs, size_t files) {
  if (jobs == 0) jobs = std::max(1U, std::thread::hardware_concurrency());
  constexpr size_t kFilesPerWorker = 8;
  return static_cast<unsigned>(
      std::min<size_t>(jobs, std::max<size_t>(1, files / kFilesPerWorker)));
}

/// Order of findings: by file, then place, then rule. Documents of one file follow its text.
auto SortKey(const Finding& finding) {
  return std::tuple(finding.place.file, finding.place.span.begin, finding.place.span.end,
                    finding.rule->name, std::string_view(finding.message));
}

}  // namespace

size_t Report::Count(Level level) const {
  return static_cast<size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [level](const Finding& finding) { return finding.level == level; }));
}

size_t Report::FileCount() const {
  return static_cast<size_t>(
      std::count_if(files.begin(), files.end(), [](const auto& file) { return file != nullptr; }));
}

size_t Report::DocumentCount() const {
  size_t count = 0;
  for (const auto& file : files) {
    if (file != nullptr) count += file->documents.size();
  }
  return count;
}

size_t Report::UnknownCount() const {
  size_t count = 0;
  for (const auto& file : files) {
    if (file == nullptr) continue;
    count += static_cast<size_t>(
        std::count_if(file->documents.begin(), file->documents.end(),
                      [](const documents::Document& document) { return document.has_unknowns; }));
  }
  return count;
}

Linter::Linter(RuleList rules, const catalog::Catalog& catalog, Settings settings,
               const Selection& selection)
    : catalog_(catalog), settings_(std::move(settings)) {
  for (const Rule* rule : rules) {
    if (rule->info.retired || !Selects(selection, rule->info)) continue;
    Active active{rule, rule->info.level};
    if (settings_.resolved && rule->info.resolved_level) active.level = *rule->info.resolved_level;
    switch (rule->scope()) {
      case Scope::kPolicy:
        policy_rules_.push_back(active);
        break;
      case Scope::kPrincipal:
        principal_rules_.push_back(active);
        break;
      case Scope::kRun:
        run_rules_.push_back(active);
        break;
    }
  }
}

void Linter::CheckFile(const documents::File& file, const documents::ReadOptions& options,
                       uint32_t index, std::vector<Finding>& out) const {
  const size_t first = out.size();
  Reporter reporter(catalog_, settings_, index, out);
  for (uint32_t i = 0; i < file.documents.size(); ++i) {
    const documents::Document& document = file.documents[i];
    if (document.policy != nullptr) {
      PolicyContext context(catalog_, settings_, reporter, file, i);
      const Facts facts = TellFacts(*document.policy);
      for (const Active& active : policy_rules_) {
        if (!active.rule->needs.MetBy(facts)) continue;
        reporter.Begin(active.rule->info, active.level);
        active.rule->check_policy(context);
      }
    } else if (document.role != nullptr) {
      PrincipalContext context(catalog_, settings_, reporter, file, i);
      for (const Active& active : principal_rules_) {
        reporter.Begin(active.rule->info, active.level);
        active.rule->check_principal(context);
      }
    }
  }
  const auto findings = std::span(out).subspan(first);
  JudgeFixes(file, options, catalog_, findings);
  if (settings_.addresses) {
    SetAddresses(findings, [&file](uint32_t) -> const documents::File& { return file; });
  }
}

void Linter::Finish(Report& report) const {
  for (const auto& file : report.files) {
    if (file != nullptr && file->skipped()) ++report.skipped;
  }
  const size_t first = report.findings.size();
  Reporter reporter(catalog_, settings_, 0, report.findings);
  RunContext context(catalog_, settings_, reporter, report.files);
  for (const Active& active : run_rules_) {
    reporter.Begin(active.rule->info, active.level);
    active.rule->check_run(context);
  }
  // A fix is judged by its own file, which knows nothing of the others.
  for (size_t i = first; i < report.findings.size(); ++i) report.findings[i].fix.reset();
  if (settings_.addresses) {
    SetAddresses(std::span(report.findings).subspan(first),
                 [&](uint32_t file) -> const documents::File& { return *report.files[file]; });
  }
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const Finding& a, const Finding& b) { return SortKey(a) < SortKey(b); });
  if (settings_.addresses) TellEqualApart(report.findings);
  report.catalog_date = catalog_.date();
}

Report Linter::Run(const text::FileList& files, const documents::ReadOptions& options,
                   unsigned jobs, std::string_view stdin_name) const {
  std::vector<FileResult> results(files.files.size());
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < results.size(); i = next++) {
      FileResult& result = results[i];
      text::ReadResult read = text::ReadFile(files.files[i].path, stdin_name);
      if (read.source == nullptr) {
        result.error = std::move(read.error);
        continue;
      }
      documents::ReadOptions file_options = options;
      file_options.named = files.files[i].named;
      result.file = documents::Read(std::move(read.source), file_options);
      CheckFile(*result.file, file_options, static_cast<uint32_t>(i), result.findings);
      // The files of a large run are done with here: their memory serves the next one. A report
      // shows the text at findings, and --fix prints standard input, which cannot be read again.
      if (result.file->StandsAlone()) {
        const bool shown = !result.findings.empty() || files.files[i].path == "-";
        result.file->Release(shown ? documents::Keep::kText : documents::Keep::kNothing);
      }
    }
  };
  const unsigned workers = WorkerCount(jobs, results.size());
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < workers; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();

  Report report;
  for (const auto& [path, message] : files.errors) report.errors.push_back({path, message});
  report.files.reserve(results.size());
  for (size_t i = 0; i < results.size(); ++i) {
    FileResult& result = results[i];
    if (result.file == nullptr) report.errors.push_back({files.files[i].path, result.error});
    report.files.push_back(std::move(result.file));
    std::move(result.findings.begin(), result.findings.end(), std::back_inserter(report.findings));
  }
  Finish(report);
  return report;
}

Report Linter::Run(std::vector<std::unique_ptr<const text::Source>> sources,
                   const documents::ReadOptions& options) const {
  Report report;
  for (auto& source : sources) {
    report.files.push_back(documents::Read(std::move(source), options));
    CheckFile(*report.files.back(), options, static_cast<uint32_t>(report.files.size() - 1),
              report.findings);
  }
  Finish(report);
  return report;
}

}  // namespace whittle::lint
