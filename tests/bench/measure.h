// Costs of whole programs, and their ratios. Times are of the processor, user and kernel, so that
// other programs disturb them little.
#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::bench {

/// What a program took.
struct Cost {
  double milliseconds = 0;  ///< of the processor
  double megabytes = 0;     ///< at most, in memory
};

/// Runs a program with its output thrown away; a status other than 0 or 1 ends the measurement.
inline Cost Run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) ||
      WEXITSTATUS(status) > 1) {
    fmt::print("cannot run {}\n", command[0]);
    std::exit(2);
  }
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return {ms(usage.ru_utime) + ms(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
}

/// The median of the ratios of two programs that are run in turn.
inline double Ratio(const std::vector<std::string>& program, const std::vector<std::string>& floor,
                    int rounds) {
  std::vector<double> ratios;
  for (int i = 0; i < rounds; ++i) {
    const double ours = Run(program).milliseconds;
    ratios.push_back(ours / std::max(Run(floor).milliseconds, 0.01));
  }
  std::nth_element(ratios.begin(), ratios.begin() + rounds / 2, ratios.end());
  return ratios[static_cast<size_t>(rounds / 2)];
}

/// Prints a measurement beside its budget; false when it is over the limit.
inline bool Show(std::string_view what, double measured, double budget, double limit) {
  fmt::print("{:<58} {:8.2f}   budget {:5.1f}   limit {:5.1f}\n", what, measured, budget, limit);
  return measured <= limit;
}

}  // namespace whittle::bench
