#include "access/cells.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "access/elements.h"
#include "access/ordered_elements.h"

namespace whittle::access {

namespace {

constexpr size_t kMaxLists = 2048;

const std::u16string kEverything(1, kStar);
const std::u16string kEveryAction = {kFieldStar, u':', kStar};
// A resource is an ARN, the `*` of actions that take none, or (in drafts) a bare name.
const std::u16string kNoResource = u"*";
const std::u16string kBareName(1, kFieldStar);

/// What is known of a value when an atom is asked about it.
struct Look {
  Value::Kind kind = Value::Kind::kScalar;
  bool null = false;  ///< absent, an empty string, an empty list
};

/// Whether an atom holds on a value. `any` and `all`: whether some and whether each of its elements
/// satisfies the predicate, negation already taken in. Source: IAM user guide,
/// reference_policies_elements_condition_operators and _single-vs-multi-valued-context-keys.
bool Holds(const Atom& atom, const Look& look, bool any, bool all) {
  if (atom.value_class == ValueClass::kNone) {
    return look.null ? atom.null_true : atom.null_false;
  }
  switch (atom.qualifier) {
    case policy::SetQualifier::kForAllValues:
      return look.null || all;
    case policy::SetQualifier::kForAnyValue:
      return look.kind != Value::Kind::kAbsent && any;
    case policy::SetQualifier::kNone:
      break;
  }
  if (look.kind == Value::Kind::kAbsent) return atom.negated || atom.if_exists;
  return look.kind == Value::Kind::kScalar && all;
}

/// One dimension's cutting.
class Cutter {
 public:
  Cutter(Space& space, Dimension dimension, Reading reading, const std::vector<AtomId>& piece,
         const std::vector<AtomId>& covers, Budget& budget)
      : space_(space), dimension_(dimension), prove_(reading == Reading::kProve), budget_(budget) {
    for (const AtomId id : piece) Take(id);
    piece_count_ = atoms_.size();
    for (const AtomId id : covers) Take(id);
    cells_.truths.resize(covers.size());
  }

  Cells Run() {
    PickClass();
    MakePredicates();
    for (size_t i = 0; i < piece_count_ && !prove_; ++i) {
      if (!atoms_[i].understood) return std::move(cells_);
    }
    const bool done = dimension_ < kFirstKeyDimension ? CutElement() : CutKey();
    if (!done) cells_.capped = true;
    Finish();
    return std::move(cells_);
  }

 private:
  static constexpr size_t kNoPredicate = SIZE_MAX;
  struct Part {
    const Atom* atom = nullptr;
    bool understood = true;
    size_t predicate = kNoPredicate;
  };

  void Take(AtomId id) {
    Part part;
    part.atom = &space_.Compiled(id);
    part.understood = part.atom->opaque.empty();
    atoms_.push_back(part);
  }

  [[nodiscard]] bool in_piece(size_t i) const { return i < piece_count_; }

  /// A key has values of one kind: the piece's, else the covers'. Atoms of another kind are not
  /// understood.
  void PickClass() {
    for (const Part& part : atoms_) {
      const ValueClass cls = part.atom->value_class;
      if (!part.understood || cls == ValueClass::kNone) continue;
      if (class_ == ValueClass::kNone) {
        class_ = cls;
      } else if (class_ == ValueClass::kBool && cls == ValueClass::kText) {
        class_ = ValueClass::kText;
      }
    }
    for (Part& part : atoms_) {
      const ValueClass cls = part.atom->value_class;
      const bool fits = cls == ValueClass::kNone || cls == class_ ||
                        (class_ == ValueClass::kText && cls == ValueClass::kBool);
      part.understood = part.understood && fits;
    }
  }

  void MakePredicates() {
    for (size_t i = 0; i < atoms_.size(); ++i) {
      Part& part = atoms_[i];
      if (!part.understood || part.atom->value_class == ValueClass::kNone) continue;
      part.predicate = predicates_.size();
      const bool wide = (in_piece(i) == prove_) != part.atom->negated;
      const Mode may = prove_ ? Mode::kMay : Mode::kMayEqual;
      predicates_.push_back({part.atom, wide ? may : Mode::kMust});
    }
  }

