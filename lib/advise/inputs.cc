#include "advise/inputs.h"

#include <filesystem>

namespace whittle::advise {

namespace {

std::string AtPlace(const documents::File& file, text::Span span, const std::string& message) {
  const text::Position at = text::LineIndex(file.source->text()).Locate(span.begin);
  return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) + ": " +
         message;
}

class Reader {
 public:
  Reader(Inputs& inputs, RoleBook& book) : inputs_(inputs), book_(book) {}

  void ReadAll(const text::FileList& list) {
    for (const auto& [path, message] : list.errors) inputs_.errors.push_back({path, message});
    for (const text::FileEntry& entry : list.files) {
      documents::ReadOptions options;
      options.named = entry.named;
      const documents::File* file = Read(entry.path, options);
      if (file == nullptr) continue;
      book_.Add(*file);
      for (const documents::Document& document : file->documents) {
        if (document.role != nullptr) ReadReferences(*document.role, *file);
      }
    }
  }

 private:
  const documents::File* Read(const std::string& path, const documents::ReadOptions& options) {
    text::ReadResult read = text::ReadFile(path);
    if (read.source == nullptr) {
      inputs_.errors.push_back({path, read.error});
      return nullptr;
    }
    auto file = documents::Read(std::move(read.source), options);
    for (const text::SyntaxError& error : file->errors) {
      inputs_.errors.push_back({path, AtPlace(*file, error.span, error.message)});
    }
    inputs_.files.push_back(std::move(file));
    return inputs_.files.back().get();
  }

  void ReadReferences(const documents::Role& role, const documents::File& script) {
    const std::string script_path(script.source->name());
    for (const documents::RoleFile& reference : role.files) {
      if (!reference.path.known()) continue;
      const std::filesystem::path path =
          std::filesystem::path(script_path).parent_path() / std::string(reference.path.value);
      documents::ReadOptions options;
      options.named = true;
      options.type = reference.part == documents::RolePart::kTrust ? policy::Type::kTrust
                                                                   : policy::Type::kIdentity;
      const size_t errors = inputs_.errors.size();
      const documents::File* file = Read(path.string(), options);
      if (file != nullptr && !file->documents.empty() && file->documents[0].policy != nullptr) {
        book_.Resolve(reference, *file->documents[0].policy);
        continue;
      }
      const std::string why = inputs_.errors.size() > errors
                                  ? inputs_.errors.back().message
                                  : std::string("there is no policy in it");
      inputs_.errors.resize(errors);
      inputs_.errors.push_back(
          {script_path, AtPlace(script, reference.path.span(),
                                "`" + path.string() + "` cannot be taken: " + why)});
    }
  }

  Inputs& inputs_;
  RoleBook& book_;
};

}  // namespace

Inputs ReadInputs(const text::FileList& list, RoleBook& book) {
  Inputs inputs;
  Reader(inputs, book).ReadAll(list);
  return inputs;
}

}  // namespace whittle::advise
