#include "text/json_errors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "text/ascii.h"
#include "text/utf8.h"

namespace whittle::text {

namespace {

constexpr size_t kNone = std::string_view::npos;

Span MakeSpan(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

/// One character at `at`, or the empty place at the end of the text.
Span CharAt(std::string_view text, size_t at) {
  if (at >= text.size()) return MakeSpan(text.size(), text.size());
  return MakeSpan(at, at + std::max<size_t>(1, Utf8Length(text, at)));
}

SyntaxError Error(std::string message, std::string help, Span span) {
  return {std::move(message), std::move(help), span, false};
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A character of an unquoted name or number.
bool IsWordChar(char c) {
  return IsLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '+' || c == '$';
}

size_t SkipSpace(std::string_view text, size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

size_t WordEnd(std::string_view text, size_t at) {
  while (at < text.size() && IsWordChar(text[at])) ++at;
  return at;
}

/// User text for a message: in backquotes, cut short, control characters named.
std::string Quoted(std::string_view text) {
  constexpr size_t kMost = 48;
  std::string out = "`";
  for (size_t at = 0; at < text.size();) {
    if (at >= kMost) {
      out += "...";
      break;
    }
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x20 || byte == 0x7F) {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
      ++at;
      continue;
    }
    const size_t length = std::max<size_t>(1, Utf8Length(text, at));
    out += text.substr(at, length);
    at += length;
  }
  return out + "`";
}

SyntaxError PlaceholderError(std::string_view text, size_t begin, size_t end) {
  SyntaxError error =
      Error("template placeholder " + Quoted(text.substr(begin, end - begin)) + " outside a string",
            "lint the text that the template makes", MakeSpan(begin, end));
  error.template_hole = true;
  return error;
}

SyntaxError ControlError(std::string_view text, size_t at) {
  const char c = text[at];
  return Error("control character in a string",
               "write it as " + (c == '\t' ? "`\\t`" : Quoted({&c, 1})), MakeSpan(at, at + 1));
}

/// What is wrong inside the string that begins at `quote`, if anything.
std::optional<SyntaxError> DiagnoseString(std::string_view text, size_t quote) {
  for (size_t at = quote + 1;; ++at) {
    if (at >= text.size()) {
      return Error("string is not closed", "close it with `\"`", MakeSpan(quote, text.size()));
    }
    const char c = text[at];
    if (c == '"') return CheckSurrogates(text, MakeSpan(quote, at + 1));
    if (c == '\n' || c == '\r') {
      return Error("string is not closed on its line",
                   "close it with `\"`, or write a line break inside it as `\\n`",
                   MakeSpan(quote, at));
    }
    if (static_cast<unsigned char>(c) < 0x20) return ControlError(text, at);
    if (c != '\\' || at + 1 >= text.size()) continue;
    const char kind = text[++at];
    if (std::strchr("\"\\/bfnrt", kind) != nullptr) continue;
    if (kind != 'u') {
      const size_t end = CharAt(text, at).end;
      return Error("unknown escape " + Quoted(text.substr(at - 1, end - at + 1)) + " in a string",
                   "write a backslash as `\\\\`", MakeSpan(at - 1, end));
    }
    unsigned code = 0;
    const char* const digits = text.data() + at + 1;
    const char* const end = text.data() + std::min(at + 5, text.size());
    const char* const stop = std::from_chars(digits, end, code, 16).ptr;
    if (stop != digits + 4) {
      return Error("`\\u` needs four hexadecimal digits", "write it like `\\u00e9`",
                   MakeSpan(at - 1, at + 1 + static_cast<size_t>(stop - digits)));
    }
    at += 4;
  }
}

/// Whether a word has the form of a JSON number (RFC 8259, section 6).
bool IsNumber(std::string_view word) {
  size_t at = 0;
  const auto digits = [&] {
    const size_t begin = at;
    while (at < word.size() && IsDigit(word[at])) ++at;
    return at - begin;
  };
  if (word.starts_with('-')) ++at;
  const size_t first = at;
  const size_t whole = digits();
  if (whole == 0 || (whole > 1 && word[first] == '0')) return false;
  if (at < word.size() && word[at] == '.' && (++at, digits() == 0)) return false;
  if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
    ++at;
    if (at < word.size() && (word[at] == '+' || word[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == word.size();
}

SyntaxError DiagnoseNumber(std::string_view text, size_t begin, size_t end) {
  const std::string_view word = text.substr(begin, end - begin);
  const Span span = MakeSpan(begin, end);
  if (IsNumber(word)) {
    return Error("number " + Quoted(word) + " is out of range", "put it in quotes if it is text",
                 span);
  }
  const std::string_view digits = word.substr(word.starts_with('-') ? 1 : 0);
  if (digits.size() > 1 && digits[0] == '0' && IsDigit(digits[1])) {
    return Error(Quoted(word) + " is not a JSON number: it begins with 0",
                 "put it in quotes if it is text, such as an account ID", span);
  }
  return Error(Quoted(word) + " is not a JSON number", "put it in quotes if it is text", span);
}

SyntaxError DiagnoseWord(std::string_view text, size_t begin, size_t end) {
  const std::string_view word = text.substr(begin, end - begin);
  const Span span = MakeSpan(begin, end);
  struct Constant {
    std::string_view word;
    std::string_view json;
  };
  static constexpr std::array<Constant, 11> kConstants = {{{"True", "true"},
                                                           {"TRUE", "true"},
                                                           {"False", "false"},
                                                           {"FALSE", "false"},
                                                           {"None", "null"},
                                                           {"NULL", "null"},
                                                           {"Null", "null"},
                                                           {"nil", "null"},
                                                           {"undefined", "null"},
                                                           {"NaN", "null"},
                                                           {"Infinity", "null"}}};
  for (const Constant& constant : kConstants) {
    if (word == constant.word || (word.starts_with('-') && word.substr(1) == constant.word)) {
      return Error(Quoted(word) + " is not JSON", "write " + Quoted(constant.json), span);
    }
  }
  for (size_t at = begin; at < end; ++at) {
    if (std::strchr("${<#%", text[at]) == nullptr) continue;
    if (const size_t stop = PlaceholderEnd(text, at); stop != kNone) {
      return PlaceholderError(text, at, stop);
    }
  }
  return Error(Quoted(word) + " is not a JSON value",
               "put text in quotes: " + Quoted("\"" + std::string(word) + "\""), span);
}

/// A value that begins with no character that a JSON value begins with, or is spelled wrong.
SyntaxError DiagnoseValue(std::string_view text, size_t begin) {
  const char c = text[begin];
  const bool sign = c == '-' || c == '+' || c == '.';
  if (IsDigit(c) || (sign && (begin + 1 == text.size() || !IsLetter(text[begin + 1])))) {
    return DiagnoseNumber(text, begin, std::max(WordEnd(text, begin), begin + 1));
  }
  // The whole of an unquoted ARN or action, not only its first word.
  const size_t end = std::min(text.find_first_of(" \t\r\n,]}\"", begin), text.size());
  return DiagnoseWord(text, begin, end);
}

/// Characters that word processors and web pages put where JSON has its own.
struct Lookalike {
  std::string_view bytes;
  std::string_view name;
  std::string_view help;
};

constexpr std::array<Lookalike, 8> kLookalikes = {{
    {"\xE2\x80\x9C", "typographic quote", "write `\"`"},
    {"\xE2\x80\x9D", "typographic quote", "write `\"`"},
    {"\xE2\x80\x98", "typographic quote", "write `\"`"},
    {"\xE2\x80\x99", "typographic quote", "write `\"`"},
    {"\xC2\xA0", "no-break space", "write a plain space"},
    {"\xE2\x80\x8B", "zero-width space", "remove it"},
    {"\xE2\x81\xA0", "word joiner (a character without width)", "remove it"},
    {"\xEF\xBB\xBF", "byte order mark inside the text", "remove it"},
}};

SyntaxError DiagnoseEnd(std::string_view text, const Stop& stop) {
  if (stop.open == kNone) {
    return Error("the text ends before its value does", "complete the document",
                 CharAt(text, text.size()));
  }
  const bool object = text[stop.open] == '{';
  return Error(object ? "`{` is never closed" : "`[` is never closed",
               object ? "add the missing `}`" : "add the missing `]`",
               MakeSpan(stop.open, stop.open + 1));
}

/// Text that was never meant as JSON, told by how it begins.
std::optional<SyntaxError> DiagnoseStart(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("---")) {
    return Error("the file is not JSON; it looks like YAML", "give whittle the JSON form of it",
                 MakeSpan(at, at + 3));
  }
  if (rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("<html")) {
    return Error("the file is not JSON; it looks like HTML or XML",
                 "give whittle the policy's JSON", MakeSpan(at, at + 2));
  }
  const size_t end = WordEnd(text, at);
  if (end > at && end + 1 < text.size() && text[end] == ':' && IsSpace(text[end + 1])) {
    return Error("the file is not JSON; it looks like YAML", "give whittle the JSON form of it",
                 MakeSpan(at, end));
  }
  return std::nullopt;
}

SyntaxError DiagnoseAfterEnd(std::string_view text, size_t at) {
  const size_t end = std::max<size_t>(WordEnd(text, at), CharAt(text, at).end);
  const char c = text[at];
  if (c == '}' || c == ']') {
    return Error(std::string("unexpected `") + c + "` after the end of the JSON value",
                 "remove it, or open what it closes", MakeSpan(at, end));
  }
  if (c == '{' || c == '[') {
    return Error("second JSON value after the end of the first", "keep one value in a file",
                 MakeSpan(at, end));
  }
  return Error("text after the end of the JSON value", "remove it", MakeSpan(at, end));
}

/// Something stands right after a key or a value where a separator is due.
SyntaxError DiagnoseMissingSeparator(std::string_view text, const Stop& stop, size_t at) {
  // A quote inside a placeholder ended the string early: "${file("x")}".
  const std::string_view last =
      text.substr(stop.previous_begin, stop.previous - stop.previous_begin);
  for (const std::string_view open : {"${", "{{", "<%"}) {
    const size_t begin = last.rfind(open);
    if (last.front() != '"' || begin == kNone) continue;
    if (last.find(open == "${" ? "}" : open == "{{" ? "}}" : "%>", begin) != kNone) continue;
    const size_t from = stop.previous_begin + begin;
    SyntaxError error =
        Error("template placeholder with quotes inside it", "lint the text that the template makes",
              MakeSpan(from, PlaceholderEnd(text, from)));
    error.template_hole = true;
    return error;
  }
  const char c = text[at];
  const Span here = MakeSpan(at, at + 1);
  if (stop.missing_colon) {
    if (c == '}') {
      return Error("key without a value", "write a `:` and a value after it",
                   MakeSpan(stop.previous_begin, stop.previous));
    }
    if (c == '=') return Error("`=` after a key", "write `:`", here);
    return Error("missing `:` after a key", "write `\"key\": value`",
                 MakeSpan(stop.previous - 1, stop.previous));
  }
  if (c == ':' && text[stop.open] == '[') {
    return Error("`:` in a list", "write an object in `{` and `}`, or `,` between entries", here);
  }
  if (c == ';') return Error("`;` between entries", "write `,`", here);
  // Most often a quote that belongs to the text, when nothing is between the two.
  const bool inside = last.front() == '"' && at == stop.previous;
  return Error("missing comma",
               inside ? "separate the entries with `,`; a quote inside a string is `\\\"`"
                      : "separate the entries with `,`",
               MakeSpan(stop.previous - 1, stop.previous));
}

SyntaxError DiagnoseKey(std::string_view text, size_t at) {
  const size_t end = std::max(WordEnd(text, at), at + 1);
  if (end == at + 1 && !IsWordChar(text[at])) {
    return Error(
        "unexpected " + Quoted(text.substr(at, CharAt(text, at).end - at)) + " where a key is due",
        "a key is a string in double quotes", CharAt(text, at));
  }
  const std::string_view word = text.substr(at, end - at);
  return Error("key " + Quoted(word) + " has no quotes",
               "write " + Quoted("\"" + std::string(word) + "\""), MakeSpan(at, end));
}

}  // namespace

SyntaxError Diagnose(std::string_view text, const Stop& stop) {
  // Separators between the last token and the culprit.
  size_t comma = kNone;
  bool after_colon = false;
  size_t at = SkipSpace(text, stop.previous);
  while (at < text.size() && (text[at] == ',' || text[at] == ':') && at < stop.offset) {
    if (text[at] == ',' && comma != kNone) break;  // `,,`
    if (text[at] == ',') comma = at;
    if (text[at] == ':') after_colon = true;
    at = SkipSpace(text, at + 1);
  }
  if (stop.too_deep) {
    return Error("nested deeper than 128 levels", "no policy is nested so deep",
                 MakeSpan(at, at + 1));
  }
  if (at >= text.size()) return DiagnoseEnd(text, stop);

  const bool at_start = stop.previous == stop.start;
  if (at_start) {
    if (auto error = DiagnoseStart(text, at)) return *error;
  }
  const char c = text[at];
  if (comma != kNone && (c == '}' || c == ']')) {
    return Error(std::string("trailing comma before `") + c + "`", "remove the comma",
                 MakeSpan(comma, comma + 1));
  }
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//") || rest.starts_with("/*") ||
      (c == '#' && PlaceholderEnd(text, at) == kNone)) {
    const size_t close = rest.starts_with("/*") ? text.find("*/", at + 2) : kNone;
    const size_t end =
        close == kNone ? std::min(text.find_first_of("\r\n", at), text.size()) : close + 2;
    return Error("comment in JSON", "JSON has no comments: remove it", MakeSpan(at, end));
  }
  // `{{ x }}` and `{% x %}`: their first brace was read as an object's.
  const bool braced = (c == '{' || c == '%') && stop.wants_name && at > 0 && text[at - 1] == '{';
  const size_t hole = braced ? at - 1 : at;
  if (const size_t end = PlaceholderEnd(text, hole); end != kNone) {
    return PlaceholderError(text, hole, end);
  }
  for (const Lookalike& lookalike : kLookalikes) {
    if (!rest.starts_with(lookalike.bytes)) continue;
    return Error(std::string(lookalike.name) + " outside a string", std::string(lookalike.help),
                 MakeSpan(at, at + lookalike.bytes.size()));
  }
  if (c == '\'') {
    const size_t close = text.find_first_of("'\n", at + 1);
    const bool closed = close != kNone && text[close] == '\'';
    return Error("text in single quotes", "JSON strings take double quotes",
                 MakeSpan(at, closed ? close + 1 : at + 1));
  }
  // `01`, `0x1F`, `1.2.3`, `truee`: the reader took the beginning for a value.
  if (!at_start && at == stop.previous && IsWordChar(c) && IsWordChar(text[at - 1])) {
    const size_t begin = stop.previous_begin;
    return IsLetter(text[begin]) ? DiagnoseWord(text, begin, WordEnd(text, at))
                                 : DiagnoseNumber(text, begin, WordEnd(text, at));
  }
  if (stop.open == kNone && !at_start) {
    return DiagnoseAfterEnd(text, SkipSpace(text, stop.previous));
  }
  const bool separated =
      comma != kNone || after_colon || at_start || stop.previous == stop.open + 1;
  if (c == '"' && separated) {
    if (auto error = DiagnoseString(text, at)) return *error;
  }
  if (stop.missing_colon && comma != kNone) {
    return Error("`,` after a key", "write `:` and the key's value", MakeSpan(comma, comma + 1));
  }
  if (!separated && (stop.missing_colon || (c != '}' && c != ']' && c != ','))) {
    return DiagnoseMissingSeparator(text, stop, at);
  }
  if (c == ',') return Error("comma without a value before it", "remove it", MakeSpan(at, at + 1));
  if (c == ':') return Error("unexpected `:`", "remove it", MakeSpan(at, at + 1));
  if (c == '}' || c == ']') {
    if (after_colon) {
      return Error("key without a value", "write a value after the `:`", MakeSpan(at, at + 1));
    }
    return Error(std::string("unexpected `") + c + "`",
                 stop.open == kNone ? "remove it"
                                    : std::string("the open bracket is `") + text[stop.open] + "`",
                 MakeSpan(at, at + 1));
  }
  if (stop.wants_name) return DiagnoseKey(text, at);
  if (IsWordChar(c) || c == '*' || (static_cast<unsigned char>(c) & 0x80U) != 0) {
    return DiagnoseValue(text, at);
  }
  return Error("unexpected " + Quoted(text.substr(at, CharAt(text, at).end - at)),
               "this is not JSON", CharAt(text, at));
}

std::optional<SyntaxError> CheckControls(std::string_view text) {
  const auto above = [](char c) { return static_cast<unsigned char>(c - 0x1a); };
  // The least over all bytes, without a way out: so the compiler looks at many at once.
  unsigned char least = 0xff;
  for (const char c : text) least = above(c) < least ? above(c) : least;
  if (least >= 6) return std::nullopt;
  const auto is_late = [&](char c) { return above(c) < 6; };
  const auto at = std::find_if(text.begin(), text.end(), is_late);
  return ControlError(text, static_cast<size_t>(at - text.begin()));
}

}  // namespace whittle::text
