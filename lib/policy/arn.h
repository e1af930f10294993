// Amazon Resource Names and patterns of them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "policy/text.h"

namespace whittle::policy {

enum class ArnField : uint8_t { kPrefix, kPartition, kService, kRegion, kAccount, kResource };

/// The colon-separated fields of an ARN: `arn:partition:service:region:account:resource`. The
/// sixth is all the rest. Colons inside variables and holes do not separate. Views only.
class Arn {
 public:
  Arn() = default;
  /// Splits any text; `field_count()` tells how far it got.
  explicit Arn(const Text& text);

  /// Number of fields, at most 6.
  [[nodiscard]] int field_count() const { return count_; }
  /// All six fields are there.
  [[nodiscard]] bool complete() const { return count_ == 6; }
  /// A hole may stand for several fields (`${Bucket.Arn}/*`): the fields say nothing.
  [[nodiscard]] bool opaque() const { return opaque_; }
  /// Text of a field; empty where there is none.
  [[nodiscard]] std::string_view field(ArnField field) const {
    return static_cast<int>(field) < count_ ? value_.substr(begin(field), end(field) - begin(field))
                                            : std::string_view();
  }
  /// Offsets of a field in the text's value; 0 where there is none.
  [[nodiscard]] uint32_t begin(ArnField field) const { return begins_[static_cast<size_t>(field)]; }
  [[nodiscard]] uint32_t end(ArnField field) const {
    const int next = static_cast<int>(field) + 1;
    if (next > count_) return 0;
    return next == count_ ? static_cast<uint32_t>(value_.size())
                          : begins_[static_cast<size_t>(next)] - 1;
  }
  /// The field holds a hole or a variable: its value is not known.
  [[nodiscard]] bool unknown(ArnField field) const {
    return (unknown_ >> static_cast<unsigned>(field) & 1U) != 0;
  }

  [[nodiscard]] std::string_view partition() const { return field(ArnField::kPartition); }
  [[nodiscard]] std::string_view service() const { return field(ArnField::kService); }
  [[nodiscard]] std::string_view region() const { return field(ArnField::kRegion); }
  [[nodiscard]] std::string_view account() const { return field(ArnField::kAccount); }
  [[nodiscard]] std::string_view resource() const { return field(ArnField::kResource); }

 private:
  std::string_view value_;
  std::array<uint32_t, 6> begins_{};
  int8_t count_ = 0;
  bool opaque_ = false;
  uint8_t unknown_ = 0;
};

}  // namespace whittle::policy
