// Runs the built program.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#ifdef _WIN32
#define popen _popen
#define pclose _pclose
#else
#include <sys/wait.h>
#endif

namespace whittle {

struct Result {
  int exit_code = -1;
  std::string out;
  std::string err;
};

inline std::string Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class Cli : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("whittle_cli_" + std::to_string(std::random_device()()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  std::string Write(const std::string& name, const std::string& text) const {
    std::ofstream(Path(name), std::ios::binary) << text;
    return Path(name);
  }
  Result Run(const std::string& arguments, const std::string& input = "") const {
    Write("stdin", input);
    const std::string command = std::string(WHITTLE_BINARY) + " " + arguments + " <" +
                                Path("stdin") + " >" + Path("out") + " 2>" + Path("err");
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), Slurp(Path("out")), Slurp(Path("err"))};
  }

  std::filesystem::path folder_;
};

}  // namespace whittle
