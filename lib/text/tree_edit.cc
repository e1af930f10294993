#include "text/tree_edit.h"

#include <algorithm>
#include <string>

namespace whittle::text {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

/// Whether text[begin, end) is what separates two values: white space, and at most one comma or
/// dash.
bool IsSeparator(std::string_view text, uint32_t begin, uint32_t end) {
  if (begin > end || end > text.size()) return false;
  int marks = 0;
  for (const char c : text.substr(begin, end - begin)) {
    if (c == ',' || c == '-') {
      ++marks;
    } else if (kSpace.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return marks <= 1;
}

/// As RemoveItems, of anything that stands at `places`.
std::vector<Edit> Remove(std::string_view text, std::span<const Span> places,
                         std::span<const uint32_t> indices) {
  if (indices.empty() || indices.size() >= places.size()) return {};
  std::vector<Edit> edits;
  for (size_t i = 0; i < indices.size();) {
    const uint32_t first = indices[i];
    uint32_t last = first;
    for (++i; i < indices.size() && indices[i] == last + 1; ++i) ++last;
    const bool at_end = last + 1 == places.size();
    const uint32_t from = at_end && first > 0 ? first - 1 : first;
    const uint32_t to = at_end ? last : last + 1;
    for (uint32_t gap = from; gap < to; ++gap) {
      if (!IsSeparator(text, places[gap].end, places[gap + 1].begin)) return {};
    }
    // Up to the next value; at the end from the value before.
    edits.push_back(at_end ? Edit{{places[from].end, places[last].end}, {}}
                           : Edit{{places[first].begin, places[to].begin}, {}});
  }
  return edits;
}

}  // namespace

std::vector<Edit> RemoveItems(std::string_view text, const Node& list,
                              std::span<const uint32_t> indices) {
  std::vector<Span> places;
  for (const Node& item : list.items()) places.push_back(item.span());
  return Remove(text, places, indices);
}

std::vector<Edit> RemoveMember(std::string_view text, const Node& object, const Member& member) {
  std::vector<Span> places;
  std::vector<uint32_t> index;
  for (const Member& other : object.members()) {
    if (&other == &member) index.push_back(static_cast<uint32_t>(places.size()));
    places.push_back({other.key.span().begin, other.value.span().end});
  }
  return Remove(text, places, index);
}

std::vector<Edit> InsertFirstMember(std::string_view text, const Node& object, std::string_view key,
                                    std::string_view value) {
  if (object.members().empty()) return {};
  const Member& first = object.members().front();
  const Span key_span = first.key.span();
  const uint32_t value_begin = first.value.span().begin;
  if (value_begin < key_span.end || value_begin > text.size()) return {};
  const uint32_t begin = object.span().begin;
  const bool braced = begin < key_span.begin && text[begin] == '{';
  std::string member;
  if (braced) {
    std::string_view space = text.substr(begin + 1, key_span.begin - begin - 1);
    const std::string_view colon = text.substr(key_span.end, value_begin - key_span.end);
    if (colon.find_first_not_of(": \t") != std::string_view::npos) return {};
    if (space.find_first_not_of(kSpace) != std::string_view::npos) return {};
    if (space.empty() && colon.size() > 1) space = " ";
    member.append("\"").append(key).append("\"").append(colon).append("\"").append(value);
    member.append("\",").append(space);
  } else {
    // A block of YAML: the member has a line of its own, as far in as the first one.
    const size_t line = text.substr(0, key_span.begin).rfind('\n');
    const uint32_t start = line == std::string_view::npos ? 0 : static_cast<uint32_t>(line + 1);
    const std::string_view before = text.substr(start, key_span.begin - start);
    if (before.find_first_not_of(" -") != std::string_view::npos) return {};
    member.append(key).append(": \"").append(value).append("\"\n").append(before.size(), ' ');
  }
  return {{{key_span.begin, key_span.begin}, std::move(member)}};
}

std::vector<Edit> ReplaceText(const Node& string, std::string_view value) {
  return ReplacePart(string, 0, string.text().size(), value);
}

std::vector<Edit> ReplacePart(const Node& string, size_t begin, size_t end,
                              std::string_view value) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:*?/._-+";
  if (!string.is_string() || !string.exact() || value.empty() ||
      value.find_first_not_of(kPlain) != std::string_view::npos) {
    return {};
  }
  return {{string.Part(begin, end), std::string(value)}};
}

}  // namespace whittle::text
