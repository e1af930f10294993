#include "text/write_file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <random>
#include <system_error>

#include "text/files.h"

namespace whittle::text {

namespace {

namespace fs = std::filesystem;

std::string Reason(const std::error_code& error) { return error.message(); }
std::string Reason() { return std::generic_category().message(errno); }

bool WriteAll(std::FILE* file, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
}

}  // namespace

std::string ReplaceFile(const std::string& path, std::string_view expected, std::string_view text) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error) return Reason(error);
  const ReadResult now = ReadFile(target.string());
  if (now.source == nullptr) return now.error;
  if (now.source->text() != expected) return "it was changed in the meantime; run again";
  // A rename would go through where the file itself may not be written.
  std::FILE* writable = std::fopen(target.string().c_str(), "r+b");
  if (writable == nullptr) return Reason();
  std::fclose(writable);
  const fs::perms permissions = fs::status(target, error).permissions();
  if (error) return Reason(error);

  // Beside the file, so that the rename stays on one file system.
  const fs::path beside = target.string() + ".whittle-" + std::to_string(std::random_device()());
  std::FILE* out = std::fopen(beside.string().c_str(), "wbx");
  if (out == nullptr) return Reason();
  fs::permissions(beside, permissions, error);  // before there is anything to read
  bool ok = !error && WriteAll(out, text);
  std::string reason = ok ? std::string() : error ? Reason(error) : Reason();
  if (std::fclose(out) != 0 && ok) {
    ok = false;
    reason = Reason();
  }
  if (ok) {
    fs::rename(beside, target, error);
    if (error) reason = Reason(error);
  }
  if (!reason.empty()) fs::remove(beside, error);
  return reason;
}

}  // namespace whittle::text
