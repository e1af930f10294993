// Near spellings, for "did you mean".
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::text {

/// Letters to change, add, drop or swap with their neighbour to make one word of the other, ASCII
/// letter case apart (optimal string alignment); `most` + 1 as soon as it is more than `most`.
[[nodiscard]] size_t EditDistance(std::string_view a, std::string_view b, size_t most);

/// Collects candidates and keeps the near ones, nearest first, equal ones by name.
class Nearest {
 public:
  /// How far a candidate may be grows with the word: one letter below five, two below twelve,
  /// else three.
  explicit Nearest(std::string_view wanted);

  /// How far a candidate is; none where it is not near.
  [[nodiscard]] std::optional<size_t> DistanceTo(std::string_view candidate) const;
  /// Takes `shown` if `candidate` is near.
  void Consider(std::string_view candidate, std::string_view shown);
  void Consider(std::string_view candidate) { Consider(candidate, candidate); }
  /// Takes `shown` as if it were `distance` letters away.
  void Add(size_t distance, std::string_view shown);
  /// At most `most`, each once.
  [[nodiscard]] std::vector<std::string> Take(size_t most = 3) const;

 private:
  std::string wanted_;
  uint32_t letters_;  ///< which letters it holds, a bit each
  size_t tolerance_;
  std::set<std::pair<size_t, std::string>> found_;
};

/// "; did you mean `a` or `b`?", or nothing for an empty list.
[[nodiscard]] std::string DidYouMean(const std::vector<std::string>& names);

}  // namespace whittle::text
