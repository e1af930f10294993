// The bytes of a file, or of standard input, one piece after another; gzip is undone on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace whittle::text {

/// Reads a file piece by piece, in constant memory. A file that begins with gzip's two bytes is
/// inflated (RFC 1952, several members too); what follows the last member is passed over.
class ByteStream {
 public:
  /// `path` "-" is standard input. An error shows in error().
  explicit ByteStream(const std::string& path);
  /// Bytes that are already there, as if they were a file's; a view.
  static std::unique_ptr<ByteStream> OfBytes(std::string_view bytes);
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
  ByteStream() = default;
  void Begin();
  [[nodiscard]] size_t ReadRaw(std::span<char> buffer);
  [[nodiscard]] size_t Inflate(std::span<char> buffer);

  std::FILE* file_ = nullptr;
  bool owned_ = false;
  bool open_ = false;
  std::string_view bytes_;  ///< what is left of bytes that were there; none where there is a file
  std::string start_;       ///< the first bytes, read to tell gzip, not handed out yet
  std::unique_ptr<Inflater> inflater_;
  std::string error_;
  uint64_t consumed_ = 0;
};

}  // namespace whittle::text
