#include "text/diff.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace whittle::text {

namespace {

using Lines = std::vector<std::string_view>;

/// The lines with their ends.
Lines Split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// A stretch of lines that differ: [a, a_end) become [b, b_end).
struct Change {
  size_t a, a_end, b, b_end;
};

/// The shortest script between the lines (E. W. Myers, An O(ND) Difference Algorithm, 1986), of at
/// most `kMost` lines added and removed; beyond that one change for all.
std::vector<Change> Changes(const Lines& a, const Lines& b) {
  size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) ++begin;
  size_t a_end = a.size();
  size_t b_end = b.size();
  while (a_end > begin && b_end > begin && a[a_end - 1] == b[b_end - 1]) {
    --a_end;
    --b_end;
  }
  if (begin == a_end && begin == b_end) return {};
  constexpr int kMost = 1000;
  const int n = static_cast<int>(a_end - begin);
  const int m = static_cast<int>(b_end - begin);
  const auto same = [&](int x, int y) {
    return a[begin + static_cast<size_t>(x)] == b[begin + static_cast<size_t>(y)];
  };
  // furthest[d][k + d]: how far along `a` a script of d edits gets on diagonal k = x - y.
  std::vector<std::vector<int>> furthest;
  int edits = -1;
  for (int d = 0; d <= std::min(n + m, kMost) && edits < 0; ++d) {
    std::vector<int>& row = furthest.emplace_back(static_cast<size_t>(2 * d + 1), 0);
    const auto before = [&](int k) {
      return furthest[static_cast<size_t>(d - 1)][static_cast<size_t>(k + d - 1)];
    };
    for (int k = -d; k <= d; k += 2) {
      int x = 0;
      if (d > 0) {
        const bool down = k == -d || (k != d && before(k - 1) < before(k + 1));
        x = down ? before(k + 1) : before(k - 1) + 1;
      }
      while (x < n && x - k < m && x - k >= 0 && same(x, x - k)) ++x;
      row[static_cast<size_t>(k + d)] = x;
      if (x >= n && x - k >= m) {
        edits = d;
        break;
      }
    }
  }
  if (edits < 0) return {{begin, a_end, begin, b_end}};
  std::vector<Change> changes;
  int x = n;
  int y = m;
  for (int d = edits; d > 0; --d) {
    const int k = x - y;
    const auto before = [&](int diagonal) {
      return furthest[static_cast<size_t>(d - 1)][static_cast<size_t>(diagonal + d - 1)];
    };
    const bool down = k == -d || (k != d && before(k - 1) < before(k + 1));
    const int from_x = before(down ? k + 1 : k - 1);
    const int from_y = from_x - (down ? k + 1 : k - 1);
    const size_t at_a = begin + static_cast<size_t>(from_x);
    const size_t at_b = begin + static_cast<size_t>(from_y);
    const Change step{at_a, at_a + (down ? 0U : 1U), at_b, at_b + (down ? 1U : 0U)};
    if (!changes.empty() && changes.back().a == step.a_end && changes.back().b == step.b_end) {
      changes.back().a = step.a;
      changes.back().b = step.b;
    } else {
      changes.push_back(step);
    }
    x = from_x;
    y = from_y;
  }
  std::reverse(changes.begin(), changes.end());
  return changes;
}

void AppendLine(char mark, std::string_view line, std::string& out) {
  out += mark;
  out += line;
  if (line.empty() || line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

/// `first,count` of a hunk's head; a hunk without lines stands behind the line before.
std::string Range(size_t begin, size_t count) {
  return std::to_string(count == 0 ? begin : begin + 1) + "," + std::to_string(count);
}

}  // namespace

std::string UnifiedDiff(std::string_view name, std::string_view before, std::string_view after) {
  const Lines a = Split(before);
  const Lines b = Split(after);
  const std::vector<Change> changes = Changes(a, b);
  if (changes.empty()) return {};
  constexpr size_t kContext = 3;
  while (!name.empty() && name.front() == '/') name.remove_prefix(1);
  std::string out;
  out.append("--- a/").append(name).append("\n+++ b/").append(name).append("\n");
  for (size_t i = 0; i < changes.size();) {
    size_t last = i;
    while (last + 1 < changes.size() && changes[last + 1].a - changes[last].a_end <= 2 * kContext) {
      ++last;
    }
    const size_t context = std::min(kContext, changes[i].a);
    const size_t a_begin = changes[i].a - context;
    const size_t b_begin = changes[i].b - context;
    const size_t tail = std::min(kContext, a.size() - changes[last].a_end);
    const size_t a_stop = changes[last].a_end + tail;
    const size_t b_stop = changes[last].b_end + tail;
    out += "@@ -" + Range(a_begin, a_stop - a_begin) + " +" + Range(b_begin, b_stop - b_begin) +
           " @@\n";
    size_t at = a_begin;
    for (; i <= last; ++i) {
      for (; at < changes[i].a; ++at) AppendLine(' ', a[at], out);
      for (; at < changes[i].a_end; ++at) AppendLine('-', a[at], out);
      for (size_t j = changes[i].b; j < changes[i].b_end; ++j) AppendLine('+', b[j], out);
    }
    for (; at < a_stop; ++at) AppendLine(' ', a[at], out);
  }
  return out;
}

}  // namespace whittle::text
