// A witness as JSON. Only for the JSON writers of this room.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string_view>

#include "access/compare.h"
#include "report/json_text.h"

namespace whittle::report {

using JsonLine = rapidjson::Writer<rapidjson::StringBuffer>;

/// {"action", "resource", "principal", "context", "statement", "sid", "document", "deniedBy",
/// "assumes"}; `principal` is null where policies speak of none.
inline void WriteWitness(JsonLine& writer, const access::Witness& witness) {
  const access::Request& request = witness.request;
  writer.StartObject();
  WriteMember(writer, "action", request.action);
  WriteMember(writer, "resource", request.resource);
  WriteString(writer, "principal");
  if (!witness.has_principal) {
    writer.Null();
  } else {
    WriteString(writer, request.principal.text.empty() ? "anonymous" : request.principal.text);
  }
  WriteString(writer, "context");
  writer.StartObject();
  for (const access::ContextKey& key : request.context.keys()) {
    WriteString(writer, key.name);
    if (key.is_list) writer.StartArray();
    for (const std::string& value : key.values) WriteString(writer, value);
    if (key.is_list) writer.EndArray();
  }
  writer.EndObject();
  WriteString(writer, "statement");
  writer.Uint(witness.statement->index);
  WriteString(writer, "sid");
  if (witness.statement->sid.present()) {
    WriteString(writer, witness.statement->sid.value);
  } else {
    writer.Null();
  }
  WriteString(writer, "document");
  writer.Uint(witness.document);
  WriteString(writer, "deniedBy");
  if (witness.denied_by == nullptr) {
    writer.Null();
  } else {
    writer.Uint(witness.denied_by->index);
  }
  WriteString(writer, "assumes");
  writer.StartArray();
  for (const std::string& assumption : witness.assumes) WriteString(writer, assumption);
  writer.EndArray();
  writer.EndObject();
}

}  // namespace whittle::report
