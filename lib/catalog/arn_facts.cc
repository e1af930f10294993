#include "catalog/arn_facts.h"

#include <array>

namespace whittle::catalog {

namespace {

/// `arn:partition:service:region:account:resource`; the names in `${…}` hold no colons.
bool Split(std::string_view format, std::array<std::string_view, 6>& fields) {
  for (size_t i = 0; i + 1 < fields.size(); ++i) {
    const size_t colon = format.find(':');
    if (colon == std::string_view::npos) return false;
    fields[i] = format.substr(0, colon);
    format.remove_prefix(colon + 1);
  }
  fields.back() = format;
  return true;
}

bool IsOpen(std::string_view text) { return text.find_first_of("$*") != std::string_view::npos; }

}  // namespace

std::map<std::string, ArnFacts, std::less<>> ReadArnFormats(const Model& model) {
  std::map<std::string, ArnFacts, std::less<>> facts;
  for (const auto& [prefix, service] : model.services) {
    for (const auto& [name, type] : service.types) {
      for (const std::string& format : type.arns) {
        std::array<std::string_view, 6> fields;
        if (!Split(format, fields) || IsOpen(fields[2])) continue;
        ArnFacts& of = facts[std::string(fields[2])];
        ++of.formats;
        if (!fields[3].empty()) ++of.with_region;
        if (!fields[4].empty()) ++of.with_account;
        const std::string_view word = ArnService::TypeWord(fields[5]);
        if (word.empty() || IsOpen(word)) {
          of.any_name = true;
        } else {
          of.words.emplace(word);
        }
      }
    }
  }
  return facts;
}

}  // namespace whittle::catalog
