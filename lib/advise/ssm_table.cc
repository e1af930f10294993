#include "advise/ssm_table.h"

#include <algorithm>

#include "advise/data.h"
#include "advise/split.h"

namespace whittle::advise {

namespace {

/// Takes the mark from the text's end or start; whether it was there.
bool TakeSuffix(std::string_view& text, char mark) {
  if (text.empty() || text.back() != mark) return false;
  text.remove_suffix(1);
  return true;
}

bool TakePrefix(std::string_view& text, char mark) {
  if (text.empty() || text.front() != mark) return false;
  text.remove_prefix(1);
  return true;
}

SsmRow ReadRow(const std::vector<std::string_view>& fields) {
  SsmRow row;
  row.action = fields[0];
  for (std::string_view word : Split(fields[1], ' ')) {
    SsmUse use;
    use.missed = !TakeSuffix(word, '?');
    use.decides = !TakePrefix(word, '+');
    use.feature = word;
    if (word == "floor") {
      row.floor = true;
      row.floor_missed = use.missed;
    } else if (word != "-") {
      row.uses.push_back(use);
    }
  }
  row.resource = fields[2];
  std::string_view why = fields[3];
  row.only_everywhere = TakeSuffix(why, '*');
  row.why = ParseClass(why).value_or(Class::kUnobservable);
  row.reason = fields[4];
  row.source = fields[5];
  return row;
}

}  // namespace

const std::vector<SsmRow>& SsmRows() {
  static const std::vector<SsmRow> rows = [] {
    std::vector<SsmRow> all;
    for (const auto& fields : TableRows(kSsmAgentTable, 6)) all.push_back(ReadRow(fields));
    return all;
  }();
  return rows;
}

const std::vector<SsmFeature>& SsmFeatures() {
  static const std::vector<SsmFeature> features = [] {
    std::vector<SsmFeature> all;
    for (const SsmRow& row : SsmRows()) {
      for (const SsmUse& use : row.uses) {
        auto known = std::find_if(all.begin(), all.end(), [&](const SsmFeature& feature) {
          return feature.name == use.feature;
        });
        if (known == all.end()) known = all.insert(all.end(), {use.feature, {}});
        if (row.takes_names()) known->form = row.resource;
      }
    }
    return all;
  }();
  return features;
}

bool FitsForm(std::string_view text, std::string_view form) {
  constexpr std::string_view kArn = "arn:";
  if (text.substr(0, kArn.size()) == kArn) {
    const auto fields = Split(text, ':');
    const auto forms = Split(form, ':');
    const std::string_view type = forms[5].substr(0, forms[5].find('{'));
    return fields.size() == forms.size() && fields[2] == forms[2] &&
           fields[5].size() > type.size() && fields[5].substr(0, type.size()) == type;
  }
  return text.find_first_not_of('/') != std::string_view::npos &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/*?") ==
             std::string_view::npos;
}

}  // namespace whittle::advise
