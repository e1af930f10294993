#include "text/embedded.h"

#include <algorithm>
#include <charconv>

#include "text/embedded_builder.h"

namespace whittle::text {

namespace {

const Stretch& StretchAt(std::span<const Stretch> map, size_t inner) {
  const auto after = std::upper_bound(
      map.begin(), map.end(), inner,
      [](size_t wanted, const Stretch& stretch) { return wanted < stretch.inner; });
  return *(after - 1);
}

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

/// Appends text[begin, end) of `from` unchanged.
void CopyRun(const EmbeddedText& from, size_t begin, size_t end, EmbeddedBuilder& builder) {
  while (begin < end) {
    const Stretch& stretch = StretchAt(from.map, begin);
    const bool last = &stretch == &from.map.back();
    const size_t stop = last ? end : std::min<size_t>(end, (&stretch)[1].inner);
    const Span place = from.ToFile(begin, stop);
    if (stretch.exact) {
      builder.Exact(from.text.substr(begin, stop - begin), place.begin);
    } else {
      builder.Coded(from.text.substr(begin, stop - begin), place.begin, place.size());
    }
    begin = stop;
  }
}

/// The byte of `text` that stands at `outer` in the file, or that a code which begins there means.
size_t InnerOf(const EmbeddedText& text, uint32_t outer) {
  const auto after = std::upper_bound(
      text.map.begin(), text.map.end(), outer,
      [](uint32_t wanted, const Stretch& stretch) { return wanted < stretch.outer; });
  if (after == text.map.begin()) return text.text.size();
  const Stretch& stretch = *(after - 1);
  return stretch.inner + (stretch.exact ? outer - stretch.outer : 0);
}

/// One stretch for all of a text.
EmbeddedText InOne(std::string_view text, Stretch stretch, Arena& arena) {
  return {text, arena.Copy(std::span<const Stretch>(&stretch, 1))};
}

/// The string whose opening quote is `around.text[quote]`.
EmbeddedText Decode(const Node& string, const EmbeddedText& around, size_t quote, Arena& arena) {
  const std::string_view raw = around.text;
  const std::string_view decoded = string.text();
  if (quote < raw.size() && raw[quote] == '"') {
    EmbeddedBuilder builder;
    size_t used = 0;
    size_t at = quote + 1;
    while (at < raw.size() && raw[at] != '"' && used <= decoded.size()) {
      if (raw[at] == '\\') {
        const Escape escape = EscapeAt(raw, at);
        if (at + escape.raw > raw.size() || used + escape.decoded > decoded.size()) break;
        const Span place = around.ToFile(at, at + escape.raw);
        builder.Coded(decoded.substr(used, escape.decoded), place.begin, place.size());
        at += escape.raw;
        used += escape.decoded;
      } else {
        const size_t stop = std::min(raw.find_first_of("\\\"", at), raw.size());
        CopyRun(around, at, stop, builder);
        used += stop - at;
        at = stop;
      }
    }
    if (used == decoded.size() && at < raw.size() && raw[at] == '"') {
      return builder.Finish(arena, around.ToFile(at, at).begin);
    }
  }
  // The string is not of that text: all of it stands for its whole place in the file.
  return InOne(decoded, {0, string.span().begin, string.span().size(), false}, arena);
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
  const Span span = string.span();
  const auto size = static_cast<uint32_t>(string.text().size());
  if (string.exact()) return InOne(string.text(), {0, span.begin + 1, size, true}, arena);
  const Stretch file{0, span.begin, span.size(), true};
  return Decode(string, {source.Slice(span), std::span(&file, 1)}, 0, arena);
}

EmbeddedText FromJsonString(const Node& string, const EmbeddedText& around, Arena& arena) {
  const Span span = string.span();
  const auto size = static_cast<uint32_t>(string.text().size());
  if (string.exact()) return InOne(string.text(), {0, span.begin + 1, size, true}, arena);
  return Decode(string, around, InnerOf(around, span.begin), arena);
}

EmbeddedText Slice(const EmbeddedText& text, size_t begin, size_t end, Arena& arena) {
  EmbeddedBuilder builder;
  CopyRun(text, begin, end, builder);
  return builder.Finish(arena, text.ToFile(begin, begin).begin);
}

EmbeddedText PercentDecode(const EmbeddedText& text, Arena& arena) {
  EmbeddedBuilder builder;
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
    const size_t stop = std::min(from.find('%', at + 1), from.size());
    CopyRun(text, at, stop, builder);
    at = stop;
  }
  return builder.Finish(arena, text.ToFile(0, 0).begin);
}

}  // namespace whittle::text
