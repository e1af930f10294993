// Reads one JSON value and tells a sink of it, without keeping it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace whittle::text {

enum class ScalarKind : unsigned char { kNull, kBool, kNumber, kString };

/// What to do with the value of a key.
enum class Wish : unsigned char {
  kRead,
  kSkip,  ///< pass over it, fast: only its quotes and brackets are looked at
  kStop,  ///< end the stream
};

/// What a stream tells of the values in it. All text is a view for the time of the call. A record
/// may be told from its beginning once more (BeginRecord) before it ends. Any call may return false
/// to end the stream.
class JsonSink {
 public:
  virtual ~JsonSink() = default;
  virtual void BeginRecord() = 0;
  virtual Wish Key(std::string_view name) = 0;
  /// `text` is decoded for a string; else as it is spelled.
  virtual bool Scalar(ScalarKind kind, std::string_view text) = 0;
  virtual bool Open(bool object) = 0;
  virtual bool Close(bool object) = 0;
  virtual bool EndRecord() = 0;
};

/// How far a value was read.
struct ScanResult {
  enum class End : unsigned char {
    kDone,
    kBad,      ///< it is no JSON, or goes on behind the text
    kDeep,     ///< it nests deeper than kMaxDepth
    kStopped,  ///< the sink ended it
  };
  End end = End::kBad;
  size_t size = 0;  ///< bytes of the value; where it is not done, up to the byte that does not fit
};

/// Reads values (RFC 8259, but bytes that are not UTF-8 are handed on as they are) faster than a
/// parser that builds or checks all: texts without escapes are not copied. Linear time, no
/// recursion.
class JsonScanner {
 public:
  /// Bytes behind the text that must be there, and be NUL.
  static constexpr size_t kPadding = 32;

  /// Reads the value at the start of the text, white space before it included. Behind the text
  /// stand kPadding NULs.
  [[nodiscard]] ScanResult Scan(const char* text, JsonSink& sink);

 private:
  [[nodiscard]] bool String(const char*& at, std::string_view& text);
  [[nodiscard]] ScanResult::End Scalar(const char*& at, JsonSink& sink);

  std::string decoded_;
};

}  // namespace whittle::text
