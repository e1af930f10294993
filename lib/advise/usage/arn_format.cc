#include "advise/usage/arn_format.h"

#include <algorithm>

#include "advise/data.h"
#include "advise/split.h"
#include "advise/task_values.h"
#include "text/ascii.h"

namespace whittle::advise {

namespace {

using text::IsDigit;

bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Names whose values hold slashes.
bool MayHoldSlash(std::string_view name) {
  for (const std::string_view part : {"Path", "ObjectName", "KeyName", "LogGroupName",
                                      "LogStreamName", "ParameterName", "RepositoryName"}) {
    if (name.find(part) != std::string_view::npos) return true;
  }
  return false;
}

/// Names that the event's surroundings tell, not a parameter.
bool IsPlace(const FormatPiece& piece) {
  return piece.text == "Partition" || piece.text == "Region" || piece.text == "Account";
}

/// Whether a request parameter's value can stand in an ARN as it is.
bool IsPlainValue(std::string_view value, std::string_view name) {
  if (value.empty() || value.find_first_of(":*?$ ") != std::string_view::npos) return false;
  return MayHoldSlash(name) || value.find('/') == std::string_view::npos;
}

}  // namespace

ArnFormat::ArnFormat(std::string_view format, std::string_view prefix) {
  const auto rows = TableRows(kCloudTrailFieldTable, 5);
  while (!format.empty()) {
    const size_t open = format.find("${");
    if (open != 0) pieces_.push_back({format.substr(0, open), false, {}, false});
    if (open == std::string_view::npos) break;
    const size_t close = std::min(format.find('}', open), format.size() - 1);
    FormatPiece piece{format.substr(open + 2, close - open - 2), true, {}, false};
    format.remove_prefix(close + 1);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& fields) {
      return fields[1] == piece.text && (fields[0] == "-" || fields[0] == prefix);
    });
    if (row != rows.end()) {
      if ((*row)[2] != "-") piece.parameter = (*row)[2];
      piece.runtime = (*row)[3] == "runtime";
    }
    pieces_.push_back(piece);
    std::string name;
    if (row == rows.end()) {
      name = piece.text;
      if (!name.empty() && text::IsUpper(name[0])) {
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
      }
    } else {
      name = piece.parameter;
    }
    made_names_.push_back(std::move(name));
  }
}

bool ArnFormat::Fits(std::string_view arn, std::vector<std::string_view>* values) const {
  if (values != nullptr) values->clear();
  size_t colons = 0;
  for (size_t i = 0; i < pieces_.size(); ++i) {
    const FormatPiece& piece = pieces_[i];
    if (!piece.is_name) {
      if (arn.substr(0, piece.text.size()) != piece.text) return false;
      arn.remove_prefix(piece.text.size());
      colons += static_cast<size_t>(std::count(piece.text.begin(), piece.text.end(), ':'));
      continue;
    }
    const bool last = i + 1 == pieces_.size();
    // A name after another one, without text between them, takes nothing.
    const size_t end = last                     ? arn.size()
                       : pieces_[i + 1].is_name ? 0
                                                : arn.find(pieces_[i + 1].text);
    if (end == std::string_view::npos) return false;
    const std::string_view value = arn.substr(0, end);
    if (value.empty() && piece.text != "Region" && piece.text != "Account") return false;
    if (colons < 5 && value.find(':') != std::string_view::npos) return false;
    if (!MayHoldSlash(piece.text) && value.find('/') != std::string_view::npos) return false;
    if (values != nullptr) values->push_back(value);
    arn.remove_prefix(end);
  }
  return arn.empty();
}

std::vector<std::string_view> ArnFormat::Parameters() const {
  std::vector<std::string_view> names;
  size_t next = 0;
  for (const FormatPiece& piece : pieces_) {
    if (!piece.is_name) continue;
    const std::string_view name = made_names_[next++];
    if (!name.empty() && !IsPlace(piece)) names.push_back(name);
  }
  return names;
}

std::vector<std::string> ArnFormat::Make(const Event& event) const {
  std::vector<std::string> arns{std::string()};
  size_t name = 0;
  for (const FormatPiece& piece : pieces_) {
    std::vector<std::string_view> values;
    if (!piece.is_name) {
      values.push_back(piece.text);
    } else if (piece.text == "Partition") {
      values.push_back(PartitionOf(event.region));
    } else if (piece.text == "Region") {
      values.push_back(event.region);
    } else if (piece.text == "Account") {
      values.push_back(event.account);
    } else {
      const std::string_view key = made_names_[name];
      for (const Parameter& parameter : event.parameters) {
        if (key.empty() || parameter.key != key) continue;
        std::string_view value = parameter.value;
        if (piece.text == "ParameterNameWithoutLeadingSlash" && value.substr(0, 1) == "/") {
          value.remove_prefix(1);
        }
        if (!IsPlainValue(value, piece.text)) return {};
        if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
      }
    }
    if (piece.is_name) ++name;
    if (values.empty() || values[0].empty() || (values.size() > 1 && arns.size() > 1)) return {};
    std::vector<std::string> longer;
    for (const std::string& arn : arns) {
      for (const std::string_view value : values) longer.push_back(arn + std::string(value));
    }
    arns = std::move(longer);
  }
  return arns;
}

