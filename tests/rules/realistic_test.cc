// Policies as people write them, right ones and wrong ones, with all that is found in them:
// testdata/realistic. Read each line that changes there before it is taken over.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "lint/linter.h"
#include "rules/registry.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace whittle {
namespace {

std::string Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What is found in a policy, a line each.
std::string Findings(const std::string& policy, policy::Type type) {
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.type = type;
  options.named = true;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("p.json", policy));
  const lint::Report report = linter.Run(std::move(sources), options);
  std::string found;
  for (const lint::Finding& finding : report.findings) {
    const std::string_view at = report.files[0]->source->Slice(finding.place.span);
    found += "  " + std::string(finding.rule->name) + " " + std::string(at.substr(0, 80)) + "\n";
  }
  return found;
}

TEST(Realistic, PoliciesGiveJustWhatIsWrongWithThem) {
  const std::string folder = WHITTLE_TESTDATA_DIR "/realistic";
  std::istringstream lines(Slurp(folder + "/policies.jsonl"));
  std::string all;
  for (std::string line; std::getline(lines, line);) {
    const text::Source source("line", line);
    const text::JsonResult json = text::ReadJson(source);
    ASSERT_FALSE(json.error) << line;
    const text::Node& root = json.tree.root;
    const auto type = policy::ParseType(root.TextOf("type"));
    ASSERT_TRUE(type) << line;
    all += std::string(root.TextOf("name")) + " (" + std::string(root.TextOf("type")) + ")\n" +
           Findings(text::WriteJson(*root.Get("policy"), text::JsonStyle::kCompact), *type);
  }
  const std::string golden = folder + "/findings.txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << all;
    return;
  }
  EXPECT_EQ(all, Slurp(golden)) << "UPDATE_GOLDEN=1 rewrites " << golden;
}

}  // namespace
}  // namespace whittle
