// What the README shows is what the program says.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/cli/runner.h"

namespace whittle {
namespace {

/// A command of the README and what it shows of its output.
struct Shown {
  std::string command;  ///< without the program
  std::string output;
};

/// The commands of all blocks of code, but for those on files of the reader's own.
std::vector<Shown> Examples() {
  std::vector<Shown> examples;
  std::ifstream readme(WHITTLE_SOURCE_DIR "/README.md");
  bool in_block = false;
  bool in_example = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.substr(0, 3) == "```") {
      in_block = !in_block;
      in_example = false;
      continue;
    }
    if (!in_block) continue;
    if (line.substr(0, 2) == "$ ") {
      const size_t program = line.find("whittle ");
      in_example = program != std::string::npos && line.find("policy.json") == std::string::npos &&
                   line.find("policies/") == std::string::npos;
      if (in_example) examples.push_back({line.substr(program + 8), {}});
    } else if (in_example) {
      examples.back().output += line + '\n';
    }
  }
  return examples;
}

class Readme : public Cli {};

TEST_F(Readme, ShowsWhatTheProgramSays) {
  const std::vector<Shown> examples = Examples();
  EXPECT_GE(examples.size(), 3U);
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(WHITTLE_SOURCE_DIR);
  for (const Shown& example : examples) {
    EXPECT_EQ(Run(example.command).out, example.output) << example.command;
  }
  std::filesystem::current_path(before);
}

}  // namespace
}  // namespace whittle
