// What principals were seen to do: small, sorted, and joined with others without loss.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace whittle::advise {

/// First and last time, as `2024-07-30T21:31:21Z`; empty: not known.
struct Period {
  std::string first;
  std::string last;

  /// Widens it by a time; texts of another form are passed over.
  void Add(std::string_view time);
  void Add(const Period& other);
  friend bool operator==(const Period&, const Period&) = default;
};

/// How far resources are generalised, where there were too many to list.
enum class Detail : unsigned char {
  kExact,   ///< each ARN as it was
  kRunIds,  ///< `*` for what each run makes anew
  kAll,     ///< `*` alone
};

/// The calls of one action by one principal.
struct ActionUsage {
  uint64_t allowed = 0;    ///< authorised, whether or not they did what was asked
  uint64_t denied = 0;     ///< no evidence of need
  uint64_t throttled = 0;  ///< perhaps not authorised yet
  Period seen;             ///< of the calls that were not denied
  Detail detail = Detail::kExact;
  std::set<std::string, std::less<>> resources;     ///< of the calls that were not denied
  std::set<std::string, std::less<>> via_services;  ///< that made such calls on the caller's behalf

  [[nodiscard]] bool needed() const { return allowed + throttled != 0; }
  friend bool operator==(const ActionUsage&, const ActionUsage&) = default;
};

/// `s3:GetObject` and so on.
using ActionUsages = std::map<std::string, ActionUsage, std::less<>>;

/// How many events there were of each sort.
struct EventCounts {
  uint64_t read = 0;
  uint64_t calls = 0;          ///< calls that count for a principal
  uint64_t not_calls = 0;      ///< sign-ins, events of services, Insights
  uint64_t by_services = 0;    ///< calls that services made on their own
  uint64_t no_principal = 0;   ///< calls of principals that the event does not name
  uint64_t no_permission = 0;  ///< calls that need no permission, such as sts:GetCallerIdentity
  uint64_t unknown = 0;        ///< calls whose action nobody knows
  uint64_t unreadable = 0;     ///< lines that are no JSON

  friend bool operator==(const EventCounts&, const EventCounts&) = default;
};

/// All that was seen. Joining is commutative and associative: files may be read in any order.
struct Usage {
  Period window;  ///< of all events
  EventCounts events;
  /// Service prefixes of which management events were seen.
  std::set<std::string, std::less<>> services;
  /// Data events that were seen: `s3:read`, `s3:write`.
  std::set<std::string, std::less<>> data_events;
  /// Events whose action nobody knows, as `prefix:EventName`.
  std::map<std::string, uint64_t, std::less<>> unknown_events;
  std::map<std::string, ActionUsages, std::less<>> principals;  ///< by ARN

  friend bool operator==(const Usage&, const Usage&) = default;
};

/// More resources of one action of one principal than this are generalised.
inline constexpr size_t kMostResources = 256;
/// More kinds of unknown events than this are counted, not listed.
inline constexpr size_t kMostUnknown = 1000;

/// Makes an ARN of an action less exact: Detail::kRunIds.
using Generaliser = std::function<std::string(std::string_view action, std::string_view arn)>;

/// Adds resources of calls that were not denied; generalises where there are too many. The result
/// depends on the whole set only, not on its order, where `general` maps what it made to itself.
void AddResource(std::string_view action, std::string_view arn, const Generaliser& general,
                 ActionUsage& usage);

/// Adds `more` to `usage`.
void Join(const Usage& more, const Generaliser& general, Usage& usage);

}  // namespace whittle::advise
