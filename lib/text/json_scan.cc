#include "text/json_scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>

#include <bit>
#endif

#include <rapidjson/encodings.h>

#include <bitset>
#include <cstdint>

#include "text/ascii.h"
#include "text/json.h"

namespace whittle::text {

namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
/// Whether a string cannot hold the byte as it is: a quote, a backslash, a control character.
[[maybe_unused]] bool EndsPlainText(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

const char* SkipSpace(const char* at) {
  while (IsSpace(*at)) ++at;
  return at;
}

#if defined(__SSE2__)
/// The first byte from `at` on where `marks` has a bit; `marks` gets 16 bytes, and marks a NUL.
template <typename Marks>
const char* FindMark(const char* at, Marks marks) {
  while (true) {
    __m128i bytes;
    __builtin_memcpy(&bytes, at, sizeof(bytes));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(marks(bytes)));
    if (found != 0) return at + std::countr_zero(found);
    at += sizeof(bytes);
  }
}
#endif

/// The end of text that stands in a string as it is. A NUL ends it, too.
const char* PlainEnd(const char* at) {
#if defined(__SSE2__)
  return FindMark(at, [](__m128i bytes) {
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    return _mm_or_si128(control, _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                              _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
  });
#else
  while (!EndsPlainText(*at)) ++at;
  return at;
#endif
}

/// The next quote or bracket outside of strings, or NUL.
const char* NextMark(const char* at) {
#if defined(__SSE2__)
  return FindMark(at, [](__m128i bytes) {
    // The bit 0x20 is what tells `[` from `{`.
    const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i brackets = _mm_or_si128(_mm_cmpeq_epi8(folded, _mm_set1_epi8('{')),
                                          _mm_cmpeq_epi8(folded, _mm_set1_epi8('}')));
    return _mm_or_si128(brackets, _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                               _mm_cmpeq_epi8(bytes, _mm_setzero_si128())));
  });
#else
  while (*at != '"' && *at != '{' && *at != '}' && *at != '[' && *at != ']' && *at != '\0') ++at;
  return at;
#endif
}

/// Stands behind the string that begins with the quote at `at`; false where it does not end.
bool SkipString(const char*& at) {
  ++at;
  while (true) {
    at = PlainEnd(at);
    if (*at == '"') return ++at != nullptr;
    if (*at != '\\') return false;
    if (*++at == '\0') return false;
    ++at;
  }
}

/// Stands behind the object or list that begins at `at`.
bool SkipNested(const char*& at) {
  size_t depth = 0;
  do {
    at = NextMark(at);
    if (*at == '"') {
      if (!SkipString(at)) return false;
    } else if (*at == '\0') {
      return false;
    } else {
      const bool opens = *at == '{' || *at == '[';
      depth += opens ? 1 : size_t(-1);
      ++at;
    }
  } while (depth != 0);
  return true;
}

bool Digits(const char*& at) {
  const char* const start = at;
  while (IsDigit(*at)) ++at;
  return at != start;
}

bool Number(const char*& at) {
  if (*at == '-') ++at;
  if (*at == '0') {
    ++at;
  } else if (!Digits(at)) {
    return false;
  }
  if (*at == '.' && !Digits(++at)) return false;
  if (*at == 'e' || *at == 'E') {
    ++at;
    if (*at == '+' || *at == '-') ++at;
    return Digits(at);
  }
  return true;
}

bool Word(const char*& at, std::string_view word) {
  for (const char c : word) {
    if (*at != c) return false;
    ++at;
  }
  return true;
}

/// Stands behind the value at `at`.
bool SkipValue(const char*& at) {
  switch (*at) {
    case '"':
      return SkipString(at);
    case '{':
    case '[':
      return SkipNested(at);
    case 't':
      return Word(at, "true");
    case 'f':
      return Word(at, "false");
    case 'n':
      return Word(at, "null");
    default:
      return Number(at);
  }
}

/// Four hexadecimal digits.
bool Hex(const char*& at, uint32_t& value) {
  value = 0;
  for (int i = 0; i < 4; ++i, ++at) {
    const char c = *at;
    uint32_t digit = 0;
    if (IsDigit(c)) {
      digit = static_cast<uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<uint32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<uint32_t>(c - 'A' + 10);
    } else {
      return false;
    }
    value = value * 16 + digit;
  }
  return true;
}

/// Where the encoder of RapidJSON puts bytes.
struct Output {
  using Ch = char;
  void Put(char c) { text += c; }
  std::string& text;
};

/// The character of `\uXXXX`, of which `at` stands behind the `u`; surrogates come in pairs.
bool Unicode(const char*& at, std::string& text) {
  uint32_t point = 0;
  if (!Hex(at, point)) return false;
  if (point >= 0xD800 && point < 0xE000) {
    uint32_t low = 0;
    if (point >= 0xDC00 || !Word(at, "\\u") || !Hex(at, low)) return false;
    if (low < 0xDC00 || low >= 0xE000) return false;
    point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
  }
  Output output{text};
  rapidjson::UTF8<>::Encode(output, point);
  return true;
}

}  // namespace

