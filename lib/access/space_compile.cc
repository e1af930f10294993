// What the entries of an atom match, as globs: made when the atom is first looked at.
#include "access/action_match.h"
#include "access/resource_match.h"
#include "access/space.h"
#include "policy/pattern.h"

namespace whittle::access {

const Atom& Space::Compiled(AtomId id) {
  Atom& atom = *atoms_[id];
  if (!atom.compiled) Compile(atom);
  return atom;
}

void Space::Compile(Atom& atom) {
  atom.compiled = true;
  atom.patterns.reserve(atom.texts.size());
  using Base = policy::BaseOperator;
  const bool arn = atom.base == Base::kArnEquals || atom.base == Base::kArnNotEquals ||
                   atom.base == Base::kArnLike || atom.base == Base::kArnNotLike;
  const bool like = atom.base == Base::kStringLike || atom.base == Base::kStringNotLike;
  const bool fold = atom.base == Base::kStringEqualsIgnoreCase ||
                    atom.base == Base::kStringNotEqualsIgnoreCase || atom.base == Base::kBool;
  for (const policy::Text* text : atom.texts) {
    Pattern pattern;
    pattern.sure = text->choice == 0;
    if (atom.dimension == kActionDimension) {
      if (!MakeActionGlob(*text, names_, pattern.glob)) continue;
      if (HasWildcardService(text->value)) pattern.sure = false;
    } else if (atom.dimension == kResourceDimension) {
      const bool open = ShortArnMatches(text->value, atom.type);
      if (!MakeResourceGlob(*text, atom.variables, open, names_, pattern.glob)) continue;
    } else if (atom.value_class == ValueClass::kNone) {
      const bool yes = policy::EqualsIgnoreCase(text->value, "true");
      const bool no = policy::EqualsIgnoreCase(text->value, "false");
      atom.null_true = atom.null_true || yes;
      atom.null_false = atom.null_false || no;
      if ((!yes && !no) || text->choice != 0) atom.opaque = "a value of Null";
      continue;
    } else if (arn) {
      if (atom.negated && policy::Arn(*text).field_count() < 6 && !text->has_variables &&
          (text->value.empty() || text->value.back() != '*')) {
        // A short ARN fails the negated operator, too: as if it excluded everything.
        pattern.sure = pattern.sure && !text->has_holes;
        pattern.glob.letters = {kStar};
        pattern.glob.literal = false;
        atom.patterns.push_back(std::move(pattern));
        continue;
      }
      if (!MakeArnValueGlob(*text, atom.variables, names_, pattern.glob)) continue;
      // Whether a name's value is an ARN is not known.
      const LetterView letters = pattern.glob.letters;
      if (pattern.glob.has_names && letters.substr(0, 4) != u"arn:") pattern.sure = false;
    } else if (atom.value_class == ValueClass::kText || atom.value_class == ValueClass::kBool) {
      pattern.glob = MakeGlob(*text, {like, atom.variables, fold}, names_);
    } else {
      continue;
    }
    atom.has_names = atom.has_names || pattern.glob.has_names;
    atom.patterns.push_back(std::move(pattern));
  }
}

}  // namespace whittle::access
