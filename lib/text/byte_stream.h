// The bytes of a file, or of standard input, one piece after another; gzip is undone on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>

namespace whittle::text {

/// Reads a file piece by piece, in constant memory. A file that begins with gzip's two bytes is
/// inflated (RFC 1952, several members too); what follows the last member is passed over.
class ByteStream {
 public:
  /// `path` "-" is standard input. An error shows in error().
  explicit ByteStream(const std::string& path);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  /// Fills `buffer` from its start; fewer bytes than it holds only at the end or on an error.
  [[nodiscard]] size_t Read(std::span<char> buffer);

  /// Why the file could not be read or inflated; empty: nothing went wrong so far.
  [[nodiscard]] const std::string& error() const { return error_; }
  /// Bytes of the file taken so far, as they lie on the disk.
  [[nodiscard]] uint64_t consumed() const { return consumed_; }

 private:
  struct Inflater;
  [[nodiscard]] size_t ReadRaw(std::span<char> buffer);
  [[nodiscard]] size_t Inflate(std::span<char> buffer);

  std::FILE* file_ = nullptr;
  bool owned_ = false;
  std::string start_;  ///< the first bytes, read to tell gzip, not handed out yet
  std::unique_ptr<Inflater> inflater_;
  std::string error_;
  uint64_t consumed_ = 0;
};

}  // namespace whittle::text