std::string ArnFormat::WithoutRunIds(std::string_view arn) const {
  std::vector<std::string_view> values;
  if (!Fits(arn, &values)) return std::string(arn);
  std::string general;
  size_t next = 0;
  for (const FormatPiece& piece : pieces_) {
    if (!piece.is_name) {
      general += piece.text;
      continue;
    }
    const std::string_view value = values[next++];
    if (!IsPlace(piece) && (piece.runtime || LooksLikeRunId(value))) {
      general += '*';
    } else {
      general += value;
    }
  }
  return general;
}

std::string ArnFormat::Widest(std::string_view partition) const {
  std::string pattern;
  for (const FormatPiece& piece : pieces_) {
    pattern += !piece.is_name ? piece.text : piece.text == "Partition" ? partition : "*";
  }
  return pattern;
}

bool LooksLikeRunId(std::string_view value) {
  // `i-0123456789abcdef0`, `mi-…`, `vol-…`: a short word, a dash, hexadecimal digits.
  const size_t dash = value.find('-');
  if (dash != std::string_view::npos && dash >= 1 && dash <= 8) {
    const std::string_view id = value.substr(dash + 1);
    if ((id.size() == 8 || id.size() == 17) && std::all_of(id.begin(), id.end(), IsHex) &&
        std::any_of(id.begin(), id.end(), IsDigit)) {
      return true;
    }
  }
  size_t hex = 0;
  size_t digits = 0;
  for (const char c : value) {
    if (!IsHex(c) && c != '-') return false;
    hex += IsHex(c) ? 1 : 0;
    digits += IsDigit(c) ? 1 : 0;
  }
  // Twelve digits are an account, eight may be a date that someone chose.
  return (hex >= 16 && digits > 0) || (digits == value.size() && digits > 12);
}

ActionShape ShapeOf(catalog::ActionId id, const catalog::Catalog& catalog) {
  ActionShape shape;
  const catalog::Action action = catalog.action(id);
  shape.only_star = action.takes_only_star();
  for (const catalog::ActionResource& resource : action.resources()) {
    ResourceShape& one = shape.resources.emplace_back();
    one.required = resource.required;
    for (const std::string_view format : resource.type.arn_formats()) {
      one.formats.emplace_back(format, action.service().prefix());
    }
  }
  return shape;
}

std::vector<std::string> ResourcesOf(const Event& event, const ActionShape& shape) {
  std::set<std::string> found;
  bool complete = !shape.only_star;
  for (const ResourceShape& resource : shape.resources) {
    bool here = false;
    const auto take = [&](std::string_view arn) {
      if (arn.substr(0, 4) != "arn:" || arn.find_first_of("*?$") != std::string_view::npos) return;
      for (const ArnFormat& format : resource.formats) {
        if (!format.Fits(arn)) continue;
        found.emplace(arn);
        here = true;
        return;
      }
    };
    for (const std::string_view arn : event.resources) take(arn);
    if (!here) {
      for (const Parameter& parameter : event.parameters) take(parameter.value);
    }
    for (const ArnFormat& format : resource.formats) {
      if (here || !resource.required) break;
      for (std::string& arn : format.Make(event)) {
        found.insert(std::move(arn));
        here = true;
      }
    }
    complete = complete && (here || !resource.required);
  }
  if (!complete || found.empty()) return {"*"};
  return {found.begin(), found.end()};
}

std::string WithoutRunIds(std::string_view arn, const ActionShape& shape) {
  for (const ResourceShape& resource : shape.resources) {
    for (const ArnFormat& format : resource.formats) {
      if (format.Fits(arn)) return format.WithoutRunIds(arn);
    }
  }
  return "*";
}

std::vector<std::string> PatternsOf(const std::set<std::string, std::less<>>& arns,
                                    const ActionShape& shape) {
  if (shape.only_star || arns.empty() || arns.count("*") != 0) return {"*"};
  std::set<std::string> patterns;
  bool any_required = false;
  for (const ResourceShape& resource : shape.resources) {
    any_required = any_required || resource.required;
  }
  for (const std::string& arn : arns) patterns.insert(WithoutRunIds(arn, shape));
  if (patterns.count("*") != 0) return {"*"};
  const std::string_view partition = Split(*arns.begin(), ':')[1];
  for (const ResourceShape& resource : shape.resources) {
    if (resource.required || !any_required) continue;
    const auto fits = [&](const std::string& arn) {
      return std::any_of(resource.formats.begin(), resource.formats.end(),
                         [&](const ArnFormat& format) { return format.Fits(arn); });
    };
    if (std::any_of(arns.begin(), arns.end(), fits)) continue;
    for (const ArnFormat& format : resource.formats) patterns.insert(format.Widest(partition));
  }
  return {patterns.begin(), patterns.end()};
}

}  // namespace whittle::advise
