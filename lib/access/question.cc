#include "access/question.h"

#include <algorithm>
#include <deque>

#include "access/answer.h"
#include "access/public_keys.h"

namespace whittle::access {

namespace {

/// One question about one side: is anything allowed within a box?
class Question {
 public:
  Question(const Grants& grants, const CompareOptions& options)
      : options_(options),
        space_(*options.catalog),
        budget_(options.budget),
        side_(Side::Make(space_, grants)),
        nothing_(Side::Make(space_, none_)),
        evaluator_(grants),
        nobody_(none_) {}

  /// An atom with these patterns, as if they stood in a policy.
  AtomId AddAtom(Dimension dimension, const std::vector<std::string>& patterns) {
    Atom atom;
    atom.dimension = dimension;
    for (const std::string& pattern : patterns) {
      policy::Text& text = texts_.emplace_back();
      text.value = pattern;
      atom.texts.push_back(&text);
    }
    return space_.AddAtom(std::move(atom));
  }
  /// The principals that no policy names: nobody in particular, somebody's user, some provider.
  AtomId AddOutsiders() {
    Atom atom;
    atom.dimension = kPrincipalDimension;
    atom.compiled = true;
    atom.spelling = "outsiders";  // like no atom of a policy
    for (const std::u16string_view who :
         {u"", u"AWS arn:aws:iam::000000000000:user/outsider", u"Federated outsider.example.com"}) {
      Pattern pattern;
      pattern.glob.letters = who;
      atom.patterns.push_back(std::move(pattern));
    }
    return space_.AddAtom(std::move(atom));
  }

  void LimitTo(std::vector<AtomId> atoms) {
    limit_.allows = true;
    limit_.atoms = std::move(atoms);
    std::sort(limit_.atoms.begin(), limit_.atoms.end());
    side_.layers.push_back({{&limit_}, {}});
  }
  void LeaveOutTrusted() {
    trusted_ = TrustedBoxes(space_, side_.boxes);
    for (const Box& box : trusted_) side_.denies.push_back(&box);
  }

  QuestionResult Ask() {
    Answer answer = AskWithin(space_, {side_, evaluator_}, {nothing_, nobody_}, options_, true,
                              budget_, reasons_);
    return {Not(answer.within), std::move(answer.witnesses), reasons_.all()};
  }

 private:
  const CompareOptions& options_;
  Grants none_;
  Space space_;
  Budget budget_;
  Side side_;
  Side nothing_;
  SideEvaluator evaluator_;
  SideEvaluator nobody_;
  Reasons reasons_;
  std::deque<policy::Text> texts_;
  Box limit_;
  std::vector<Box> trusted_;
};

}  // namespace

QuestionResult IsGranted(const Grants& grants, const std::vector<std::string>& actions,
                         const std::vector<std::string>& resources, const CompareOptions& options) {
  Question question(grants, options);
  std::vector<AtomId> atoms;
  if (!actions.empty()) atoms.push_back(question.AddAtom(kActionDimension, actions));
  if (!resources.empty()) atoms.push_back(question.AddAtom(kResourceDimension, resources));
  question.LimitTo(std::move(atoms));
  return question.Ask();
}

QuestionResult IsPublic(const Grants& grants, const CompareOptions& options) {
  Question question(grants, options);
  question.LimitTo({question.AddOutsiders()});
  question.LeaveOutTrusted();
  return question.Ask();
}

}  // namespace whittle::access
