// Reads streams of JSON values, one after another, without keeping them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/byte_stream.h"
#include "text/json_scan.h"

namespace whittle::text {

/// Largest record that is read, in bytes. (An event of CloudTrail has at most 256 KiB.)
inline constexpr size_t kMaxRecord = size_t{4} << 20;

struct JsonStreamResult {
  uint64_t records = 0;
  uint64_t bad_lines = 0;  ///< lines that are no JSON and were passed over
  std::string error;       ///< why the stream was not read to its end; empty: it was
};

/// Reads the records of a stream: the items of a list, the items of the member of an object that
/// has one of `list_keys`, or the values themselves, however many stand one after another (NDJSON).
/// Memory does not grow with the stream: at most a small multiple of kMaxRecord is held, and 1 MiB
/// as a rule. A value that is no JSON ends the stream, but on a line of its own, which is passed
/// over. Values nest at most kMaxDepth deep. Linear time. Bytes that are not UTF-8 are handed on as
/// they are.
[[nodiscard]] JsonStreamResult ReadJsonStream(ByteStream& stream,
                                              std::span<const std::string_view> list_keys,
                                              JsonSink& sink);

/// Reads one value, all of the text, as a record. False where it is no JSON, nests deeper than
/// kMaxDepth, or the sink ended it: EndRecord has not been called then.
[[nodiscard]] bool ReadJsonRecord(const std::string& text, JsonSink& sink);

}  // namespace whittle::text
