#include "report/table.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>

#include "report/json_text.h"

namespace whittle::report {

namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

std::string Joined(const Cell& cell) {
  std::string text;
  for (const std::string& part : cell.texts) {
    if (!text.empty()) text += ", ";
    text += part;
  }
  return text;
}

void WriteRow(Writer& writer, const Table& table, const std::vector<Cell>& row) {
  writer.StartObject();
  for (size_t i = 0; i < row.size(); ++i) {
    WriteString(writer, table.columns[i]);
    if (!row[i].is_list) {
      WriteString(writer, row[i].texts[0]);
      continue;
    }
    writer.StartArray();
    for (const std::string& text : row[i].texts) WriteString(writer, text);
    writer.EndArray();
  }
  writer.EndObject();
}

std::string Take(const rapidjson::StringBuffer& buffer) {
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace

std::string TableText(const Table& table) {
  std::vector<size_t> widths(table.columns.size(), 0);
  std::vector<std::vector<std::string>> texts;
  for (const auto& row : table.rows) {
    auto& line = texts.emplace_back();
    for (size_t i = 0; i < row.size(); ++i) {
      line.push_back(Joined(row[i]));
      widths[i] = std::max(widths[i], line.back().size());
    }
  }
  std::string out;
  for (const auto& line : texts) {
    std::string shown;
    for (size_t i = 0; i < line.size(); ++i) {
      shown += line[i];
      if (i + 1 < line.size()) shown += std::string(widths[i] - line[i].size() + 2, ' ');
    }
    shown.erase(shown.find_last_not_of(' ') + 1);
    out += shown;
    out += '\n';
  }
  return out;
}

std::string TableJson(const Table& table) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  writer.StartArray();
  for (const auto& row : table.rows) WriteRow(writer, table, row);
  writer.EndArray();
  return Take(buffer);
}

std::string RecordText(const Table& table) {
  std::string out;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const Cell& cell = table.rows[0][i];
    if (cell.is_list && cell.texts.empty()) continue;
    out += table.columns[i] + ":";
    if (!cell.is_list) {
      out += " " + cell.texts[0] + "\n";
      continue;
    }
    out += '\n';
    for (const std::string& text : cell.texts) out += "  " + text + "\n";
  }
  return out;
}

std::string RecordJson(const Table& table) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  WriteRow(writer, table, table.rows[0]);
  return Take(buffer);
}

std::string Indented(std::string_view json) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> input(stream);
  rapidjson::Reader reader;
  constexpr unsigned kFlags =
      rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag;
  if (reader.Parse<kFlags>(input, writer).IsError()) return std::string(json);
  return Take(buffer);
}

}  // namespace whittle::report