  /// The values to cut: those of a positive atom of the piece, else all.
  std::vector<LetterView> Generators(bool lists) const {
    const Atom* best = nullptr;
    for (size_t i = 0; i < piece_count_; ++i) {
      const Atom& atom = *atoms_[i].atom;
      if (atoms_[i].predicate == kNoPredicate || atom.negated || atom.open || atom.if_exists) {
        continue;
      }
      const bool limits = atom.qualifier == policy::SetQualifier::kNone ||
                          atom.qualifier == policy::SetQualifier::kForAllValues ||
                          (!lists && atom.qualifier == policy::SetQualifier::kForAnyValue);
      if (!limits) continue;
      if (best == nullptr || (atom.has_names && !best->has_names) ||
          (atom.has_names == best->has_names && atom.patterns.size() < best->patterns.size())) {
        best = &atom;
      }
    }
    std::vector<LetterView> generators;
    if (best != nullptr) {
      for (const Pattern& pattern : best->patterns) {
        const Mode mode = prove_ ? Mode::kMay : Mode::kMust;
        if (!prove_ && !pattern.sure) continue;
        AddGenerator(LettersOf(pattern, mode), generators);
      }
      // ForAllValues lets the empty string pass as null.
      if (best->qualifier == policy::SetQualifier::kForAllValues) generators.emplace_back();
    } else {
      AddGenerator(dimension_ == kActionDimension ? kEveryAction : kEverything, generators);
    }
    return generators;
  }

  void AddGenerator(LetterView letters, std::vector<LetterView>& generators) const {
    if (dimension_ != kResourceDimension || letters != LetterView(kEverything)) {
      generators.push_back(letters);
      return;
    }
    generators.push_back(EveryArn());
    generators.emplace_back(kNoResource);
    for (const Predicate& predicate : predicates_) {
      for (const Pattern& pattern : predicate.atom->patterns) {
        if (!pattern.glob.literal || pattern.glob.letters.find(u':') != LetterView::npos) continue;
        generators.emplace_back(kBareName);
        return;
      }
    }
  }

  [[nodiscard]] bool Truth(const Part& part, const Bits& truths) const {
    return truths.Has(part.predicate) != part.atom->negated;
  }

  bool CutElement() {
    std::vector<Element> elements;
    if (!CutTexts(dimension_, Generators(false), predicates_, budget_, elements)) return false;
    for (Element& element : elements) {
      bool fits = true;
      for (size_t i = 0; i < piece_count_ && fits; ++i) {
        const Part& part = atoms_[i];
        fits = part.predicate == kNoPredicate || Truth(part, element.truths);
      }
      if (!fits) continue;
      const size_t cell = Add({Value::Kind::kScalar, {std::move(element.word)}});
      for (size_t i = piece_count_; i < atoms_.size(); ++i) {
        const Part& part = atoms_[i];
        if (part.predicate == kNoPredicate ? !prove_ : Truth(part, element.truths)) Mark(i, cell);
      }
    }
    return true;
  }

  /// Files a value of a key if it satisfies the piece.
  void Consider(const Look& look, const Bits& any, const Bits& all, Value value) {
    const auto holds = [&](const Part& part) {
      const bool some = part.predicate != kNoPredicate && any.Has(part.predicate);
      const bool each = part.predicate != kNoPredicate && all.Has(part.predicate);
      return Holds(*part.atom, look, some, each);
    };
    for (size_t i = 0; i < piece_count_; ++i) {
      if (atoms_[i].understood && !holds(atoms_[i])) return;
    }
    const size_t cell = Add(std::move(value));
    for (size_t i = piece_count_; i < atoms_.size(); ++i) {
      if (atoms_[i].understood ? holds(atoms_[i]) : !prove_) Mark(i, cell);
    }
  }

  bool CutKey() {
    const size_t count = predicates_.size();
    const Bits none(count);
    const Bits full(count, true);
    Consider({Value::Kind::kAbsent, true}, none, full, {Value::Kind::kAbsent, {}});
    const bool lists = space_.TakesLists(dimension_);
    std::vector<Element> elements;
    if (!CutValues(lists, elements)) return false;
    // Polarity is each atom's own, so the truths of the negated ones are turned here.
    for (Element& element : elements) {
      for (size_t p = 0; p < count; ++p) {
        if (predicates_[p].atom->negated) element.truths.Flip(p);
      }
    }
    for (const Element& element : elements) {
      Consider({Value::Kind::kScalar, element.word.empty()}, element.truths, element.truths,
               {Value::Kind::kScalar, {element.word}});
    }
    if (!lists) return true;
    Consider({Value::Kind::kList, true}, none, full, {Value::Kind::kList, {}});
    return CutLists(elements);
  }

  /// Sets of values: only which atoms some and which all of their elements satisfy matters, so the
  /// sets of one element are closed under union.
  bool CutLists(const std::vector<Element>& elements) {
    struct List {
      Bits any;
      Bits all;
      std::vector<std::u16string> words;
    };
    std::vector<List> lists;
    std::set<std::pair<Bits, Bits>> seen;
    const auto file = [&](List list) {
      if (seen.emplace(list.any, list.all).second) lists.push_back(std::move(list));
    };
    for (const Element& element : elements) {
      if (!element.word.empty()) file({element.truths, element.truths, {element.word}});
    }
    const size_t singles = lists.size();
    for (size_t i = 0; i < lists.size(); ++i) {
      for (size_t j = 0; j < singles; ++j) {
        if (!budget_.Spend(8) || lists.size() > kMaxLists) return false;
        List both = lists[i];
        both.any.Or(lists[j].any);
        both.all.And(lists[j].all);
        both.words.push_back(lists[j].words.front());
        file(std::move(both));
      }
    }
    for (List& list : lists) {
      // One value in a list is a list, too; two that are alike show it best.
      if (list.words.size() == 1) list.words.push_back(list.words.front());
      Consider({Value::Kind::kList, false}, list.any, list.all,
               {Value::Kind::kList, std::move(list.words)});
    }
    return true;
  }

