#include "documents/cli_script.h"
#include "documents/document.h"
#include "documents/finder.h"

namespace whittle::documents {

namespace {

bool IsNamedLikePolicy(std::string_view name) {
  constexpr std::string_view kExtension = ".json";
  return name.size() > kExtension.size() &&
         name.substr(name.size() - kExtension.size()) == kExtension;
}

/// Whether a file that cannot be read was meant to be a policy.
bool CountsAsPolicy(const text::Source& source, const ReadOptions& options) {
  if (options.type) return true;
  if (options.named && IsNamedLikePolicy(source.name())) return true;
  return source.text().find("\"Statement\"") != std::string_view::npos &&
         source.text().find("\"Effect\"") != std::string_view::npos;
}

/// A Terraform plan repeats each policy in several sections, as strings; it takes a reader of its
/// own.
bool IsTerraformPlan(const text::Node& root) {
  return root.Get("terraform_version") != nullptr && root.Get("format_version") != nullptr;
}

}  // namespace

std::unique_ptr<File> Read(std::unique_ptr<const text::Source> source, const ReadOptions& options) {
  auto file = std::make_unique<File>();
  file->source = std::move(source);
  text::JsonResult json = text::ReadJson(*file->source);
  file->tree = std::move(json.tree);
  if (json.error) {
    if (LooksLikeCliScript(file->source->text())) {
      Finder finder(*file, options);
      AddCliScript(finder);
      if (!file->skipped()) return file;
    }
    if (CountsAsPolicy(*file->source, options)) file->errors.push_back(std::move(*json.error));
    return file;
  }
  const text::Node& root = file->tree.root;
  Finder finder(*file, options);
  if (policy::LooksLikePolicy(root)) {
    finder.AddPolicy(root, {}, {});
    return file;
  }
  if (IsTerraformPlan(root)) return file;
  finder.Find(root);
  // The user says that it is a policy; the parser will say what it lacks.
  if (options.type && file->skipped()) finder.AddPolicy(root, {}, {});
  return file;
}

}  // namespace whittle::documents
