#include "text/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <unordered_set>

#include "text/errno_message.h"
#include "text/json.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

namespace whittle::text {

namespace {

namespace fs = std::filesystem;

/// Reads to the end; never more than one byte over kMaxSize, so that an endless file ends too.
/// Most files fit the buffer on the stack, so that their text is as large as it must be.
bool ReadAll(std::FILE* file, std::string& text) {
  constexpr size_t kLimit = kMaxSize + 1;
  std::array<char, size_t{64} << 10> buffer;
  size_t want = buffer.size();
  size_t got = std::fread(buffer.data(), 1, want, file);
  text.assign(buffer.data(), got);
  while (got == want && text.size() < kLimit) {
    const size_t used = text.size();
    want = std::min(used, kLimit - used);
    text.resize(used + want);
    got = std::fread(text.data() + used, 1, want, file);
    text.resize(used + got);
  }
  return std::ferror(file) == 0;
}

std::string Join(const std::string& directory, std::string_view name) {
  std::string path = directory;
  if (!path.empty() && path.back() != '/') path += '/';
  return path.append(name);
}

/// What a walk leaves alone, since reading it could wait forever. Whoever names it gets it.
bool IsDevice(const fs::directory_entry& entry) {
  std::error_code ignored;
  return entry.is_fifo(ignored) || entry.is_socket(ignored) || entry.is_character_file(ignored) ||
         entry.is_block_file(ignored);
}

/// Adds the accepted files below `root` in byte order of their paths.
void WalkDirectory(const std::string& root,
                   const std::function<bool(std::string_view path)>& accept, FileList& list) {
  std::vector<std::string> found;
  std::vector<std::string> pending{root};
  while (!pending.empty()) {
    const std::string directory = std::move(pending.back());
    pending.pop_back();
    std::error_code error;
    fs::directory_iterator it(directory, error);
    for (; !error && it != fs::directory_iterator(); it.increment(error)) {
      const std::string path = it->path().string();
      const auto separator = static_cast<char>(fs::path::preferred_separator);
      const std::string_view name = std::string_view(path).substr(path.rfind(separator) + 1);
      std::error_code ignored;
      const bool link = it->is_symlink(ignored);
      if (it->is_directory(ignored)) {
        if (!link && name != ".git" && name != "node_modules") {
          pending.push_back(Join(directory, name));
        }
      } else if (!IsDevice(*it) && accept(name)) {
        found.push_back(Join(directory, name));
      }
    }
    if (error) list.errors.emplace_back(directory, error.message());
  }
  std::sort(found.begin(), found.end());
  for (std::string& path : found) list.files.push_back({std::move(path), false});
}

}  // namespace

ReadResult ReadFile(const std::string& path, std::string_view stdin_name) {
  const bool standard_input = path == "-";
  errno = 0;
  std::FILE* file = standard_input ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return {nullptr, ErrnoMessage()};
#ifdef _WIN32
  if (standard_input) _setmode(_fileno(stdin), _O_BINARY);
#endif
  // Whole files are read at once: the library's own buffer would only be a copy.
  std::setvbuf(file, nullptr, _IONBF, 0);
  std::string text;
  const bool ok = ReadAll(file, text);
  const std::string error = ok ? std::string() : ErrnoMessage();
  if (!standard_input) std::fclose(file);
  if (!ok) return {nullptr, error};
  return {
      std::make_unique<Source>(standard_input ? std::string(stdin_name) : path, std::move(text)),
      {}};
}

FileList ListFiles(const std::vector<std::string>& paths,
                   const std::function<bool(std::string_view path)>& accept) {
  FileList list;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path != "-" && fs::is_directory(path, error)) {
      WalkDirectory(path, accept, list);
    } else {
      list.files.push_back({path, true});
    }
  }
  if (paths.size() > 1) {
    std::unordered_set<std::string> seen;
    std::erase_if(list.files,
                  [&seen](const FileEntry& entry) { return !seen.insert(entry.path).second; });
  }
  return list;
}

}  // namespace whittle::text
