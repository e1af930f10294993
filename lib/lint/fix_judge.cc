#include "lint/fix_judge.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "access/same.h"
#include "text/pointer.h"

namespace whittle::lint {

namespace {

/// A policy read from text of its own.
struct Reread {
  std::unique_ptr<const text::Source> source;
  text::Tree tree;
  const policy::Policy* policy = nullptr;  ///< null: the text is not JSON
};

Reread ReadPolicy(std::string text, const policy::Policy& like) {
  Reread result;
  result.source = std::make_unique<const text::Source>(std::string(), std::move(text));
  text::JsonResult json = text::ReadJson(*result.source);
  if (json.error) return result;
  result.tree = std::move(json.tree);
  policy::TypeHint hint;
  hint.type = like.type.type;
  hint.resource_type = like.type.resource_type;
  result.policy = policy::Parse(result.tree.root, hint, result.tree.arena);
  return result;
}

/// The text of `place` after the edits, which lie within it.
std::string Edited(std::string_view text, text::Span place, std::vector<text::Edit> edits) {
  for (text::Edit& edit : edits) {
    edit.span.begin -= place.begin;
    edit.span.end -= place.begin;
  }
  return text::ApplyEdits(text.substr(place.begin, place.size()), std::move(edits));
}

bool Within(text::Span place, const std::vector<text::Edit>& edits) {
  return std::all_of(edits.begin(), edits.end(),
                     [&](const text::Edit& edit) { return place.Contains(edit.span); });
}

/// Whether the document is a part of the file's own tree, not text inside a string of it.
bool StandsInFile(const documents::File& file, const documents::Document& document) {
  return text::Resolve(file.tree.root, document.pointer) == document.node;
}

/// The statement in which all edits lie; null: none.
const policy::Statement* StatementAround(const policy::Policy& policy, const Fix& fix) {
  // In source order, but for the alternatives of a choice, which are judged with all the policy.
  const uint32_t at = fix.edits.front().span.begin;
  const auto after = std::upper_bound(policy.statements.begin(), policy.statements.end(), at,
                                      [](uint32_t wanted, const policy::Statement& statement) {
                                        return wanted < statement.node->span().begin;
                                      });
  if (after == policy.statements.begin()) return nullptr;
  const policy::Statement& statement = *(after - 1);
  return statement.choice == 0 && Within(statement.node->span(), fix.edits) ? &statement : nullptr;
}

/// A policy of one statement of another, with what is wrong with that statement and with the whole.
struct OneStatement {
  policy::Policy policy;
  std::vector<policy::Problem> problems;
};

OneStatement OnlyStatement(const policy::Policy& policy, const policy::Statement& statement) {
  OneStatement one{policy, {}};
  const text::Span place = statement.node->span();
  for (const policy::Problem& problem : policy.problems) {
    if (problem.statement < 0 || place.Contains(problem.span)) one.problems.push_back(problem);
  }
  one.policy.statements = {&statement, 1};
  one.policy.problems = one.problems;
  return one;
}

/// A policy with one statement in the place of another, and what is wrong with all of it.
class WithStatement {
 public:
  WithStatement(const policy::Policy& policy, const policy::Statement& old_statement,
                const policy::Policy& new_statement)
      : statements_(policy.statements.begin(), policy.statements.end()),
        problems_(new_statement.problems.begin(), new_statement.problems.end()),
        policy_(policy) {
    policy::Statement& changed = statements_[old_statement.index];
    changed = new_statement.statements.front();
    changed.index = old_statement.index;
    const text::Span place = old_statement.node->span();
    for (const policy::Problem& problem : policy.problems) {
      if (!place.Contains(problem.span)) problems_.push_back(problem);
    }
    policy_.statements = statements_;
    policy_.problems = problems_;
  }
  [[nodiscard]] const policy::Policy& policy() const { return policy_; }

 private:
  std::vector<policy::Statement> statements_;
  std::vector<policy::Problem> problems_;
  policy::Policy policy_;
};

/// Whether all that changed is some statements' own matter, and they plainly mean the same.
bool SameByStatement(const text::Source& before, const policy::Policy& a, const text::Source& after,
                     const policy::Policy& b) {
  if (a.statements.size() != b.statements.size() || a.open || b.open) return false;
  for (size_t i = 0; i < a.statements.size(); ++i) {
    const policy::Statement& x = a.statements[i];
    const policy::Statement& y = b.statements[i];
    const bool untouched = a.version == b.version && x.choice == y.choice &&
                           x.alternative == y.alternative &&
                           before.Slice(x.node->span()) == after.Slice(y.node->span());
    if (!untouched &&
        !access::PlainlySame(OnlyStatement(a, x).policy, OnlyStatement(b, y).policy)) {
      return false;
    }
  }
  return true;
}

/// Whether both policies are proved to mean the same.
bool SamePolicy(const text::Source& before, const policy::Policy& a, const text::Source& after,
                const policy::Policy& b, const catalog::Catalog& catalog) {
  return before.Slice(a.node->span()) == after.Slice(b.node->span()) ||
         SameByStatement(before, a, after, b) || access::ProvedSame(a, b, catalog);
}

ptrdiff_t RepeatedKeys(const policy::Policy& policy) {
  return std::count_if(policy.problems.begin(), policy.problems.end(), [](const auto& problem) {
    return problem.kind == policy::ProblemKind::kDuplicateKey;
  });
}

class Judge {
 public:
  Judge(const documents::File& file, const documents::ReadOptions& options,
        const catalog::Catalog& catalog)
      : file_(file), options_(options), catalog_(catalog), text_(file.source->text()) {}

