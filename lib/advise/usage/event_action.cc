#include "advise/usage/event_action.h"

#include <utility>

#include "advise/data.h"
#include "advise/split.h"
#include "policy/pattern.h"
#include "text/ascii.h"

namespace whittle::advise {

namespace {

using text::IsDigit;

/// The source without the domain; `.cn` is China's.
std::string_view Bare(std::string_view source) {
  for (const std::string_view domain : {".amazonaws.com", ".amazonaws.com.cn", ".api.aws"}) {
    if (source.size() > domain.size() && source.ends_with(domain)) {
      return source.substr(0, source.size() - domain.size());
    }
  }
  return source;
}

EventVariant ReadVariant(std::string_view parameter, std::string_view actions,
                         const catalog::Catalog& catalog) {
  EventVariant variant;
  if (parameter != "-") variant.parameter = parameter;
  if (actions == "-") return variant;
  for (std::string_view name : Split(actions, ' ')) {
    if (name.empty()) continue;
    EventAction action;
    action.tells_resource = name.back() != '?';
    if (!action.tells_resource) name.remove_suffix(1);
    const auto known = catalog.FindAction(name);
    if (!known) continue;  // a test holds the table to the catalogue
    action.action = known->full_name();
    action.id = known->id();
    variant.actions.push_back(std::move(action));
  }
  return variant;
}

}  // namespace

std::string_view PrefixOfSource(std::string_view event_source) {
  const std::string_view source = Bare(event_source);
  for (const auto& row : TableRows(kCloudTrailSourceTable, 3)) {
    if (row[0] == source) return row[1];
  }
  return source;
}

std::string_view WithoutVersion(std::string_view name) {
  std::string_view rest = name;
  // A short version behind the date: `v2`.
  size_t end = rest.size();
  while (end > 0 && IsDigit(rest[end - 1])) --end;
  if (end < rest.size() && end > 1 && rest[end - 1] == 'v' && IsDigit(rest[end - 2])) {
    rest = rest.substr(0, end - 1);
  }
  // Eight digits of a date, perhaps with underscores.
  size_t digits = 0;
  end = rest.size();
  while (end > 0 && (IsDigit(rest[end - 1]) || rest[end - 1] == '_')) {
    digits += IsDigit(rest[--end]) ? 1 : 0;
  }
  return digits == 8 && end > 0 ? rest.substr(0, end) : name;
}

EventMeaning MeaningOf(std::string_view event_source, std::string_view event_name,
                       const catalog::Catalog& catalog) {
  EventMeaning meaning;
  meaning.prefix = PrefixOfSource(event_source);
  const std::string_view name = WithoutVersion(event_name);
  const std::string_view source = Bare(event_source);
  for (const auto& row : TableRows(kCloudTrailEventTable, 5)) {
    if (row[0] != source || !policy::Matches(row[1], name, policy::Case::kSensitive)) continue;
    meaning.variants.push_back(ReadVariant(row[2], row[3], catalog));
    if (meaning.variants.back().parameter.empty()) return meaning;
  }
  if (const auto action = catalog.FindAction(meaning.prefix + ":" + std::string(name))) {
    meaning.variants.push_back({{}, {{action->full_name(), action->id(), true}}});
  }
  return meaning;
}

EventMeaning MeaningOfActions(std::string_view prefix, std::string_view actions,
                              const catalog::Catalog& catalog) {
  EventMeaning meaning;
  meaning.prefix = prefix;
  EventVariant variant = ReadVariant("-", actions, catalog);
  if (actions == "-" || !variant.actions.empty()) meaning.variants.push_back(std::move(variant));
  return meaning;
}

}  // namespace whittle::advise
