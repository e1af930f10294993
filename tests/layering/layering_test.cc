// A room includes only rooms on floors below its own.
#include <gtest/gtest.h>

#include <algorithm>
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

/// Libraries that may be included only in some rooms.
struct Confined {
  std::string_view header;
  std::vector<std::string_view> rooms;
};
const std::vector<Confined> kConfined = {
    {"<rapidjson/", {"text", "report"}}, {"<yaml.h>", {"text"}}, {"<cxxopts.hpp>", {"cli"}}};

/// What is wrong with one line of a file of that room; empty: nothing.
std::string Complaint(std::string_view room, std::string_view line) {
  constexpr std::string_view kInclude = "#include ";
  if (line.substr(0, kInclude.size()) != kInclude) return {};
  const std::string_view target = line.substr(kInclude.size());
  for (const Confined& confined : kConfined) {
    if (target.substr(0, confined.header.size()) == confined.header &&
        std::find(confined.rooms.begin(), confined.rooms.end(), room) == confined.rooms.end()) {
      return std::string(target) + " is not for " + std::string(room);
    }
  }
  if (target.empty() || target[0] != '"') return {};
  const std::string_view other = target.substr(1, target.find('/') - 1);
  const auto to = kFloors.find(other);
  if (to == kFloors.end() || other == room) return {};
  if (kFloors.find(room)->second > to->second) return {};
  return std::string(room) + " includes " + std::string(target);
}

std::vector<std::string> CheckRoom(const fs::path& folder, std::string_view room) {
  std::vector<std::string> complaints;
  if (!fs::exists(folder)) return complaints;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    if (extension != ".h" && extension != ".cc") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::string complaint = Complaint(room, line);
      if (!complaint.empty()) complaints.push_back(entry.path().string() + ": " + complaint);
    }
  }
  return complaints;
}

TEST(Layering, RoomsIncludeOnlyRoomsBelow) {
  const fs::path root = WHITTLE_SOURCE_DIR;
  std::vector<std::string> complaints;
  for (const auto& [room, floor] : kFloors) {
    const bool top = room == "rules" || room == "cli";
    for (const std::string& complaint : CheckRoom(top ? root / room : root / "lib" / room, room)) {
      complaints.push_back(complaint);
    }
  }
  for (const std::string& complaint : complaints) ADD_FAILURE() << complaint;
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
  EXPECT_NE(Complaint("catalog", "#include \"documents/role.h\""), "");
  EXPECT_NE(Complaint("policy", "#include <rapidjson/reader.h>"), "");
  EXPECT_NE(Complaint("lint", "#include <cxxopts.hpp>"), "");
  EXPECT_EQ(Complaint("lint", "#include \"policy/policy.h\""), "");
  EXPECT_EQ(Complaint("lint", "#include \"lint/rule.h\""), "");
  EXPECT_EQ(Complaint("text", "#include <rapidjson/reader.h>"), "");
}

}  // namespace
