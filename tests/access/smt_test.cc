// Containment, decided once more by an SMT solver that shares no line with the engine. Skipped
// where z3 is not installed; WHITTLE_ROUNDS=60 makes it more than 500 pairs that the solver decides
// (some minutes).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "access/compare.h"
#include "tests/access/grammar.h"
#include "tests/access/mutate.h"
#include "tests/access/smt_writer.h"
#include "tests/access/words.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

/// A question, what the engine says, and what the solver does: `sat`, `unsat`, or nothing known.
struct Question {
  std::string script;
  Truth within = Truth::kUnknown;
  size_t pair = 0;
  std::string answer;
};

/// One run of the solver over questions from `first` on; how many it answered. It may crash, as
/// Debian's does now and then, and it may hang: the time of its processor is bounded.
size_t Ask(std::vector<Question>& questions, size_t first, size_t count, uint64_t run) {
  const std::string path = testing::TempDir() + "whittle_solver_" + std::to_string(run) + ".smt2";
  {
    std::ofstream script(path);
    for (size_t i = 0; i < count; ++i) script << questions[first + i].script;
  }
  const std::string command = "ulimit -t 60; z3 -memory:2000 " + path + " > " + path + ".out 2>&1";
  if (std::system(("sh -c '" + command + "' 2> /dev/null").c_str()) != 0) {
    // The answers so far count.
  }
  std::ifstream answers(path + ".out");
  size_t answered = 0;
  for (std::string answer; answered < count && std::getline(answers, answer);) {
    if (answer == "sat" || answer == "unsat" || answer == "unknown" || answer == "timeout") {
      questions[first + answered++].answer = answer;
    }
  }
  std::remove(path.c_str());
  std::remove((path + ".out").c_str());
  return answered;
}

/// Asks in small batches; what crashes the solver is passed over.
size_t AskAll(std::vector<Question>& questions, uint64_t run) {
  constexpr size_t kBatch = 10;
  size_t crashes = 0;
  for (size_t at = 0; at < questions.size();) {
    const size_t count = std::min(kBatch, questions.size() - at);
    const size_t answered = Ask(questions, at, count, run);
    at += answered;
    if (answered == count) continue;
    ++crashes;
    ++at;
  }
  return crashes;
}

TEST(Solver, Agrees) {
  if (std::system("z3 --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "z3 is not installed";
  const uint64_t seed = Seed("solver");
  Random random(seed, {});
  Mutator mutator(random);
  const size_t pairs = Rounds(10);
  std::vector<Question> questions;
  std::vector<std::string> texts;
  while (texts.size() < pairs) {
    World world;
    std::string old_text = random.Policy();
    std::string new_text = random.Policy();
    if (random.Chance(3)) {
      PolicyWords words = mutator.Managed();
      old_text = words.Text();
      mutator.Change(words, false);
      new_text = words.Text();
    }
    // Its time grows fast with the length.
    if (old_text.size() + new_text.size() > 3000) continue;
    const policy::Policy* old_policy = world.Parse(old_text);
    const policy::Policy* new_policy = world.Parse(new_text);
    const SmtWriter forth(*new_policy, *old_policy);
    const SmtWriter back(*old_policy, *new_policy);
    if (forth.left_out() || back.left_out()) continue;
    const Comparison comparison = Compare({{old_policy}, {}}, {{new_policy}, {}});
    questions.push_back({forth.text(), comparison.within, texts.size(), {}});
    questions.push_back({back.text(), comparison.contains, texts.size(), {}});
    texts.push_back("OLD " + old_text + "\nNEW " + new_text);
  }
  const size_t crashes = AskAll(questions, seed);
  size_t agreed = 0;
  size_t disagreed = 0;
  size_t contained = 0;
  std::vector<int> decided(pairs, 0);
  for (const Question& question : questions) {
    if (question.answer != "sat" && question.answer != "unsat") continue;
    const Truth within = Known(question.answer == "unsat");
    ++decided[question.pair];
    if (within == Truth::kYes) ++contained;
    ++(within == question.within ? agreed : disagreed);
    EXPECT_EQ(question.within, within) << texts[question.pair];
  }
  std::cout << "solver: " << std::count(decided.begin(), decided.end(), 2) << " of " << pairs
            << " pairs decided both ways; " << agreed << " answers agree (" << contained
            << " contained), " << disagreed << " do not, " << questions.size() - agreed - disagreed
            << " open (" << crashes << " crashes)\n";
  EXPECT_GT(agreed, questions.size() / 2);
}

}  // namespace
}  // namespace whittle::access
