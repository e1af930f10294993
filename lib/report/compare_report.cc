#include "report/compare_report.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "report/json_text.h"
#include "report/witness_json.h"

namespace whittle::report {

namespace {

/// Begins an object; `id`, if not empty, is JSON that stands first.
void Start(JsonLine& writer, std::string_view id) {
  writer.StartObject();
  if (id.empty()) return;
  WriteString(writer, "id");
  writer.RawValue(id.data(), id.size(), rapidjson::kStringType);
}

std::string Finish(JsonLine& writer, const rapidjson::StringBuffer& buffer) {
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

void WriteReasons(JsonLine& writer, const std::vector<std::string>& reasons) {
  WriteString(writer, "unknown");
  writer.StartArray();
  for (const std::string& reason : reasons) WriteString(writer, reason);
  writer.EndArray();
}

void WriteWitnesses(JsonLine& writer, std::string_view key,
                    const std::vector<access::Witness>& witnesses) {
  WriteString(writer, key);
  writer.StartArray();
  for (const access::Witness& witness : witnesses) WriteWitness(writer, witness);
  writer.EndArray();
}

std::string_view Word(access::Truth truth);

/// The members of a comparison.
void WriteComparison(JsonLine& writer, const access::Comparison& comparison) {
  WriteMember(writer, "relation", access::ToString(comparison.relation));
  WriteMember(writer, "knownActionsRelation", access::ToString(comparison.known_actions));
  WriteMember(writer, "newWithinOld", Word(comparison.within));
  WriteMember(writer, "oldWithinNew", Word(comparison.contains));
  WriteWitnesses(writer, "newAccess", comparison.new_access);
  WriteWitnesses(writer, "removedAccess", comparison.removed_access);
  WriteReasons(writer, comparison.unknown);
}

std::string_view Word(access::Truth truth) {
  switch (truth) {
    case access::Truth::kYes:
      return "yes";
    case access::Truth::kNo:
      return "no";
    case access::Truth::kUnknown:
      break;
  }
  return "unknown";
}

/// `statement 2 (ReadLogs)`.
std::string StatementName(const policy::Statement& statement) {
  std::string name = fmt::format("statement {}", statement.index + 1);
  if (statement.sid.present() && !statement.sid.value.empty()) {
    name += fmt::format(" ({})", statement.sid.value);
  }
  return name;
}

std::string RequestText(const access::Witness& witness) {
  const access::Request& request = witness.request;
  std::string text = fmt::format("{} on {}", request.action, request.resource);
  if (witness.has_principal) {
    text += fmt::format(" by {}", request.principal.text.empty() ? "anyone, even anonymous"
                                                                 : request.principal.text);
  }
  std::string_view joint = ", if ";
  for (const access::ContextKey& key : request.context.keys()) {
    text += fmt::format(
        "{}{} is {}", joint, key.name,
        key.is_list ? fmt::format("[{}]", fmt::join(key.values, ", ")) : key.values.front());
    joint = " and ";
  }
  return text;
}

void AppendWitnesses(const std::vector<access::Witness>& witnesses,
                     const std::vector<std::string>& documents, char mark, std::string& text) {
  const policy::Statement* statement = nullptr;
  for (const access::Witness& witness : witnesses) {
    if (witness.statement != statement) {
      statement = witness.statement;
      text += "  ";
      if (documents.size() > 1 && witness.document < documents.size()) {
        text += documents[witness.document] + ", ";
      }
      text += StatementName(*statement) + ":\n";
    }
    text += fmt::format("    {} {}", mark, RequestText(witness));
    if (witness.denied_by != nullptr) {
      text += fmt::format("  [denied there by {}]", StatementName(*witness.denied_by));
    }
    if (!witness.known_action) text += "  [no such action is known today]";
    for (const std::string& assumption : witness.assumes) {
      text += "\n        assumes " + assumption;
    }
    text += "\n";
  }
}

std::string_view Sentence(access::Relation relation) {
  switch (relation) {
    case access::Relation::kEqual:
      return "equal: both allow exactly the same requests";
    case access::Relation::kNarrower:
      return "narrower: the new policy allows nothing new, and less than the old one";
    case access::Relation::kWider:
      return "wider: the new policy allows all that the old one does, and more";
    case access::Relation::kIncomparable:
      return "incomparable: each allows something that the other does not";
    case access::Relation::kUnknown:
      return "unknown: it could not be decided";
  }
  return "";
}

std::string OneText(const NamedComparison& named, std::string_view old_name,
                    std::string_view new_name) {
  const access::Comparison& comparison = named.comparison;
  std::string text = fmt::format("{}\n", Sentence(comparison.relation));
  if (comparison.relation == access::Relation::kUnknown) {
    if (comparison.within == access::Truth::kYes) {
      text += "  but it is proved that the new policy allows nothing new\n";
    }
    if (comparison.contains == access::Truth::kYes) {
      text += "  but it is proved that the new policy allows all that the old one does\n";
    }
    for (const std::string& reason : comparison.unknown) text += "  because " + reason + "\n";
  }
  if (comparison.known_actions != comparison.relation) {
    text += fmt::format("for the actions that AWS has today: {}\n",
                        access::ToString(comparison.known_actions));
  }
  if (!comparison.new_access.empty()) {
    text += fmt::format("\nallowed by {} only:\n", new_name);
    AppendWitnesses(comparison.new_access, named.new_documents, '+', text);
  }
  if (!comparison.removed_access.empty()) {
    text += fmt::format("\nallowed by {} only:\n", old_name);
    AppendWitnesses(comparison.removed_access, named.old_documents, '-', text);
  }
  return text;
}

}  // namespace

std::string CompareJson(const access::Comparison& comparison, std::string_view id) {
  rapidjson::StringBuffer buffer;
  JsonLine writer(buffer);
  Start(writer, id);
  WriteComparison(writer, comparison);
  return Finish(writer, buffer);
}

access::Comparison Together(const std::vector<NamedComparison>& comparisons) {
  access::Comparison all;
  // Truth's order makes these And: one that is not decides, then one that is unknown.
  all.within = all.contains = access::Truth::kYes;
  access::Truth known_within = access::Truth::kYes;
  access::Truth known_contains = access::Truth::kYes;
  for (const NamedComparison& named : comparisons) {
    const access::Comparison& one = named.comparison;
    all.within = access::And(all.within, one.within);
    all.contains = access::And(all.contains, one.contains);
    known_within = access::And(known_within, one.within_known);
    known_contains = access::And(known_contains, one.contains_known);
    all.new_access.insert(all.new_access.end(), one.new_access.begin(), one.new_access.end());
    all.removed_access.insert(all.removed_access.end(), one.removed_access.begin(),
                              one.removed_access.end());
    for (const std::string& reason : one.unknown) {
      if (std::find(all.unknown.begin(), all.unknown.end(), reason) == all.unknown.end()) {
        all.unknown.push_back(reason);
      }
    }
  }
  all.within_known = known_within;
  all.contains_known = known_contains;
  all.relation = access::Join(all.within, all.contains);
  all.known_actions = access::Join(known_within, known_contains);
  return all;
}

std::string CompareJson(const std::vector<NamedComparison>& comparisons) {
  if (comparisons.size() == 1) return CompareJson(comparisons.front().comparison);
  rapidjson::StringBuffer buffer;
  JsonLine writer(buffer);
  Start(writer, {});
  WriteComparison(writer, Together(comparisons));
  WriteString(writer, "comparisons");
  writer.StartArray();
  for (const NamedComparison& named : comparisons) {
    writer.StartObject();
    WriteMember(writer, "file", named.file);
    WriteMember(writer, "subject", named.subject);
    WriteComparison(writer, named.comparison);
    writer.EndObject();
  }
  writer.EndArray();
  return Finish(writer, buffer);
}

std::string QuestionJson(const access::QuestionResult& result, std::string_view question,
                         std::string_view id) {
  rapidjson::StringBuffer buffer;
  JsonLine writer(buffer);
  Start(writer, id);
  WriteMember(writer, question, Word(result.answer));
  WriteString(writer, "witness");
  const access::Witness* witness = result.witnesses.empty() ? nullptr : &result.witnesses.front();
  if (witness == nullptr) {
    writer.Null();
  } else {
    WriteWitness(writer, *witness);
  }
  WriteString(writer, "statement");
  if (witness == nullptr) {
    writer.Null();
  } else {
    writer.Uint(witness->statement->index);
  }
  WriteWitnesses(writer, "witnesses", result.witnesses);
  WriteReasons(writer, result.unknown);
  return Finish(writer, buffer);
}

std::string QuestionText(const access::QuestionResult& result, std::string_view question,
                         const std::vector<std::string>& documents) {
  std::string text;
  switch (result.answer) {
    case access::Truth::kYes:
      text = fmt::format("yes, {}:\n", question);
      break;
    case access::Truth::kNo:
      return fmt::format("no, not {}: proved for every request\n", question);
    case access::Truth::kUnknown:
      text = "unknown: it could not be decided\n";
      for (const std::string& reason : result.unknown) text += "  because " + reason + "\n";
      return text;
  }
  AppendWitnesses(result.witnesses, documents, '+', text);
  return text::ToValidUtf8(text);
}

std::string CompareText(const std::vector<NamedComparison>& comparisons, std::string_view old_name,
                        std::string_view new_name) {
  std::string text;
  size_t equal = 0;
  for (const NamedComparison& named : comparisons) {
    if (comparisons.size() > 1) {
      if (named.comparison.relation == access::Relation::kEqual) {
        ++equal;
        continue;
      }
      text += named.file.empty() || named.subject.empty()
                  ? named.file + named.subject
                  : fmt::format("{}, {}", named.file, named.subject);
      text += ": ";
    }
    text += OneText(named, old_name, new_name);
    if (comparisons.size() > 1) text += "\n";
  }
  if (comparisons.size() != 1) {
    const access::Comparison all = Together(comparisons);
    text += fmt::format("{} compared, {} equal; {}\n", comparisons.size(), equal,
                        all.within == access::Truth::kYes  ? "nothing new is allowed"
                        : all.within == access::Truth::kNo ? "new access is allowed"
                                                           : "new access may be allowed");
  }
  return text::ToValidUtf8(text);
}

}  // namespace whittle::report