  bool CutValues(bool lists, std::vector<Element>& elements) {
    switch (class_) {
      case ValueClass::kNumber:
      case ValueClass::kDate:
      case ValueClass::kAddress:
        return CutOrdered(class_, predicates_, budget_, elements);
      case ValueClass::kBool:
        return CutTexts(dimension_, {LetterView(u"true"), LetterView(u"false")}, predicates_,
                        budget_, elements);
      default:
        break;
    }
    std::vector<LetterView> generators = Generators(lists);
    // The empty string is a value of its own, null to Null and ForAllValues; and a value that is no
    // ARN fails the negated ARN operators, too.
    Atom empty;
    empty.patterns.emplace_back();
    Atom arn;
    arn.patterns.emplace_back().glob.letters = EveryArn();
    std::vector<Predicate> predicates = predicates_;
    predicates.push_back({&empty, Mode::kMust});
    predicates.push_back({&arn, Mode::kMust});
    const bool null_matters = std::any_of(atoms_.begin(), atoms_.end(), [](const Part& part) {
      return part.atom->value_class == ValueClass::kNone ||
             part.atom->qualifier == policy::SetQualifier::kForAllValues;
    });
    const bool arn_matters = std::any_of(predicates_.begin(), predicates_.end(), NegatesArn);
    if (!arn_matters) predicates.pop_back();
    if (!null_matters && !arn_matters) predicates.pop_back();
    if (predicates.size() == predicates_.size()) {
      return CutTexts(dimension_, generators, predicates_, budget_, elements);
    }
    std::vector<Element> cut;
    if (!CutTexts(dimension_, generators, predicates, budget_, cut)) return false;
    for (Element& element : cut) {
      const bool no_arn = arn_matters && !element.truths.Has(predicates_.size() + 1);
      Bits truths(predicates_.size());
      for (size_t p = 0; p < predicates_.size(); ++p) {
        if (element.truths.Has(p) || (no_arn && NegatesArn(predicates_[p]))) truths.Set(p);
      }
      elements.push_back({std::move(truths), std::move(element.word)});
    }
    return true;
  }

  static bool NegatesArn(const Predicate& predicate) {
    return predicate.atom->base == policy::BaseOperator::kArnNotEquals ||
           predicate.atom->base == policy::BaseOperator::kArnNotLike;
  }

  size_t Add(Value value) {
    cells_.examples.push_back(std::move(value));
    return cells_.examples.size() - 1;
  }
  void Mark(size_t atom, size_t cell) { marks_.emplace_back(atom - piece_count_, cell); }

  /// Turns the marks into bits, and one cell for each set of marks.
  void Finish() {
    const size_t count = cells_.examples.size();
    for (Bits& truths : cells_.truths) truths = Bits(count);
    for (const auto& [atom, cell] : marks_) cells_.truths[atom].Set(cell);
    std::vector<Bits> rows(count, Bits(cells_.truths.size()));
    for (const auto& [atom, cell] : marks_) rows[cell].Set(atom);
    std::set<Bits> seen;
    std::vector<size_t> kept;
    for (size_t cell = 0; cell < count; ++cell) {
      if (seen.insert(rows[cell]).second) kept.push_back(cell);
    }
    if (kept.size() == count) return;
    std::vector<Value> examples;
    examples.reserve(kept.size());
    for (const size_t cell : kept) examples.push_back(std::move(cells_.examples[cell]));
    for (size_t atom = 0; atom < cells_.truths.size(); ++atom) {
      Bits truths(kept.size());
      for (size_t i = 0; i < kept.size(); ++i) {
        if (cells_.truths[atom].Has(kept[i])) truths.Set(i);
      }
      cells_.truths[atom] = std::move(truths);
    }
    cells_.examples = std::move(examples);
  }

  Space& space_;
  Dimension dimension_;
  bool prove_;
  Budget& budget_;
  std::vector<Part> atoms_;  ///< the piece's, then the covers'
  size_t piece_count_ = 0;
  ValueClass class_ = ValueClass::kNone;
  std::vector<Predicate> predicates_;
  std::vector<std::pair<size_t, size_t>> marks_;
  Cells cells_;
};

}  // namespace

Cells CutDimension(Space& space, Dimension dimension, Reading reading,
                   const std::vector<AtomId>& piece, const std::vector<AtomId>& covers,
                   Budget& budget) {
  return Cutter(space, dimension, reading, piece, covers, budget).Run();
}

}  // namespace whittle::access
