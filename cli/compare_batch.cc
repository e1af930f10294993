#include "cli/compare_batch.h"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/options.h"
#include "cli/output.h"
#include "report/compare_report.h"
#include "text/files.h"
#include "text/json.h"

namespace whittle::cli {

namespace {

/// One line, read.
class Line {
 public:
  explicit Line(std::string_view text) : source_("line", std::string(text)) {
    json_ = text::ReadJson(source_);
  }

  [[nodiscard]] std::string Problem() const {
    if (json_.error) return json_.error->message;
    return json_.tree.root.is_object() ? std::string() : "not an object";
  }
  /// The `id` as it is spelled.
  [[nodiscard]] std::string_view Id() const {
    const text::Node* id = json_.error ? nullptr : json_.tree.root.Get("id");
    return id == nullptr ? "null" : source_.Slice(id->span());
  }
  [[nodiscard]] const text::Node* Get(std::string_view key) const {
    return json_.tree.root.Get(key);
  }
  /// The policies of a member that is a policy or a list of policies; nothing where it is neither.
  [[nodiscard]] std::optional<std::vector<const policy::Policy*>> Policies(
      std::string_view key, const policy::TypeHint& hint) {
    const text::Node* value = Get(key);
    if (value == nullptr) return std::nullopt;
    std::vector<const policy::Policy*> policies;
    if (value->is_object()) {
      policies.push_back(policy::Parse(*value, hint, json_.tree.arena));
    } else if (value->is_array()) {
      for (const text::Node& item : value->items()) {
        if (!item.is_object()) return std::nullopt;
        policies.push_back(policy::Parse(item, hint, json_.tree.arena));
      }
    } else {
      return std::nullopt;
    }
    return policies;
  }

 private:
  text::Source source_;
  text::JsonResult json_;
};

std::string ErrorLine(const Line& line, std::string_view message) {
  return report::CompareError(line.Id(), message);
}

std::string Answer(std::string_view text, const access::CompareOptions& options, bool& failed) {
  Line line(text);
  if (const std::string problem = line.Problem(); !problem.empty()) {
    failed = true;
    return ErrorLine(line, problem);
  }
  policy::TypeHint hint;
  if (const text::Node* type = line.Get("policyType")) {
    hint.type = policy::ParseType(type->text());
    if (!hint.type && type->text() != "auto") {
      failed = true;
      return ErrorLine(line, fmt::format("unknown policyType `{}`", type->text()));
    }
  }
  auto old_policies = line.Policies("old", hint);
  auto new_policies = line.Policies("new", hint);
  if (!old_policies || !new_policies) {
    failed = true;
    return ErrorLine(line, "`old` and `new` must each be a policy or a list of policies");
  }
  access::Grants old_side{std::move(*old_policies), {}};
  access::Grants new_side{std::move(*new_policies), {}};
  return report::CompareJson(access::Compare(old_side, new_side, options), line.Id());
}

}  // namespace

int CompareBatch(const std::string& path, const access::CompareOptions& options) {
  const text::ReadResult read = text::ReadFile(path);
  if (read.source == nullptr) return UsageError(fmt::format("{}: {}", path, read.error));
  bool failed = false;
  std::string_view rest = read.source->text();
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (!WriteOutput(Answer(text, options, failed))) return kUsage;
  }
  return failed ? kUsage : kOk;
}

}  // namespace whittle::cli
