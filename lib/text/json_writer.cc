#include "text/json_writer.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "text/source.h"

namespace whittle::text {

namespace {

template <typename Writer>
void WriteText(Writer& writer, std::string_view text) {
  const std::string valid = ToValidUtf8(text);
  writer.String(valid.c_str(), static_cast<rapidjson::SizeType>(valid.size()));
}

template <typename Writer>
void WriteNode(Writer& writer, const Node& node) {
  switch (node.kind()) {
    case NodeKind::kNull:
      writer.Null();
      break;
    case NodeKind::kBool:
      writer.Bool(!node.text().empty() && (node.text()[0] == 't' || node.text()[0] == 'T'));
      break;
    case NodeKind::kNumber:
      writer.RawValue(node.text().data(), node.text().size(), rapidjson::kNumberType);
      break;
    case NodeKind::kString:
      WriteText(writer, node.text());
      break;
    case NodeKind::kArray:
      writer.StartArray();
      for (const Node& item : node.items()) WriteNode(writer, item);
      writer.EndArray();
      break;
    case NodeKind::kObject:
      writer.StartObject();
      for (const Member& member : node.members()) {
        WriteText(writer, member.key.text());
        WriteNode(writer, member.value);
      }
      writer.EndObject();
      break;
  }
}

}  // namespace

std::string WriteJson(const Node& root, JsonStyle style) {
  rapidjson::StringBuffer buffer;
  if (style == JsonStyle::kCompact) {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    WriteNode(writer, root);
    return {buffer.GetString(), buffer.GetSize()};
  }
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  WriteNode(writer, root);
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

Node TreeBuilder::OneOrList(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return String(texts[0]);
  std::vector<Node> items;
  items.reserve(texts.size());
  for (const std::string& text : texts) items.push_back(String(text));
  return Array(items);
}

Node TreeBuilder::Object(const std::vector<std::pair<std::string_view, Node>>& members) {
  std::vector<Member> all;
  all.reserve(members.size());
  for (const auto& [key, value] : members) all.push_back({String(key), value});
  return Node::Object({}, arena_.Copy(all));
}

}  // namespace whittle::text
