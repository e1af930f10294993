#include "text/json_stream.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "text/json.h"

namespace whittle::text {

namespace {

/// What is asked of the file at once, and the usual size of the buffer.
constexpr size_t kChunk = size_t{1} << 20;
constexpr size_t kPadding = JsonScanner::kPadding;

/// Passes over a value.
class Skipper final : public JsonSink {
 public:
  void BeginRecord() override {}
  Wish Key(std::string_view) override { return Wish::kSkip; }
  bool Scalar(ScalarKind, std::string_view) override { return true; }
  bool Open(bool) override { return true; }
  bool Close(bool) override { return true; }
  bool EndRecord() override { return true; }
};

class Reader {
 public:
  Reader(ByteStream& stream, std::span<const std::string_view> list_keys, JsonSink& sink)
      : stream_(stream), list_keys_(list_keys), sink_(sink), buffer_(kChunk + kPadding) {}

  JsonStreamResult Run() {
    Fill();
    if (Left() >= 3 && std::memcmp(At(), "\xEF\xBB\xBF", 3) == 0) at_ += 3;
    while (result_.error.empty() && SkipSpace()) TopLevel();
    if (!stream_.error().empty()) result_.error = stream_.error();
    return std::move(result_);
  }

 private:
  enum class Parsed : unsigned char { kDone, kBad, kStopped };

  [[nodiscard]] const char* At() const { return buffer_.data() + at_; }
  [[nodiscard]] size_t Left() const { return end_ - at_; }

  /// Gets more bytes behind the ones that are left; false at the end of the stream.
  bool Fill() {
    if (ended_) return false;
    if (at_ != 0) {
      std::memmove(buffer_.data(), At(), Left());
      end_ -= at_;
      at_ = 0;
    }
    // A record that fills the buffer doubles it, so that all retries together stay linear.
    if (end_ + kPadding >= buffer_.size()) buffer_.resize(buffer_.size() * 2);
    const size_t want = buffer_.size() - kPadding - end_;
    const size_t got = stream_.Read({buffer_.data() + end_, want});
    ended_ = got < want;
    end_ += got;
    std::memset(buffer_.data() + end_, 0, kPadding);
    return got != 0;
  }

  /// Moves to the next byte that is no white space; false at the end of the stream.
  bool SkipSpace() {
    while (true) {
      while (at_ < end_ && (*At() == ' ' || *At() == '\n' || *At() == '\r' || *At() == '\t')) ++at_;
      if (at_ < end_) return true;
      if (!Fill()) return false;
    }
  }

  /// Takes the byte if it comes next.
  bool Take(char c) {
    if (!SkipSpace() || *At() != c) return false;
    ++at_;
    return true;
  }

  /// Parses one value from here and stands behind it; where it is bad, stays.
  Parsed Value(JsonSink& sink, bool record) {
    while (true) {
      if (record) sink.BeginRecord();
      const ScanResult result = scanner_.Scan(At(), sink);
      if (result.end == ScanResult::End::kStopped) return Parsed::kStopped;
      if (result.end == ScanResult::End::kDeep) {
        problem_ = "values nest too deep";
        return Parsed::kBad;
      }
      // A number may go on in the next piece.
      const bool cut = at_ + result.size >= end_ && !ended_;
      if (result.end == ScanResult::End::kDone && !cut) {
        at_ += result.size;
        return Parsed::kDone;
      }
      if (!cut) {
        problem_ = ended_ && at_ + result.size >= end_ ? "the file ends in the middle of a value"
                                                       : "this is not JSON";
        return Parsed::kBad;
      }
      if (Left() > kMaxRecord) {
        problem_ = "a value is larger than 4 MiB";
        return Parsed::kBad;
      }
      Fill();
    }
  }

  /// One record; false when the stream is over.
  bool Record(bool on_own_line) {
    const Parsed parsed = Value(sink_, true);
    if (parsed == Parsed::kDone) {
      ++result_.records;
      if (sink_.EndRecord()) return true;
      result_.error = "stopped";
      return false;
    }
    if (parsed == Parsed::kStopped) {
      result_.error = "stopped";
    } else if (!on_own_line || !SkipLine()) {
      result_.error = problem_;
    }
    return result_.error.empty();
  }

