#include <algorithm>
#include <array>

#include "catalog/model.h"
#include "text/ascii.h"

namespace whittle::catalog {

namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> SplitCopy(std::string_view text, char separator) {
  std::vector<std::string> copies;
  for (const std::string_view part : Split(text, separator)) {
    if (!part.empty()) copies.emplace_back(part);
  }
  return copies;
}

bool IsDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

bool IsType(std::string_view type) {
  static constexpr std::array<std::string_view, 7> kTypes = {
      "String", "ARN", "Bool", "Numeric", "Date", "IPAddress", "Binary"};
  if (type.substr(0, 7) == "ArrayOf") type.remove_prefix(7);
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

bool IsLevel(std::string_view level) {
  static constexpr std::array<std::string_view, 5> kLevels = {"List", "Read", "Write",
                                                              "PermissionsManagement", "Tagging"};
  return std::find(kLevels.begin(), kLevels.end(), level) != kLevels.end();
}

/// `object!(key,key);accesspointobject`. False when it is misspelled.
bool ReadResources(std::string_view text, std::vector<ModelResource>& out) {
  while (!text.empty()) {
    ModelResource resource;
    const size_t end = std::min(text.find_first_of("!(;"), text.size());
    resource.type = text.substr(0, end);
    text.remove_prefix(end);
    if (!text.empty() && text[0] == '!') {
      resource.required = true;
      text.remove_prefix(1);
    }
    if (!text.empty() && text[0] == '(') {
      const size_t close = text.find(')');
      if (close == std::string_view::npos) return false;
      resource.keys = SplitCopy(text.substr(1, close - 1), ',');
      text.remove_prefix(close + 1);
    }
    if (!text.empty()) {
      if (text[0] != ';') return false;
      text.remove_prefix(1);
    }
    if (resource.type.empty()) return false;
    out.push_back(std::move(resource));
  }
  return true;
}

/// Reads the lines one by one; what a line opens (a service, a policy) stays open for the next.
class Reader {
 public:
  explicit Reader(Model& model) : model_(model) {}

  /// Empty, or what is wrong with the line.
  std::string ReadLine(std::string_view line) {
    if (version_ != nullptr && !line.empty() && (line[0] == '{' || line[0] == ']')) {
      version_->document += line;
      return {};
    }
    if (line.empty() || line[0] == '#') return {};
    const auto fields = Split(line, '\t');
    static constexpr struct {
      std::string_view word;
      size_t fields;
      std::string (Reader::*read)(const std::vector<std::string_view>&);
    } kKinds[] = {
        {"catalog", 3, &Reader::ReadCatalog},   {"service", 3, &Reader::ReadService},
        {"amend", 2, &Reader::ReadAmend},       {"key", 3, &Reader::ReadKey},
        {"type", 3, &Reader::ReadType},         {"action", 3, &Reader::ReadAction},
        {"also", 3, &Reader::ReadAlso},         {"global", 3, &Reader::ReadGlobal},
        {"provider", 2, &Reader::ReadProvider}, {"withdrawn", 3, &Reader::ReadWithdrawn},
        {"confused", 3, &Reader::ReadConfused}, {"policy", 3, &Reader::ReadPolicy},
        {"version", 3, &Reader::ReadVersion},   {"granted", 3, &Reader::ReadGranted},
    };
    for (const auto& kind : kKinds) {
      if (fields[0] != kind.word) continue;
      if (fields.size() < kind.fields)
        return "too few fields after `" + std::string(fields[0]) + "`";
      if (fields[1].empty()) return "empty name after `" + std::string(fields[0]) + "`";
      version_ = nullptr;
      return (this->*kind.read)(fields);
    }
    return "unknown kind of line `" + std::string(fields[0].substr(0, 40)) + "`";
  }

 private:
  using Fields = std::vector<std::string_view>;

  static std::string_view Field(const Fields& fields, size_t i) {
    return i < fields.size() ? fields[i] : std::string_view();
  }

  std::string ReadCatalog(const Fields& fields) {
    if (!IsDay(fields[1])) return "`" + std::string(fields[1]) + "` is not a day like 2026-09-26";
    model_.date = fields[1];
    return {};
  }
  std::string ReadService(const Fields& fields) {
    const std::string_view prefix = fields[1];
    if (std::any_of(prefix.begin(), prefix.end(),
                    [](char c) { return text::ToLower(c) != c || c == ':'; })) {
      return "a service prefix is in lower case";
    }
    service_ = &(model_.services[std::string(prefix)] = ModelService());
    service_->name = fields[2];
    service_->rcp = Field(fields, 3) == "rcp";
    return {};
  }
  std::string ReadAmend(const Fields& fields) {
    const auto it = model_.services.find(fields[1]);
    if (it == model_.services.end()) return "no service `" + std::string(fields[1]) + "` to amend";
    service_ = &it->second;
    return {};
  }
  std::string ReadKey(const Fields& fields) { return AddKey(fields, false); }
  std::string ReadGlobal(const Fields& fields) { return AddKey(fields, true); }
  std::string AddKey(const Fields& fields, bool global) {
    if (!IsType(fields[2])) return "unknown type `" + std::string(fields[2]) + "`";
    if (fields[1].find(':') == std::string_view::npos) return "a condition key has a prefix";
    ModelKey& key = model_.keys[std::string(fields[1])];
    // The hand-kept table of global keys has the last word.
    if (key.global && !global) return {};
    key.name = fields[1];
    key.type = fields[2];
    key.global = global;
    return {};
  }
  std::string ReadType(const Fields& fields) {
    if (service_ == nullptr) return "`type` before any `service`";
    ModelType& type = service_->types[std::string(fields[1])];
    type.arns = SplitCopy(fields[2], ' ');
    type.keys = SplitCopy(Field(fields, 3), ',');
    return {};
  }
  std::string ReadAction(const Fields& fields) {
    if (service_ == nullptr) return "`action` before any `service`";
    if (!IsLevel(fields[2])) return "unknown access level `" + std::string(fields[2]) + "`";
    ModelAction action;
    action.name = fields[1];
    action.level = fields[2];
    if (!ReadResources(Field(fields, 3), action.resources)) return "bad list of resource types";
    action.keys = SplitCopy(Field(fields, 4), ',');
    action.dependent = SplitCopy(Field(fields, 5), ',');
    service_->actions[action.name] = std::move(action);
    return {};
  }
  std::string ReadAlso(const Fields& fields) {
    if (service_ == nullptr) return "`also` before any `amend`";
    const auto it = service_->actions.find(fields[1]);
    if (it == service_->actions.end()) return "no action `" + std::string(fields[1]) + "`";
    return ReadResources(fields[2], it->second.resources) ? "" : "bad list of resource types";
  }
  std::string ReadGranted(const Fields& fields) {
    const size_t colon = std::min(fields[1].find(':'), fields[1].size());
    const auto service = model_.services.find(fields[1].substr(0, colon));
    if (service == model_.services.end()) return "no service of `" + std::string(fields[1]) + "`";
    const std::string_view name = fields[1].substr(std::min(colon + 1, fields[1].size()));
    const auto it = service->second.actions.find(name);
    if (it == service->second.actions.end()) return "no action `" + std::string(fields[1]) + "`";
    it->second.granted.emplace_back(fields[2]);
    return {};
  }
  std::string ReadProvider(const Fields& fields) {
    model_.providers.emplace_back(fields[1]);
    return {};
  }
  std::string ReadWithdrawn(const Fields& fields) {
    ModelPolicy& policy = model_.policies[std::string(fields[1])];
    if (policy.path.empty()) policy.path = "/";
    policy.withdrawn = fields[2];
    return {};
  }
  std::string ReadConfused(const Fields& fields) {
    model_.confusions[std::string(fields[1])] = fields[2];
    return {};
  }
  std::string ReadPolicy(const Fields& fields) {
    policy_ = &model_.policies[std::string(fields[1])];
    policy_->path = fields[2];
    policy_->versions.clear();
    return {};
  }
  std::string ReadVersion(const Fields& fields) {
    if (policy_ == nullptr) return "`version` before any `policy`";
    policy_->versions.push_back({std::string(fields[1]), std::string(fields[2]), {}});
    version_ = &policy_->versions.back();
    return {};
  }

  Model& model_;
  ModelService* service_ = nullptr;
  ModelPolicy* policy_ = nullptr;
  ModelVersion* version_ = nullptr;
};

}  // namespace

bool LessIgnoreCase::operator()(std::string_view a, std::string_view b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return static_cast<unsigned char>(text::ToLower(x)) <
           static_cast<unsigned char>(text::ToLower(y));
  });
}

std::string ReadData(std::string_view text, Model& model) {
  Reader reader(model);
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    std::string error = reader.ReadLine(line);
    if (!error.empty()) return "line " + std::to_string(number) + ": " + error;
  }
  return {};
}

}  // namespace whittle::catalog
