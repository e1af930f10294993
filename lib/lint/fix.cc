#include "lint/fix.h"

#include <algorithm>
#include <utility>

#include "lint/fix_judge.h"

namespace whittle::lint {

namespace {

uint32_t Begin(const Fix& fix) {
  uint32_t begin = UINT32_MAX;
  for (const text::Edit& edit : fix.edits) begin = std::min(begin, edit.span.begin);
  return begin;
}

/// Whether an edit of one touches an edit of the other.
bool Overlap(const Fix& a, const Fix& b) {
  for (const text::Edit& x : a.edits) {
    for (const text::Edit& y : b.edits) {
      if (x.span.begin <= y.span.end && y.span.begin <= x.span.end) return true;
    }
  }
  return false;
}

/// The fixes to apply at once: the safe ones while there are any, in order of place, without those
/// that meet one before.
std::vector<const Fix*> Choose(const Report& report, FixKind kind) {
  std::vector<const Fix*> safe;
  std::vector<const Fix*> unsafe;
  for (const Finding& finding : report.findings) {
    if (!finding.fix) continue;
    if (finding.fix->safe) {
      safe.push_back(&*finding.fix);
    } else if (kind == FixKind::kAll) {
      unsafe.push_back(&*finding.fix);
    }
  }
  std::vector<const Fix*>& fixes = safe.empty() ? unsafe : safe;
  std::stable_sort(fixes.begin(), fixes.end(),
                   [](const Fix* a, const Fix* b) { return Begin(*a) < Begin(*b); });
  std::vector<const Fix*> chosen;
  for (const Fix* fix : fixes) {
    // Edits of one fix stand close together, so the last few decide.
    constexpr size_t kLookBack = 16;
    const size_t from = chosen.size() > kLookBack ? chosen.size() - kLookBack : 0;
    if (std::none_of(chosen.begin() + static_cast<ptrdiff_t>(from), chosen.end(),
                     [&](const Fix* other) { return Overlap(*fix, *other); })) {
      chosen.push_back(fix);
    }
  }
  return chosen;
}

std::string Applied(std::string_view text, const std::vector<const Fix*>& fixes) {
  std::vector<text::Edit> edits;
  for (const Fix* fix : fixes) edits.insert(edits.end(), fix->edits.begin(), fix->edits.end());
  return text::ApplyEdits(text, std::move(edits));
}

}  // namespace

FixedText ApplyFixes(const Linter& linter, const std::string& name, std::string_view text,
                     const documents::ReadOptions& options, FixKind kind) {
  FixedText result{std::string(text), 0};
  constexpr int kMostPasses = 100;
  for (int pass = 0; pass < kMostPasses; ++pass) {
    std::vector<std::unique_ptr<const text::Source>> sources;
    sources.push_back(std::make_unique<const text::Source>(name, result.text));
    const Report report = linter.Run(std::move(sources), options);
    std::vector<const Fix*> fixes = Choose(report, kind);
    if (fixes.empty()) break;
    const catalog::Catalog* same_meaning = fixes.front()->safe ? &linter.catalog() : nullptr;
    const auto keeps = [&](const std::string& after) {
      return KeepsDocuments(
          *report.files[0],
          *documents::Read(std::make_unique<const text::Source>(name, after), options),
          same_meaning);
    };
    std::string after = Applied(result.text, fixes);
    // Each was judged alone: together they may do what none does, such as to remove both of two
    // entries of which one was needless.
    if (!keeps(after)) {
      fixes.resize(1);
      after = Applied(result.text, fixes);
      if (!keeps(after)) break;
    }
    if (after == result.text) break;
    result.text = std::move(after);
    result.fixes += fixes.size();
  }
  return result;
}

}  // namespace whittle::lint
