// One event of CloudTrail, as far as advice needs it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "text/json_stream.h"

namespace whittle::advise {

/// A text inside requestParameters, with the key that it stands under, however deep.
struct Parameter {
  std::string_view key;
  std::string_view value;
};

/// Fields of an event; empty where it has none. Views for the time of the call that gives it.
/// Source: AWS CloudTrail user guide, "CloudTrail record contents" and "userIdentity element".
struct Event {
  std::string_view source;  ///< `s3.amazonaws.com`
  std::string_view name;    ///< `GetObject`
  std::string_view time;    ///< `2024-07-30T21:31:21Z`
  std::string_view type;    ///< `AwsApiCall`
  std::string_view category;
  std::string_view management;  ///< `true` or `false`
  std::string_view read_only;
  std::string_view region;
  std::string_view error_code;
  std::string_view error_message;
  std::string_view identity_type;
  std::string_view identity_arn;
  std::string_view account;
  std::string_view invoked_by;
  std::string_view issuer_arn;
  std::vector<std::string_view> resources;  ///< resources[].ARN
  std::vector<Parameter> parameters;
  /// A row of a usage table (usage_table.h) stands for several calls: how many, the last one's time
  /// (the first one's is `time`), and the actions as data/cloudtrail-events.tsv writes them.
  uint64_t calls = 1;
  std::string_view last_time;
  std::string_view actions;
};

/// The members of an object that hold a list of events: CloudTrail's files have `Records`, what
/// `aws cloudtrail lookup-events` prints has `Events`.
inline constexpr std::array<std::string_view, 2> kEventLists = {"Records", "Events"};

/// Makes events of a stream's records and hands each to `take`. A record may hold its event as
/// text, as `aws cloudtrail lookup-events` prints it (`CloudTrailEvent`), or be that text. Memory
/// is bounded: texts over a few KiB and parameters over a few hundred are left out.
class EventReader final : public text::JsonSink {
 public:
  explicit EventReader(std::function<void(const Event&)> take);

  void BeginRecord() override;
  text::Wish Key(std::string_view name) override;
  bool Scalar(text::ScalarKind kind, std::string_view text) override;
  bool Open(bool object) override;
  bool Close(bool object) override;
  bool EndRecord() override;

  /// Records whose event was given as text that is no JSON.
  [[nodiscard]] uint64_t unreadable() const { return unreadable_; }

 private:
  enum class Section : unsigned char { kOther, kIdentity, kResources, kParameters };

  [[nodiscard]] std::string_view Store(std::string_view text);
  void KeyOfRecord(std::string_view name);
  void KeyOfIdentity(std::string_view name);

  std::function<void(const Event&)> take_;
  Event event_;
  std::string texts_;  ///< what the event views; never grows over what is reserved
  Section section_ = Section::kOther;
  int depth_ = 0;
  bool in_session_ = false;
  bool in_issuer_ = false;
  bool is_resource_ = false;            ///< the next text is an ARN of resources
  std::string_view* target_ = nullptr;  ///< where the next text goes
  std::string key_;                     ///< of requestParameters
  bool is_event_ = false;               ///< the next text is the event itself
  bool inside_ = false;                 ///< such a text is being read
  std::string inner_;                   ///< that text
  uint64_t unreadable_ = 0;
};

}  // namespace whittle::advise
