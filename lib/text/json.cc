#include "text/json.h"

// Whitespace and plain string bytes sixteen at a time.
#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#endif
#include <rapidjson/reader.h>
#include <rapidjson/stream.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "text/json_errors.h"

namespace whittle::text {

namespace {

/// Builds nodes from RapidJSON's events. RapidJSON parses a copy of the text in place, so that
/// where a string stands there says where it stands in the text. It does not tell the places of
/// other tokens: such a one begins after the separators that follow the last one, and its length
/// follows from its text.
class Handler {
 public:
  using Ch = char;

  /// `copy` is what RapidJSON parses, as long as the text.
  Handler(std::string_view text, const char* copy, Arena& arena, const EmbeddedText* embedded)
      : text_(text),
        copy_(copy),
        arena_(arena),
        embedded_(embedded),
        has_escapes_(text.find('\\') != std::string_view::npos) {
    values_.reserve(256);
    open_.reserve(16);
  }

  bool Null() { return Scalar(NodeKind::kNull, 4); }
  bool Bool(bool value) { return Scalar(NodeKind::kBool, value ? 4 : 5); }
  bool RawNumber(const char*, rapidjson::SizeType size, bool) {
    return Scalar(NodeKind::kNumber, size);
  }
  bool Int(int) { return false; }  // numbers come raw
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }

  bool String(const char* data, rapidjson::SizeType size, bool) {
    const size_t begin = begin_ = static_cast<size_t>(data - copy_) - 1;
    // Every escape is longer than what it means: where the closing quote stands `size` bytes
    // further on and there is no backslash before it, the text is what it says.
    const std::string_view raw = text_.substr(begin + 1, size);
    if (!has_escapes_ ||
        (text_[begin + 1 + size] == '"' && raw.find('\\') == std::string_view::npos)) {
      end_ = begin + 2 + size;
      values_.push_back(
          Node::Scalar(NodeKind::kString, ToFile(begin, end_), raw, IsExact(begin, end_)));
      return true;
    }
    end_ = StringEnd(begin);
    if (!surrogate_) surrogate_ = CheckSurrogates(text_, {Offset(begin), Offset(end_)});
    values_.push_back(Node::Scalar(NodeKind::kString, ToFile(begin, end_),
                                   arena_.Copy(std::string_view(data, size)), false));
    return true;
  }
  bool Key(const char* data, rapidjson::SizeType size, bool copy) {
    return String(data, size, copy);
  }

  bool StartObject() { return Open(); }
  bool StartArray() { return Open(); }

  bool EndObject(rapidjson::SizeType count) {
    const Span span = Close();
    const auto members = arena_.NewArray<Member>(count);
    const Node* from = values_.data() + (values_.size() - size_t{count} * 2);
    for (Member& member : members) {
      member = {from[0], from[1]};
      from += 2;
    }
    values_.resize(values_.size() - size_t{count} * 2);
    values_.push_back(Node::Object(span, members));
    return true;
  }

  bool EndArray(rapidjson::SizeType count) {
    const Span span = Close();
    const auto items =
        arena_.Copy(std::span<const Node>(values_.data() + (values_.size() - count), count));
    values_.resize(values_.size() - count);
    values_.push_back(Node::Array(span, items));
    return true;
  }

  /// Begins after the first `size` bytes.
  void Skip(size_t size) { begin_ = end_ = skipped_ = size; }

  [[nodiscard]] const Node& root() const { return values_.front(); }
  [[nodiscard]] const std::optional<SyntaxError>& surrogate() const { return surrogate_; }
  [[nodiscard]] Stop WhereStopped(const rapidjson::ParseResult& result) const {
    Stop stop;
    stop.start = skipped_;
    stop.previous_begin = begin_;
    stop.previous = end_;
    stop.offset = result.Offset() + skipped_;
    stop.too_deep = result.Code() == rapidjson::kParseErrorTermination;
    stop.wants_name = result.Code() == rapidjson::kParseErrorObjectMissName;
    stop.missing_colon = result.Code() == rapidjson::kParseErrorObjectMissColon;
    if (!open_.empty()) stop.open = open_.back();
    return stop;
  }