  /// Whether the fix may be offered; `fix.safe` falls where there is no proof.
  bool Allows(const Place& place, Fix& fix) {
    if (place.document >= file_.documents.size()) return false;
    const documents::Document& document = file_.documents[place.document];
    if (document.policy != nullptr) {
      if (const policy::Statement* statement = StatementAround(*document.policy, fix)) {
        const Answer answer = InStatement(*document.policy, *statement, fix);
        if (answer != Answer::kNotJson) return answer == Answer::kYes;
      }
      const Answer answer = InDocument(document, fix);
      if (answer != Answer::kNotJson) return answer == Answer::kYes;
    }
    // Text inside a string has escapes that the edits know nothing of.
    if (!StandsInFile(file_, document) || !Spend(text_.size())) return false;
    const auto after =
        documents::Read(std::make_unique<const text::Source>(file_.source->name(),
                                                             text::ApplyEdits(text_, fix.edits)),
                        options_);
    if (fix.safe && KeepsDocuments(file_, *after, &catalog_)) return true;
    fix.safe = false;
    return KeepsDocuments(file_, *after, nullptr);
  }

 private:
  enum class Answer : uint8_t { kYes, kNo, kNotJson };

  /// A statement's own meaning is enough: a policy is the union of its statements.
  Answer InStatement(const policy::Policy& policy, const policy::Statement& statement, Fix& fix) {
    const text::Span place = statement.node->span();
    if (!Spend(place.size() + policy.problems.size())) return Answer::kNo;
    const Reread after =
        ReadPolicy("{\"Statement\":" + Edited(text_, place, fix.edits) + "}", policy);
    if (after.policy == nullptr) return Answer::kNotJson;
    if (after.policy->statements.size() != 1) return Answer::kNotJson;
    if (!fix.safe) return Answer::kYes;
    policy::Policy other = *after.policy;
    other.version = policy.version;
    if (access::PlainlySame(OnlyStatement(policy, statement).policy, other)) return Answer::kYes;
    // What the rest of the policy says can only be seen with all of it.
    const WithStatement changed(policy, statement, *after.policy);
    fix.safe = MayProve() && access::ProvedSame(policy, changed.policy(), catalog_);
    return Answer::kYes;
  }

  Answer InDocument(const documents::Document& document, Fix& fix) {
    const text::Span place = document.node->span();
    if (!Within(place, fix.edits) || !Spend(place.size())) return Answer::kNo;
    const Reread after = ReadPolicy(Edited(text_, place, fix.edits), *document.policy);
    if (after.policy == nullptr) return Answer::kNotJson;
    if (after.policy->statements.empty()) return Answer::kNo;
    fix.safe = fix.safe && MayProve() &&
               SamePolicy(*file_.source, *document.policy, *after.source, *after.policy, catalog_);
    return Answer::kYes;
  }

  /// Whether there is still time for a proof, which may take a millisecond.
  bool MayProve() {
    constexpr int kMostProofs = 200;
    return ++proofs_ <= kMostProofs;
  }

  /// Whether there is still time to read so many bytes.
  bool Spend(size_t bytes) {
    constexpr size_t kAtLeast = size_t{1} << 20;
    spent_ += bytes;
    return spent_ <= kAtLeast + 8 * text_.size();
  }

  const documents::File& file_;
  const documents::ReadOptions& options_;
  const catalog::Catalog& catalog_;
  std::string_view text_;
  size_t spent_ = 0;
  int proofs_ = 0;
};

}  // namespace

bool KeepsDocuments(const documents::File& before, const documents::File& after,
                    const catalog::Catalog* same_meaning) {
  return before.errors.size() == after.errors.size() &&
         std::equal(
             before.documents.begin(), before.documents.end(), after.documents.begin(),
             after.documents.end(),
             [&](const documents::Document& a, const documents::Document& b) {
               if (a.pointer != b.pointer || (a.policy == nullptr) != (b.policy == nullptr)) {
                 return false;
               }
               if (a.policy == nullptr) return true;
               // Two fixes may each write a key that stands once in all.
               if (RepeatedKeys(*b.policy) > RepeatedKeys(*a.policy)) return false;
               return same_meaning == nullptr ||
                      SamePolicy(*before.source, *a.policy, *after.source, *b.policy,
                                 *same_meaning);
             });
}

void JudgeFixes(const documents::File& file, const documents::ReadOptions& options,
                const catalog::Catalog& catalog, std::span<Finding> findings) {
  Judge judge(file, options, catalog);
  for (Finding& finding : findings) {
    if (finding.fix && !judge.Allows(finding.place, *finding.fix)) finding.fix.reset();
  }
}

}  // namespace whittle::lint
