// A room includes only rooms on floors below its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// The floors of docs/architecture.md.
const std::map<std::string, int, std::less<>> kFloors = {
    {"text", 1}, {"policy", 2}, {"catalog", 3}, {"documents", 3}, {"access", 4},
    {"lint", 5}, {"advise", 6}, {"rules", 7},   {"report", 8},    {"cli", 9}};

/// The face for embedders, lib/whittle.{h,cc}, stands beside the reports.
constexpr std::string_view kFace = "whittle";
constexpr int kFaceFloor = 8;

int Floor(std::string_view room) {
  const auto found = kFloors.find(room);
  return found != kFloors.end() ? found->second : room == kFace ? kFaceFloor : 0;
}

/// Libraries that may be included only in some rooms.
struct Confined {
  std::string_view header;
  std::vector<std::string_view> rooms;
};
const std::vector<Confined> kConfined = {
    {"rapidjson/", {"text", "report"}}, {"yaml.h", {"text"}}, {"cxxopts.hpp", {"cli"}}};

/// What the line includes, without quotes or brackets; empty where it includes nothing.
std::string_view Included(std::string_view line) {
  const auto skip = [&line](std::string_view word) {
    const size_t start = std::min(line.find_first_not_of(" \t"), line.size());
    if (line.substr(start, word.size()) != word) return false;
    line.remove_prefix(start + word.size());
    return true;
  };
  if (!skip("#") || !skip("include")) return {};
  if (!skip("\"") && !skip("<")) return {};
  return line.substr(0, line.find_first_of("\">"));
}

/// What is wrong with one line of a file of that room; empty: nothing.
std::string Complaint(std::string_view room, std::string_view line) {
  const std::string_view target = Included(line);
  for (const Confined& confined : kConfined) {
    if (target.substr(0, confined.header.size()) == confined.header &&
        std::find(confined.rooms.begin(), confined.rooms.end(), room) == confined.rooms.end()) {
      return std::string(target) + " is not for " + std::string(room);
    }
  }
  if (target.find("../") != std::string_view::npos) {
    return std::string(target) + " is not named from lib/ or the root";
  }
  const std::string_view other =
      target == "whittle.h" ? kFace : target.substr(0, std::min(target.find('/'), target.size()));
  const int floor = Floor(other);
  if (floor == 0 || other == room || floor < Floor(room)) return {};
  return std::string(room) + " includes " + std::string(target);
}

void Check(const fs::path& path, std::string_view room) {
  const fs::path extension = path.extension();
  if (extension != ".h" && extension != ".cc") return;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::string complaint = Complaint(room, line);
    EXPECT_EQ(complaint, "") << path;
  }
}

TEST(Layering, RoomsIncludeOnlyRoomsBelow) {
  const fs::path root = WHITTLE_SOURCE_DIR;
  for (const auto& [room, floor] : kFloors) {
    const fs::path folder = room == "rules" || room == "cli" ? root / room : root / "lib" / room;
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) Check(entry.path(), room);
  }
  for (const auto& entry : fs::directory_iterator(root / "lib")) Check(entry.path(), kFace);
}

TEST(Layering, EveryRoomHasAFloor) {
  for (const auto& entry : fs::directory_iterator(fs::path(WHITTLE_SOURCE_DIR) / "lib")) {
    if (entry.is_directory()) {
      EXPECT_TRUE(kFloors.count(entry.path().filename().string())) << entry.path();
    }
  }
}

TEST(Layering, SeesWhatIsWrong) {
  EXPECT_NE(Complaint("policy", "#include \"lint/rule.h\""), "");
  EXPECT_NE(Complaint("policy", "  # include\t<lint/rule.h>"), "");
  EXPECT_NE(Complaint("policy", "#include \"../lint/rule.h\""), "");
  EXPECT_NE(Complaint("catalog", "#include \"documents/role.h\""), "");
  EXPECT_NE(Complaint("report", "#include \"whittle.h\""), "");
  EXPECT_NE(Complaint("whittle", "#include \"report/text.h\""), "");
  EXPECT_NE(Complaint("policy", "#include <rapidjson/reader.h>"), "");
  EXPECT_NE(Complaint("rules", "#include \"rapidjson/reader.h\""), "");
  EXPECT_NE(Complaint("policy", "#include <yaml.h>"), "");
  EXPECT_NE(Complaint("lint", "#include <cxxopts.hpp>"), "");
}

TEST(Layering, LetsTheRestBe) {
  EXPECT_EQ(Complaint("lint", "#include \"policy/policy.h\""), "");
  EXPECT_EQ(Complaint("lint", "#include \"lint/rule.h\""), "");
  EXPECT_EQ(Complaint("cli", "#include \"whittle.h\""), "");
  EXPECT_EQ(Complaint("cli", "#include <cxxopts.hpp>"), "");
  EXPECT_EQ(Complaint("text", "#include <rapidjson/reader.h>"), "");
  EXPECT_EQ(Complaint("text", "#include <string>"), "");
  EXPECT_EQ(Complaint("text", "// as \"lint/rule.h\" says"), "");
}

}  // namespace
