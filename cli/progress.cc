#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace whittle::cli {

namespace {

bool StderrIsTerminal() {
#ifdef _WIN32
  return _isatty(_fileno(stderr)) != 0;
#else
  return isatty(STDERR_FILENO) != 0;
#endif
}

}  // namespace

ProgressBar::ProgressBar(uint64_t total)
    : total_(total), shown_(total != 0 && StderrIsTerminal()) {}

ProgressBar::~ProgressBar() {
  if (shown_ && drawn_ >= 0) fmt::print(stderr, "\r{:60}\r", "");
}

void ProgressBar::Show(uint64_t done) {
  if (!shown_) return;
  const int percent = static_cast<int>(std::min(done, total_) * 100 / total_);
  if (percent == drawn_) return;
  drawn_ = percent;
  constexpr int kWidth = 40;
  const auto full = static_cast<size_t>(percent * kWidth / 100);
  fmt::print(stderr, "\r[{}{}] {:3} %", std::string(full, '#'), std::string(kWidth - full, ' '),
             percent);
  std::fflush(stderr);
}

}  // namespace whittle::cli
