#include "text/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/code_points.h"
#include "text/json_errors.h"

namespace whittle::text {

namespace {

/// The type of a plain scalar in YAML 1.2's core schema, as far as JSON has it.
NodeKind PlainKind(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return NodeKind::kNull;
  }
  if (text == "true" || text == "True" || text == "TRUE" || text == "false" || text == "False" ||
      text == "FALSE") {
    return NodeKind::kBool;
  }
  size_t at = text[0] == '-' || text[0] == '+' ? 1 : 0;
  const auto digits = [&] {
    const size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at > begin;
  };
  if (!digits()) return NodeKind::kString;
  if (at < text.size() && text[at] == '.') {
    ++at;
    digits();
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (!digits()) return NodeKind::kString;
  }
  return at == text.size() ? NodeKind::kNumber : NodeKind::kString;
}

/// A finished value and how many values it stands for.
struct Value {
  Node node;
  size_t count = 1;
};

/// A list or an object that is being read.
struct Open {
  bool object = false;
  uint32_t begin = 0;
  size_t first = 0;  ///< of its values, in Reader::values_
  std::string anchor;
};

class Reader {
 public:
  Reader(std::string_view text, Arena& arena)
      : text_(text),
        skipped_(text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0),
        code_points_(text.substr(skipped_)),
        arena_(arena) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { yaml_parser_delete(&parser_); }

