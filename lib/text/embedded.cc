#include "text/embedded.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace whittle::text {

namespace {

const Stretch& StretchAt(std::span<const Stretch> map, size_t inner) {
  const auto after = std::upper_bound(
      map.begin(), map.end(), inner,
      [](size_t wanted, const Stretch& stretch) { return wanted < stretch.inner; });
  return *(after - 1);
}

/// Grows a decoded text and its map side by side.
class Builder {
 public:
  /// `text` stands byte for byte at `outer`.
  void Exact(std::string_view text, uint32_t outer) {
    if (text.empty()) return;
    const bool continues = !map_.empty() && map_.back().exact &&
                           map_.back().outer + (text_.size() - map_.back().inner) == outer;
    if (!continues) map_.push_back({Size(), outer, 0, true});
    text_ += text;
    map_.back().outer_size = Size() - map_.back().inner;
  }
  /// `text` is what the `outer_size` bytes at `outer` mean.
  void Coded(std::string_view text, uint32_t outer, uint32_t outer_size) {
    if (text.empty()) return;
    map_.push_back({Size(), outer, outer_size, false});
    text_ += text;
  }
  EmbeddedText Finish(Arena& arena, uint32_t outer) {
    if (map_.empty()) map_.push_back({0, outer, 0, true});
    return {arena.Copy(std::string_view(text_)), arena.Copy(map_)};
  }

 private:
  [[nodiscard]] uint32_t Size() const { return static_cast<uint32_t>(text_.size()); }

  std::string text_;
  std::vector<Stretch> map_;
};

/// Length in source bytes of the escape at raw[at] and the number of bytes that it decodes to.
struct Escape {
  size_t raw;
  size_t decoded;
};

Escape EscapeAt(std::string_view raw, size_t at) {
  if (at + 1 >= raw.size() || raw[at + 1] != 'u') return {2, 1};
  unsigned code = 0;
  if (at + 6 <= raw.size()) std::from_chars(raw.data() + at + 2, raw.data() + at + 6, code, 16);
  if (code >= 0xD800 && code < 0xDC00) return {12, 4};  // a pair; the reader took no lone ones
  return {6, code < 0x80 ? size_t{1} : code < 0x800 ? size_t{2} : size_t{3}};
}

}  // namespace

Span EmbeddedText::ToFile(size_t begin, size_t end) const {
  if (map.empty()) return {};
  const Stretch& first = StretchAt(map, begin);
  uint32_t from =
      first.exact ? first.outer + static_cast<uint32_t>(begin - first.inner) : first.outer;
  if (end <= begin) {
    // The end of the text is behind its last escape, not before it.
    if (!first.exact && begin == text.size()) from += first.outer_size;
    return {from, from};
  }
  const Stretch& last = StretchAt(map, end - 1);
  const uint32_t to = last.exact ? last.outer + static_cast<uint32_t>(end - last.inner)
                                 : last.outer + last.outer_size;
  return {from, std::max(from, to)};
}

bool EmbeddedText::IsExact(size_t begin, size_t end) const {
  if (end <= begin || map.empty()) return end <= begin;
  const Stretch& first = StretchAt(map, begin);
  return first.exact && &first == &StretchAt(map, end - 1);
}

EmbeddedText FromJsonString(const Node& string, const Source& source, Arena& arena) {
  const std::string_view decoded = string.text();
  const Span span = string.span();
  if (string.exact()) {
    const Stretch whole{0, span.begin + 1, static_cast<uint32_t>(decoded.size()), true};
    return {decoded, arena.Copy(std::span(&whole, 1))};
  }
  std::string_view raw = source.Slice(span);
  Builder builder;
  if (raw.size() >= 2 && raw.front() == '"' && raw.back() == '"') {
    size_t used = 0;
    raw.remove_suffix(1);
    for (size_t at = 1; at < raw.size() && used <= decoded.size();) {
      if (raw[at] == '\\') {
        const Escape escape = EscapeAt(raw, at);
        builder.Coded(decoded.substr(used, escape.decoded), span.begin + static_cast<uint32_t>(at),
                      static_cast<uint32_t>(escape.raw));
        at += escape.raw;
        used += escape.decoded;
      } else {
        const size_t stop = std::min(raw.find('\\', at), raw.size());
        builder.Exact(raw.substr(at, stop - at), span.begin + static_cast<uint32_t>(at));
        used += stop - at;
        at = stop;
      }
    }
    if (used == decoded.size()) return builder.Finish(arena, span.begin + 1);
  }
  // A string that is itself embedded: all of it stands for the whole place in the file.
  const Stretch whole{0, span.begin, span.size(), false};
  return {decoded, arena.Copy(std::span(&whole, 1))};
}

EmbeddedText PercentDecode(const EmbeddedText& text, Arena& arena) {
  Builder builder;
  const std::string_view from = text.text;
  for (size_t at = 0; at < from.size();) {
    unsigned code = 0;
    if (from[at] == '%' && at + 3 <= from.size()) {
      const char* const end = from.data() + at + 3;
      const auto [stop, error] = std::from_chars(from.data() + at + 1, end, code, 16);
      if (error == std::errc() && stop == end) {
        const Span place = text.ToFile(at, at + 3);
        const char byte = static_cast<char>(code);
        builder.Coded({&byte, 1}, place.begin, place.size());
        at += 3;
        continue;
      }
    }
    const Stretch& stretch = StretchAt(text.map, at);
    const size_t next = static_cast<size_t>(&stretch - text.map.data()) + 1;
    const size_t limit = next < text.map.size() ? text.map[next].inner : from.size();
    const size_t stop = std::min(from.find('%', at + 1), limit);
    const Span place = text.ToFile(at, stop);
    if (stretch.exact) {
      builder.Exact(from.substr(at, stop - at), place.begin);
    } else {
      builder.Coded(from.substr(at, stop - at), place.begin, place.size());
    }
    at = stop;
  }
  return builder.Finish(arena, text.ToFile(0, 0).begin);
}

}  // namespace whittle::text
