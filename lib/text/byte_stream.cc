#include "text/byte_stream.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "text/errno_message.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

namespace whittle::text {

namespace {

/// Packed bytes that are read at once.
constexpr size_t kPacked = size_t{64} << 10;

}  // namespace

struct ByteStream::Inflater {
  z_stream stream{};
  std::vector<char> packed = std::vector<char>(kPacked);
  bool ready = false;
  bool between = false;  ///< a member has ended, and the next has not begun
  bool done = false;
};

ByteStream::ByteStream(const std::string& path) {
  errno = 0;
  owned_ = path != "-";
  file_ = owned_ ? std::fopen(path.c_str(), "rb") : stdin;
  if (file_ == nullptr) {
    error_ = ErrnoMessage();
    return;
  }
#ifdef _WIN32
  if (!owned_) _setmode(_fileno(stdin), _O_BINARY);
#endif
  Begin();
}

std::unique_ptr<ByteStream> ByteStream::OfBytes(std::string_view bytes) {
  std::unique_ptr<ByteStream> stream(new ByteStream());
  stream->bytes_ = bytes;
  stream->Begin();
  return stream;
}

void ByteStream::Begin() {
  open_ = true;
  std::string start(2, '\0');
  start.resize(ReadRaw(start));
  start_ = start;
  if (start_ != "\x1f\x8b") return;
  inflater_ = std::make_unique<Inflater>();
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  inflater_->ready = inflateInit2(&inflater_->stream, kGzipOnly) == Z_OK;
  if (!inflater_->ready) error_ = "there is no memory to inflate it";
}

ByteStream::~ByteStream() {
  if (inflater_ != nullptr && inflater_->ready) inflateEnd(&inflater_->stream);
  if (owned_ && file_ != nullptr) std::fclose(file_);
}

size_t ByteStream::Read(std::span<char> buffer) {
  if (!open_ || !error_.empty()) return 0;
  return inflater_ == nullptr ? ReadRaw(buffer) : Inflate(buffer);
}

size_t ByteStream::ReadRaw(std::span<char> buffer) {
  const size_t kept = std::min(start_.size(), buffer.size());
  std::copy_n(start_.begin(), kept, buffer.begin());
  start_.erase(0, kept);
  size_t got = 0;
  if (file_ != nullptr) {
    errno = 0;
    got = std::fread(buffer.data() + kept, 1, buffer.size() - kept, file_);
    if (std::ferror(file_) != 0) error_ = ErrnoMessage();
  } else {
    got = bytes_.copy(buffer.data() + kept, buffer.size() - kept);
    bytes_.remove_prefix(got);
  }
  consumed_ += got;
  return kept + got;
}

size_t ByteStream::Inflate(std::span<char> buffer) {
  Inflater& inflater = *inflater_;
  z_stream& stream = inflater.stream;
  stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
  stream.avail_out = static_cast<uInt>(buffer.size());
  while (stream.avail_out != 0 && !inflater.done) {
    if (stream.avail_in == 0) {
      const size_t got = ReadRaw(inflater.packed);
      stream.next_in = reinterpret_cast<Bytef*>(inflater.packed.data());
      stream.avail_in = static_cast<uInt>(got);
      if (got == 0) {
        inflater.done = true;
        if (!inflater.between && error_.empty()) error_ = "the gzip data ends too early";
        break;
      }
    }
    if (inflater.between) {
      // Another member begins with gzip's magic; anything else is padding.
      if (*stream.next_in != 0x1f || inflateReset(&stream) != Z_OK) {
        inflater.done = true;
        break;
      }
      inflater.between = false;
    }
    const int result = inflate(&stream, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inflater.between = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      inflater.done = true;
      error_ = "the gzip data is damaged";
    }
  }
  return buffer.size() - stream.avail_out;
}

}  // namespace whittle::text