  /// Passes over the rest of a line; false when it is the only one, and that of a whole file.
  bool SkipLine() {
    while (true) {
      const void* end = std::memchr(At(), '\n', Left());
      if (end != nullptr) {
        at_ = static_cast<size_t>(static_cast<const char*>(end) - buffer_.data()) + 1;
        break;
      }
      at_ = end_;
      if (!Fill()) {
        if (result_.records == 0 && result_.bad_lines == 0) return false;
        break;
      }
    }
    ++result_.bad_lines;
    return true;
  }

  /// The items of a list whose bracket has been taken.
  void Items() {
    if (Take(']')) return;
    do {
      if (!SkipSpace()) break;
      if (!Record(false)) return;
      if (Take(']')) return;
    } while (Take(','));
    result_.error = "the file ends in the middle of a list, or an item is not followed by a comma";
  }

  void TopLevel() {
    if (*At() == '[') {
      ++at_;
      Items();
      return;
    }
    if (*At() != '{' || !Wrapper()) Record(true);
  }

  /// Reads the object as one that holds the list; false, and nothing is taken, when its first
  /// members are not that.
  bool Wrapper() {
    // Members before the list are short in all that is known: NextToken, a date.
    while (Left() < kMaxHead && Fill()) {
    }
    const size_t start = at_;
    size_t at = at_ + 1;
    const size_t limit = std::min(end_, start + kMaxHead);
    const auto skip = [&] {
      while (at < limit && std::strchr(" \t\r\n", buffer_[at]) != nullptr) ++at;
    };
    const auto string = [&](std::string_view& text) {
      skip();
      if (at >= limit || buffer_[at] != '"') return false;
      const size_t begin = ++at;
      while (at < limit && buffer_[at] != '"' && buffer_[at] != '\\') ++at;
      if (at >= limit || buffer_[at] != '"') return false;
      text = {buffer_.data() + begin, at++ - begin};
      return true;
    };
    const auto take = [&](char c) {
      skip();
      return at < limit && buffer_[at] == c && ++at != 0;
    };
    while (true) {
      std::string_view key;
      std::string_view value;
      if (!string(key) || !take(':')) return false;
      const bool is_list = std::find(list_keys_.begin(), list_keys_.end(), key) != list_keys_.end();
      if (is_list && take('[')) break;
      if (!string(value) || !take(',')) return false;
    }
    at_ = at;
    Items();
    if (!result_.error.empty()) return true;
    Skipper skipper;
    while (Take(',')) {
      if (!SkipSpace() || Value(skipper, false) != Parsed::kDone || !Take(':') || !SkipSpace() ||
          Value(skipper, false) != Parsed::kDone) {
        result_.error = "this is not JSON";
        return true;
      }
    }
    if (!Take('}')) result_.error = "the file ends in the middle of an object";
    return true;
  }

  static constexpr size_t kMaxHead = 4096;

  ByteStream& stream_;
  std::span<const std::string_view> list_keys_;
  JsonSink& sink_;
  std::vector<char> buffer_;
  size_t at_ = 0;
  size_t end_ = 0;
  bool ended_ = false;
  JsonScanner scanner_;
  const char* problem_ = "";
  JsonStreamResult result_;
};

}  // namespace

JsonStreamResult ReadJsonStream(ByteStream& stream, std::span<const std::string_view> list_keys,
                                JsonSink& sink) {
  return Reader(stream, list_keys, sink).Run();
}

bool ReadJsonRecord(const std::string& text, JsonSink& sink) {
  std::string padded = text;
  padded.append(kPadding, '\0');
  sink.BeginRecord();
  const ScanResult result = JsonScanner().Scan(padded.data(), sink);
  if (result.end != ScanResult::End::kDone) return false;
  if (text.find_first_not_of(" \t\r\n", result.size) != std::string::npos) return false;
  return sink.EndRecord();
}

}  // namespace whittle::text