  std::optional<SyntaxError> Read(Node& root) {
    while (!error_) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) {
        FailInParser();
        break;
      }
      const bool end = event.type == YAML_STREAM_END_EVENT;
      Take(event);
      yaml_event_delete(&event);
      if (end) break;
    }
    if (!error_ && !values_.empty()) root = values_.front().node;
    return std::move(error_);
  }

 private:
  uint32_t Byte(const yaml_mark_t& mark) const {
    return static_cast<uint32_t>(skipped_) + code_points_.ToByte(mark.index);
  }
  Span SpanOf(const yaml_event_t& event) const {
    return {Byte(event.start_mark), Byte(event.end_mark)};
  }

  void Fail(Span span, std::string message, std::string help) {
    if (span.empty() && span.begin < text_.size()) span.end = span.begin + 1;
    if (!error_) error_ = SyntaxError{std::move(message), std::move(help), span, false};
  }

  void FailInParser() {
    const bool memory = parser_.error == YAML_MEMORY_ERROR || parser_.problem == nullptr;
    std::string message = "not YAML: ";
    message += memory ? "the text cannot be read" : parser_.problem;
    if (parser_.context != nullptr) message.append(" ").append(parser_.context);
    const uint32_t at = parser_.error == YAML_READER_ERROR
                            ? static_cast<uint32_t>(parser_.problem_offset)
                            : Byte(parser_.problem_mark);
    Fail({at, at}, std::move(message), "mend the text here, or check the indentation above it");
  }

  void Take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (documents_++ > 0) {
          Fail(SpanOf(event), "a second document in one file", "give it a file of its own");
        }
        break;
      case YAML_SCALAR_EVENT:
        Scalar(event);
        break;
      case YAML_SEQUENCE_START_EVENT:
        Start(event, false, event.data.sequence_start.anchor, event.data.sequence_start.tag);
        break;
      case YAML_MAPPING_START_EVENT:
        Start(event, true, event.data.mapping_start.anchor, event.data.mapping_start.tag);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        End(event);
        break;
      case YAML_ALIAS_EVENT:
        Alias(event);
        break;
      default:
        break;
    }
  }

  void RefuseTag(const yaml_event_t& event, const yaml_char_t* tag) {
    if (tag == nullptr) return;
    Fail(SpanOf(event),
         std::string("the tag ") + reinterpret_cast<const char*>(tag) + " means nothing here",
         "write the plain value");
  }

  void Scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    RefuseTag(event, scalar.tag);
    const std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
    const Span span = SpanOf(event);
    std::string_view raw = text_.substr(span.begin, span.size());
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (!plain && raw.size() >= 2) raw = raw.substr(1, raw.size() - 2);
    const bool exact = raw == value && scalar.style != YAML_LITERAL_SCALAR_STYLE &&
                       scalar.style != YAML_FOLDED_SCALAR_STYLE;
    const NodeKind kind = plain ? PlainKind(value) : NodeKind::kString;
    Push({Node::Scalar(kind, span, exact ? raw : arena_.Copy(value), exact)}, scalar.anchor);
  }

  void Start(const yaml_event_t& event, bool object, const yaml_char_t* anchor,
             const yaml_char_t* tag) {
    RefuseTag(event, tag);
    if (open_.size() == static_cast<size_t>(kMaxDepth)) {
      Fail(SpanOf(event), "nesting deeper than 128 levels", "flatten the document");
      return;
    }
    if (WantsKey()) {
      Fail(SpanOf(event), "a key that is a list or an object", "write a plain key");
      return;
    }
    open_.push_back({object, Byte(event.start_mark), values_.size(),
                     anchor == nullptr ? "" : reinterpret_cast<const char*>(anchor)});
  }

  void End(const yaml_event_t& event) {
    const Open open = std::move(open_.back());
    open_.pop_back();
    // A block ends where the next thing begins; it is its last value that people see.
    uint32_t end = Byte(event.end_mark);
    if (event.start_mark.index == event.end_mark.index && values_.size() > open.first) {
      end = last_end_;
    }
    const Span span{open.begin, std::max(end, open.begin)};
    Value value;
    const std::span<const Value> inside = std::span(values_).subspan(open.first);
    for (const Value& one : inside) value.count += one.count;
    if (open.object) {
      const auto members = arena_.NewArray<Member>(inside.size() / 2);
      for (size_t i = 0; i < members.size(); ++i) {
        members[i] = {inside[2 * i].node, inside[2 * i + 1].node};
      }
      value.node = Node::Object(span, members);
    } else {
      const auto items = arena_.NewArray<Node>(inside.size());
      for (size_t i = 0; i < items.size(); ++i) items[i] = inside[i].node;
      value.node = Node::Array(span, items);
    }
    values_.resize(open.first);
    Push(value,
         reinterpret_cast<const yaml_char_t*>(open.anchor.empty() ? nullptr : open.anchor.c_str()));
  }

  void Alias(const yaml_event_t& event) {
    const std::string name = reinterpret_cast<const char*>(event.data.alias.anchor);
    const auto anchor = anchors_.find(name);
    if (anchor == anchors_.end()) {
      Fail(SpanOf(event), "no value is anchored as `" + name + "` before this place",
           "write `&" + name + "` before the value that is meant");
      return;
    }
    if (WantsKey() && !anchor->second.node.is_scalar()) {
      Fail(SpanOf(event), "a key that is a list or an object", "write a plain key");
      return;
    }
    last_end_ = Byte(event.end_mark);
    Add(anchor->second, SpanOf(event));
  }

  /// Whether the next value is the key of an object.
  bool WantsKey() const {
    return !open_.empty() && open_.back().object && (values_.size() - open_.back().first) % 2 == 0;
  }

  void Push(const Value& value, const yaml_char_t* anchor) {
    last_end_ = std::max(last_end_, value.node.span().end);
    if (anchor != nullptr) anchors_[reinterpret_cast<const char*>(anchor)] = value;
    Add(value, value.node.span());
  }

  void Add(const Value& value, Span span) {
    if (value.count > kMaxYamlValues) {
      Fail(span, "the aliases stand for more than 200,000 values", "write fewer of them");
    }
    values_.push_back(value);
  }

  std::string_view text_;
  size_t skipped_;  ///< bytes of a BOM, which libyaml does not count
  CodePointIndex code_points_;
  Arena& arena_;
  yaml_parser_t parser_{};
  size_t documents_ = 0;
  uint32_t last_end_ = 0;  ///< where the last value ends
  std::vector<Open> open_;
  std::vector<Value> values_;  ///< finished values whose container is still open
  std::unordered_map<std::string, Value> anchors_;
  std::optional<SyntaxError> error_;
};

}  // namespace

JsonResult ReadYaml(const Source& source) {
  JsonResult result;
  result.error = CheckBytes(source.text());
  if (result.error) return result;
  Reader reader(source.text(), result.tree.arena);
  result.error = reader.Read(result.tree.root);
  return result;
}

}  // namespace whittle::text
