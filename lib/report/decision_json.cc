// Decisions as JSON; docs/json.md describes them.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "report/decision.h"
#include "report/json_text.h"

namespace whittle::report {

namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void WriteId(Writer& writer, std::string_view id) {
  WriteString(writer, "id");
  writer.RawValue(id.data(), id.size(), rapidjson::kStringType);
}

std::string Finish(const rapidjson::StringBuffer& buffer) {
  std::string text(buffer.GetString(), buffer.GetSize());
  text += '\n';
  return text;
}

void WritePosition(Writer& writer, std::string_view key, const text::Position& at) {
  WriteString(writer, key);
  writer.StartObject();
  WriteString(writer, "line");
  writer.Uint(at.line);
  WriteString(writer, "column");
  writer.Uint(at.column);
  WriteString(writer, "offset");
  writer.Uint(at.offset);
  writer.EndObject();
}

void WritePlace(Writer& writer, const access::StatementPlace& place, const PolicyOrigins& origins) {
  const policy::Statement& statement = *place.statement;
  WriteMember(writer, "type", policy::ToString(place.layer));
  if (place.layer == policy::Type::kScp || place.layer == policy::Type::kRcp) {
    WriteString(writer, "level");
    writer.Uint(place.level);
  }
  WriteString(writer, "policy");
  writer.Uint(place.index);
  WriteString(writer, "statement");
  writer.Uint(statement.index);
  WriteString(writer, "sid");
  if (statement.sid.present()) {
    WriteString(writer, statement.sid.value);
  } else {
    writer.Null();
  }
  const auto origin = origins.find(place.policy);
  if (origin == origins.end()) return;
  WriteMember(writer, "file", origin->second.name);
  if (origin->second.source == nullptr || statement.node == nullptr) return;
  const text::LineIndex lines(origin->second.source->text());
  WriteString(writer, "range");
  writer.StartObject();
  WritePosition(writer, "start", lines.Locate(statement.node->span().begin));
  WritePosition(writer, "end", lines.Locate(statement.node->span().end));
  writer.EndObject();
}

std::string_view Word(access::NearMiss::Element element) {
  switch (element) {
    case access::NearMiss::Element::kPrincipal:
      return "principal";
    case access::NearMiss::Element::kResource:
      return "resource";
    case access::NearMiss::Element::kCondition:
      return "condition";
  }
  return {};
}

std::string_view Word(policy::Effect effect) {
  switch (effect) {
    case policy::Effect::kAllow:
      return "Allow";
    case policy::Effect::kDeny:
      return "Deny";
    default:
      return "unknown";
  }
}

std::string_view Word(access::Reason reason) {
  using Reason = access::Reason;
  switch (reason) {
    case Reason::kAllowed:
      return "allowed";
    case Reason::kDenied:
      return "denied";
    case Reason::kScp:
      return "no-scp-allows";
    case Reason::kEndpoint:
      return "endpoint-does-not-allow";
    case Reason::kNoIdentityAllow:
      return "no-identity-policy-allows";
    case Reason::kNoResourceAllow:
      return "resource-policy-does-not-allow";
    case Reason::kBoundary:
      return "boundary-does-not-allow";
    case Reason::kSession:
      return "session-policy-does-not-allow";
    case Reason::kServiceRule:
      return "service-rule";
    case Reason::kUnknown:
      return "unknown";
  }
  return {};
}

}  // namespace

std::string DecisionJson(const access::Decision& decision, const PolicyOrigins& origins,
                         std::string_view id) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  if (!id.empty()) WriteId(writer, id);
  WriteMember(writer, "decision", access::ToString(decision.outcome));
  WriteMember(writer, "reason", Word(decision.reason));
  WriteString(writer, "matchedStatements");
  writer.StartArray();
  for (const access::StatementMatch& match : decision.matched) {
    writer.StartObject();
    WriteMember(writer, "effect", Word(match.statement->effect));
    WriteMember(writer, "match", match.match == access::Truth::kYes ? "yes" : "unknown");
    WritePlace(writer, match, origins);
    writer.EndObject();
  }
  writer.EndArray();
  WriteString(writer, "nearMisses");
  writer.StartArray();
  for (const access::NearMiss& miss : decision.near) {
    writer.StartObject();
    WriteMember(writer, "element", Word(miss.element));
    if (miss.condition != nullptr) {
      WriteMember(writer, "operator", miss.condition->op.spelling);
      WriteMember(writer, "key", miss.condition->key.value);
    }
    WritePlace(writer, miss, origins);
    writer.EndObject();
  }
  writer.EndArray();
  WriteString(writer, "missingContext");
  writer.StartArray();
  for (const std::string_view key : decision.missing_context) WriteString(writer, key);
  writer.EndArray();
  writer.EndObject();
  return Finish(buffer);
}

std::string BatchErrorJson(std::string_view id, std::string_view message) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  WriteId(writer, id);
  WriteMember(writer, "error", message);
  writer.EndObject();
  return Finish(buffer);
}

}  // namespace whittle::report
