// A progress bar on a terminal.
#pragma once

#include <cstdint>

namespace whittle::cli {

/// Draws on stderr, and only where that is a terminal; takes itself away at the end.
class ProgressBar {
 public:
  /// `total` is what 100 % are; 0: not known.
  explicit ProgressBar(uint64_t total);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  [[nodiscard]] bool shown() const { return shown_; }
  void Show(uint64_t done);

 private:
  uint64_t total_;
  bool shown_;
  int drawn_ = -1;  ///< the percentage that stands there
};

}  // namespace whittle::cli
