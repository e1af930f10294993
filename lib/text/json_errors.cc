#include "text/json_errors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "text/utf8.h"

namespace whittle::text {

namespace {

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

bool IsWordChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '$';
}

size_t SkipSpace(std::string_view text, size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

size_t WordEnd(std::string_view text, size_t at) {
  while (at < text.size() && IsWordChar(text[at])) ++at;
  return at;
}

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// A placeholder of a template language that begins at `at`: its end, or npos.
size_t TemplateEnd(std::string_view text, size_t at) {
  struct Form {
    std::string_view open;
    std::string_view close;
  };
  static constexpr std::array<Form, 7> kForms = {{{"${", "}"},
                                                  {"{{", "}}"},
                                                  {"{%", "%}"},
                                                  {"<%", "%>"},
                                                  {"%{", "}"},
                                                  {"#{", "}"},
                                                  {"<", ">"}}};
  for (const Form& form : kForms) {
    if (text.substr(at, form.open.size()) != form.open) continue;
    const size_t close = text.find(form.close, at + form.open.size());
    const size_t line_end = std::min(text.find('\n', at), text.size());
    if (close == std::string_view::npos || close > line_end) return line_end;
    return close + form.close.size();
  }
  if (text[at] == '$' && at + 1 < text.size() && IsWordChar(text[at + 1])) {
    return WordEnd(text, at + 1);
  }
  return std::string_view::npos;
}

SyntaxError DiagnoseString(std::string_view text, size_t quote) {
  for (size_t at = quote + 1; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') break;
    if (c == '\n' || c == '\r') {
      return Error("string is not closed on its line",
                   "close it with `\"`, or write a line break inside it as `\\n`",
                   MakeSpan(quote, at));
    }
    if (static_cast<unsigned char>(c) < 0x20) {
      return Error("control character in a string",
                   c == '\t' ? "write a tab as `\\t`" : "write it as an escape such as `\\u0000`",
                   MakeSpan(at, at + 1));
    }
    if (c != '\\') continue;
    if (at + 1 >= text.size()) break;
    const char kind = text[at + 1];
    if (std::strchr("\"\\/bfnrt", kind) != nullptr) {
      ++at;
      continue;
    }
    if (kind != 'u') {
      return Error("unknown escape " + Quoted(text.substr(at, CharAt(text, at + 1).end - at)) +
                       " in a string",
                   "write a backslash as `\\\\`", MakeSpan(at, CharAt(text, at + 1).end));
    }
    unsigned code = 0;
    const size_t end = std::min(at + 6, text.size());
    const auto [stop, error] = std::from_chars(text.data() + at + 2, text.data() + end, code, 16);
    if (error != std::errc() || stop != text.data() + at + 6) {
      return Error("`\\u` needs four hexadecimal digits", "write it like `\\u00e9`",
                   MakeSpan(at, static_cast<size_t>(stop - text.data())));
    }
    at += 5;
  }
  if (auto surrogate = CheckSurrogates(text, MakeSpan(quote, text.size()))) return *surrogate;
  return Error("string is not closed", "close it with `\"`", MakeSpan(quote, text.size()));
}

SyntaxError DiagnoseWord(std::string_view text, size_t at, const Stop& stop) {
  const size_t end = std::max(WordEnd(text, at), at + 1);
  const std::string_view word = text.substr(at, end - at);
  if (stop.wants_name) {
    return Error("key " + Quoted(word) + " has no quotes", "write `\"" + std::string(word) + "\"`",
                 MakeSpan(at, end));
  }
  struct Constant {
    std::string_view word;
    std::string_view json;
  };
  static constexpr std::array<Constant, 8> kConstants = {{{"True", "true"},
                                                          {"TRUE", "true"},
                                                          {"False", "false"},
                                                          {"FALSE", "false"},
                                                          {"None", "null"},
                                                          {"NULL", "null"},
                                                          {"Null", "null"},
                                                          {"nil", "null"}}};
  for (const Constant& constant : kConstants) {
    if (word == constant.word) {
      return Error(Quoted(word) + " is not JSON", "write " + Quoted(constant.json),
                   MakeSpan(at, end));
    }
  }
  return Error(Quoted(word) + " is not a JSON value",
               "put text in quotes: `\"" + std::string(word) + "\"`", MakeSpan(at, end));
}

SyntaxError DiagnoseNumber(std::string_view text, size_t at) {
  const size_t end = std::max(
      std::min(text.find_first_not_of("+-.0123456789eExXabcdefABCDEF", at), text.size()), at + 1);
  return Error(Quoted(text.substr(at, end - at)) + " is not a JSON number",
               "put it in quotes if it is text", MakeSpan(at, end));
}

SyntaxError DiagnoseEnd(std::string_view text, const Stop& stop) {
  const Span end = CharAt(text, text.size());
  if (stop.open == std::string_view::npos) {
    return Error("the text ends before its value does", "complete the document", end);
  }
  SyntaxError error =
      Error(std::string(text[stop.open] == '{' ? "`{`" : "`[`") + " is never closed",
            std::string("add the missing ") + (text[stop.open] == '{' ? "`}`" : "`]`"),
            MakeSpan(stop.open, stop.open + 1));
  return error;
}

}  // namespace

std::optional<SyntaxError> CheckBytes(std::string_view text) {
  if (text.size() > kMaxSize) {
    return Error("the file is larger than 256 MiB", "lint the policies in it one by one",
                 MakeSpan(0, 0));
  }
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
    return Error("the file is UTF-16", "save it as UTF-8", MakeSpan(0, 2));
  }
  if (const size_t nul = text.find('\0'); nul != std::string_view::npos) {
    const bool utf16 = nul < 2 && text.size() >= 4;
    return Error(utf16 ? "the file is UTF-16 or UTF-32" : "NUL byte in the text",
                 utf16 ? "save it as UTF-8" : "remove it", MakeSpan(nul, nul + 1));
  }
  if (const size_t bad = FindInvalidUtf8(text); bad != std::string_view::npos) {
    return Error("byte that is not UTF-8", "save the file as UTF-8", MakeSpan(bad, bad + 1));
  }
  size_t first = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  first = SkipSpace(text, first);
  if (first == text.size()) {
    return Error("the file is empty", "write a policy into it, or remove it", MakeSpan(0, 0));
  }
  return std::nullopt;
}