 private:
  static uint32_t Offset(size_t offset) { return static_cast<uint32_t>(offset); }

  size_t TokenBegin() const {
    size_t at = end_;
    while (true) {
      // Indentation. Behind the last token RapidJSON has left the copy as it was.
      if (std::memcmp(copy_ + at, "        ", 8) == 0) {
        at += 8;
        continue;
      }
      const char c = copy_[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != ',' && c != ':') return at;
      ++at;
    }
  }
  Span ToFile(size_t begin, size_t end) const {
    return embedded_ == nullptr ? Span{Offset(begin), Offset(end)} : embedded_->ToFile(begin, end);
  }
  bool IsExact(size_t begin, size_t end) const {
    return embedded_ == nullptr || embedded_->IsExact(begin, end);
  }

  /// End of the string that begins at the quote at `begin`; the reader has seen that it is closed.
  size_t StringEnd(size_t begin) const {
    size_t at = begin + 1;
    while (text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    return at + 1;
  }

  bool Scalar(NodeKind kind, size_t size) {
    const size_t begin = begin_ = TokenBegin();
    end_ = begin + size;
    values_.push_back(
        Node::Scalar(kind, ToFile(begin, end_), text_.substr(begin, size), IsExact(begin, end_)));
    return true;
  }

  bool Open() {
    if (open_.size() == static_cast<size_t>(kMaxDepth)) return false;
    begin_ = TokenBegin();
    end_ = begin_ + 1;
    open_.push_back(Offset(begin_));
    return true;
  }

  Span Close() {
    begin_ = TokenBegin();
    end_ = begin_ + 1;
    const uint32_t begin = open_.back();
    open_.pop_back();
    return ToFile(begin, end_);
  }

  std::string_view text_;
  const char* copy_;
  Arena& arena_;
  const EmbeddedText* embedded_;
  bool has_escapes_;    ///< somewhere in the text
  size_t begin_ = 0;    ///< of the last token
  size_t end_ = 0;      ///< its end
  size_t skipped_ = 0;  ///< bytes before what RapidJSON reads
  std::vector<uint32_t> open_;
  std::vector<Node> values_;  ///< finished values whose container is still open
  std::optional<SyntaxError> surrogate_;
};

constexpr size_t kBomSize = 3;
/// RapidJSON ends at a NUL and reads sixteen bytes at a time.
constexpr size_t kPadding = 32;

std::optional<SyntaxError> Parse(std::string_view text, Arena& arena, const EmbeddedText* embedded,
                                 Node& root) {
  if (auto error = CheckBytes(text)) return error;
  // RapidJSON sees a BOM as a bad value.
  const size_t skip = text.substr(0, kBomSize) == "\xEF\xBB\xBF" ? kBomSize : 0;
  const std::unique_ptr<char[]> copy(new char[text.size() + kPadding]);
  text.copy(copy.get(), text.size());
  std::fill_n(copy.get() + text.size(), kPadding, '\0');
  rapidjson::InsituStringStream stream(copy.get() + skip);
  Handler handler(text, copy.get(), arena, embedded);
  if (skip != 0) handler.Skip(skip);
  constexpr size_t kStackSize = 4096;
  rapidjson::Reader reader(nullptr, kStackSize);
  // Not validating: CheckBytes knows that the bytes are UTF-8, at a tenth of RapidJSON's cost.
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag>(stream,
                                                                                        handler);
  if (result.IsError()) return Diagnose(text, handler.WhereStopped(result));
  if (auto error = CheckControls(text)) return error;
  if (handler.surrogate()) return handler.surrogate();
  root = handler.root();
  return std::nullopt;
}

}  // namespace

JsonResult ReadJson(const Source& source) {
  JsonResult result;
  result.error = Parse(source.text(), result.tree.arena, nullptr, result.tree.root);
  return result;
}

EmbeddedResult ReadJson(const EmbeddedText& text, Arena& arena) {
  EmbeddedResult result;
  result.error = Parse(text.text, arena, &text, result.root);
  if (result.error) {
    const Span inner = result.error->span;
    result.error->span = text.ToFile(inner.begin, inner.end);
  }
  return result;
}

}  // namespace whittle::text
