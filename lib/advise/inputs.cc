#include "advise/inputs.h"

#include <filesystem>

namespace whittle::advise {

namespace {

std::string Place(const documents::File& file, text::Span span) {
  const text::Position at = text::LineIndex(file.source->text()).Locate(span.begin);
  return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) + ": ";
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
        if (document.role != nullptr) ReadReferences(*document.role, *file, entry.path);
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
    return Take(std::move(read), path, options);
  }

  const documents::File* Take(text::ReadResult read, const std::string& path,
                              const documents::ReadOptions& options) {
    auto file = documents::Read(std::move(read.source), options);
    for (const text::SyntaxError& error : file->errors) {
      inputs_.errors.push_back({path, Place(*file, error.span) + error.message});
    }
    inputs_.files.push_back(std::move(file));
    return inputs_.files.back().get();
  }

  void ReadReferences(const documents::Role& role, const documents::File& from,
                      const std::string& script) {
    for (const documents::RoleFile& reference : role.files) {
      if (!reference.path.known()) continue;
      const std::filesystem::path path =
          std::filesystem::path(script).parent_path() / std::string(reference.path.value);
      documents::ReadOptions options;
      options.named = true;
      options.type = reference.part == documents::RolePart::kTrust ? policy::Type::kTrust
                                                                   : policy::Type::kIdentity;
      text::ReadResult read = text::ReadFile(path.string());
      if (read.source == nullptr) {
        inputs_.errors.push_back({script, Place(from, reference.path.span()) + "`file://" +
                                              std::string(reference.path.value) +
                                              "`: " + read.error});
        continue;
      }
      const documents::File* file = Take(std::move(read), path.string(), options);
      if (file->documents.empty()) continue;
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