std::optional<SyntaxError> CheckSurrogates(std::string_view text, Span string) {
  const auto code_at = [&](size_t at) -> unsigned {
    unsigned code = 0;
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return 0;
    std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
    return code;
  };
  for (size_t at = string.begin + 1; at + 1 < string.end; ++at) {
    if (text[at] == '"') break;
    if (text[at] != '\\') continue;
    const unsigned code = code_at(at);
    if (code >= 0xD800 && code < 0xDC00) {
      const unsigned next = code_at(at + 6);
      if (next >= 0xDC00 && next < 0xE000) {
        at += 11;
        continue;
      }
    }
    if (code >= 0xD800 && code < 0xE000) {
      return Error("half of a surrogate pair in a string",
                   "write both halves, such as `\\ud83d\\ude00`, or the character itself",
                   MakeSpan(at, at + 6));
    }
    ++at;
  }
  return std::nullopt;
}

SyntaxError Diagnose(std::string_view text, const Stop& stop) {
  // Separators between the last token and the culprit.
  size_t comma = std::string_view::npos;
  size_t at = SkipSpace(text, stop.previous);
  while (at < text.size() && (text[at] == ',' || text[at] == ':')) {
    if (text[at] == ',' && comma != std::string_view::npos) break;  // `,,`
    if (text[at] == ',') comma = at;
    if (at >= stop.offset) break;
    at = SkipSpace(text, at + 1);
  }
  if (stop.too_deep) {
    return Error("nested deeper than 128 levels", "no policy is nested so deep",
                 MakeSpan(at, at + 1));
  }
  if (at >= text.size()) return DiagnoseEnd(text, stop);

  if (stop.previous == 0 && text.substr(at, 3) == "---") {
    return Error("the file is not JSON; it looks like YAML", "give whittle the JSON form of it",
                 MakeSpan(at, at + 3));
  }
  const char c = text[at];
  if (comma != std::string_view::npos && (c == '}' || c == ']')) {
    return Error(std::string("trailing comma before `") + c + "`", "remove the comma",
                 MakeSpan(comma, comma + 1));
  }
  if (c == '/' || c == '#') {
    if (c == '/' || TemplateEnd(text, at) == std::string_view::npos) {
      const size_t end = std::min(text.find('\n', at), text.size());
      return Error("comment in JSON", "JSON has no comments: remove it", MakeSpan(at, end));
    }
  }
  // `{{ x }}`: its first brace was read as an object's.
  if (c == '{' && stop.wants_name && at > 0 && text[at - 1] == '{') --at;
  if (const size_t end = TemplateEnd(text, at); end != std::string_view::npos) {
    SyntaxError error =
        Error("template placeholder " + Quoted(text.substr(at, end - at)) + " outside a string",
              "lint the text that the template makes", MakeSpan(at, end));
    error.template_hole = true;
    return error;
  }
  if (c == '\'') {
    const size_t close = text.find('\'', at + 1);
    return Error("text in single quotes", "JSON strings take double quotes",
                 close == std::string_view::npos || close > text.find('\n', at)
                     ? MakeSpan(at, at + 1)
                     : MakeSpan(at, close + 1));
  }
  const bool separated =
      comma != std::string_view::npos || stop.previous == 0 ||
      (stop.previous > 0 && (text[stop.previous - 1] == '{' || text[stop.previous - 1] == '['));
  const bool after_colon = std::find(text.begin() + static_cast<ptrdiff_t>(stop.previous),
                                     text.begin() + static_cast<ptrdiff_t>(at),
                                     ':') != text.begin() + static_cast<ptrdiff_t>(at);
  if (stop.open == std::string_view::npos && stop.previous > 0 && !separated) {
    return Error(
        "text after the end of the JSON value", "remove it",
        MakeSpan(at, std::max(WordEnd(text, at), static_cast<size_t>(CharAt(text, at).end))));
  }
  if (c == '"' && (separated || after_colon)) return DiagnoseString(text, at);
  if (!separated && !after_colon && c != '}' && c != ']') {
    if (stop.missing_colon) {
      return Error("missing `:` after a key", "write `\"key\": value`",
                   MakeSpan(stop.previous - 1, stop.previous));
    }
    return Error("missing comma", "separate the entries with `,`",
                 MakeSpan(stop.previous - 1, stop.previous));
  }
  if (c == ',') return Error("comma without a value before it", "remove it", MakeSpan(at, at + 1));
  if (c == ':') return Error("unexpected `:`", "remove it", MakeSpan(at, at + 1));
  if (c == '}' || c == ']') {
    if (after_colon) {
      return Error("key without a value", "write a value after the `:`", MakeSpan(at, at + 1));
    }
    return Error(std::string("unexpected `") + c + "`",
                 stop.open == std::string_view::npos
                     ? "remove it"
                     : std::string("the open bracket is `") + text[stop.open] + "`",
                 MakeSpan(at, at + 1));
  }
  if (c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9')) return DiagnoseNumber(text, at);
  if (IsWordChar(c)) return DiagnoseWord(text, at, stop);
  return Error("unexpected " + Quoted(text.substr(at, CharAt(text, at).end - at)),
               "this is not JSON", CharAt(text, at));
}

}  // namespace whittle::text
