#include "advise/inputs.h"

#include <filesystem>

namespace whittle::advise {

namespace {

std::string Place(const documents::File& file, const text::SyntaxError& error) {
  const text::Position at = text::LineIndex(file.source->text()).Locate(error.span.begin);
  return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) + ": " +
         error.message;
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
        if (document.role != nullptr) ReadReferences(*document.role, entry.path);
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
      inputs_.errors.push_back({path, Place(*file, error)});
    }
    inputs_.files.push_back(std::move(file));
    return inputs_.files.back().get();
  }

  void ReadReferences(const documents::Role& role, const std::string& script) {
    for (const documents::RoleFile& reference : role.files) {
      if (!reference.path.known()) continue;
      const std::filesystem::path path =
          std::filesystem::path(script).parent_path() / std::string(reference.path.value);
      documents::ReadOptions options;
      options.named = true;
      options.type = reference.part == documents::RolePart::kTrust ? policy::Type::kTrust
                                                                   : policy::Type::kIdentity;
      const documents::File* file = Read(path.string(), options);
      if (file == nullptr || file->documents.empty()) continue;
      if (file->documents[0].policy != nullptr) {
        book_.Resolve(reference, *file->documents[0].policy);
      }
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