/// Reads the string that begins with the quote at `at`.
bool JsonScanner::String(const char*& at, std::string_view& text) {
  const char* const start = ++at;
  at = PlainEnd(at);
  if (*at == '"') {
    text = {start, static_cast<size_t>(at - start)};
    ++at;
    return true;
  }
  decoded_.assign(start, at);
  while (*at == '\\') {
    ++at;
    const char c = *at;
    if (c == 'u') {
      if (!Unicode(++at, decoded_)) return false;
    } else {
      constexpr std::string_view kLetters = "\"\\/bfnrt";
      constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
      const size_t which = c == '\0' ? std::string_view::npos : kLetters.find(c);
      if (which == std::string_view::npos) return false;
      decoded_ += kMeaning[which];
      ++at;
    }
    const char* const plain = at;
    at = PlainEnd(at);
    decoded_.append(plain, at);
  }
  if (*at != '"') return false;
  ++at;
  text = decoded_;
  return true;
}

/// Reads a string, number or word.
ScanResult::End JsonScanner::Scalar(const char*& at, JsonSink& sink) {
  const char* const start = at;
  std::string_view text;
  ScalarKind kind = ScalarKind::kNull;
  bool good = false;
  switch (*at) {
    case '"':
      kind = ScalarKind::kString;
      good = String(at, text);
      break;
    case 't':
    case 'f':
      kind = ScalarKind::kBool;
      good = Word(at, *at == 't' ? "true" : "false");
      break;
    case 'n':
      good = Word(at, "null");
      break;
    default:
      kind = ScalarKind::kNumber;
      good = Number(at);
  }
  if (!good) return ScanResult::End::kBad;
  if (kind != ScalarKind::kString) text = {start, static_cast<size_t>(at - start)};
  return sink.Scalar(kind, text) ? ScanResult::End::kDone : ScanResult::End::kStopped;
}

ScanResult JsonScanner::Scan(const char* const start, JsonSink& sink) {
  using End = ScanResult::End;
  enum class Next : unsigned char { kValue, kFirst, kKey, kAfter };
  const char* at = start;
  const auto ends = [&](End end) { return ScanResult{end, static_cast<size_t>(at - start)}; };
  std::bitset<kMaxDepth> is_object;
  size_t depth = 0;
  Next next = Next::kValue;
  while (true) {
    at = SkipSpace(at);
    if (next == Next::kAfter) {
      if (depth == 0) return ends(End::kDone);
      const bool object = is_object[depth - 1];
      if (*at == ',') {
        ++at;
        next = object ? Next::kKey : Next::kValue;
        continue;
      }
      if (*at != (object ? '}' : ']')) return ends(End::kBad);
      ++at;
      --depth;
      if (!sink.Close(object)) return ends(End::kStopped);
      if (depth == 0) return ends(End::kDone);
      continue;
    }
    if (next == Next::kFirst) {
      const bool object = is_object[depth - 1];
      next = *at == (object ? '}' : ']') ? Next::kAfter : object ? Next::kKey : Next::kValue;
      continue;
    }
    if (next == Next::kKey) {
      std::string_view name;
      if (*at != '"' || !String(at, name)) return ends(End::kBad);
      const Wish wish = sink.Key(name);
      if (wish == Wish::kStop) return ends(End::kStopped);
      at = SkipSpace(at);
      if (*at != ':') return ends(End::kBad);
      ++at;
      next = Next::kValue;
      if (wish == Wish::kRead) continue;
      at = SkipSpace(at);
      if (!SkipValue(at)) return ends(End::kBad);
      next = Next::kAfter;
      continue;
    }
    if (*at == '{' || *at == '[') {
      if (depth == kMaxDepth) return ends(End::kDeep);
      const bool object = *at == '{';
      is_object[depth++] = object;
      ++at;
      if (!sink.Open(object)) return ends(End::kStopped);
      next = Next::kFirst;
      continue;
    }
    const End end = Scalar(at, sink);
    if (end != End::kDone) return ends(end);
    if (depth == 0) return ends(End::kDone);
    next = Next::kAfter;
  }
}

}  // namespace whittle::text
