// From events to usage.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "advise/usage/arn_format.h"
#include "advise/usage/event.h"
#include "advise/usage/event_action.h"
#include "advise/usage/usage.h"
#include "catalog/catalog.h"

namespace whittle::advise {

/// The generaliser of the catalogue's ARN formats; `catalog` must outlive it. Not for several
/// threads at once.
[[nodiscard]] Generaliser GeneraliserOf(const catalog::Catalog& catalog);

/// Counts events. For one thread; join the results of several.
class Collector {
 public:
  explicit Collector(const catalog::Catalog& catalog)
      : catalog_(catalog), general_(GeneraliserOf(catalog)) {}
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;

  /// Counts an event: a denied call counts apart and brings no resources; calls that services make
  /// on their own and events that are no calls bring nothing; a role handed to a service in the
  /// request's parameters is a use of iam:PassRole.
  void Add(const Event& event);

  [[nodiscard]] Usage& usage() { return usage_; }

 private:
  struct Known {
    EventMeaning meaning;
    std::map<catalog::ActionId, ActionShape> shapes;
    bool passes_roles = false;  ///< a role in its parameters is handed to the service
  };

  [[nodiscard]] const Known& Lookup(const Event& event);
  [[nodiscard]] ActionUsages& UsagesOf(std::string_view principal);
  void AddUnknown(const Event& event, const Known& known);
  void AddPassedRoles(const Event& event, ActionUsages& actions);

  const catalog::Catalog& catalog_;
  Generaliser general_;
  Usage usage_;
  std::unordered_map<std::string, Known> known_;  ///< by source and name
  /// The entries of usage_, which compares ARNs that begin alike, by keys that it holds.
  std::unordered_map<std::string_view, ActionUsages*> places_;
  std::string key_;
  std::string principal_;
};

}  // namespace whittle::advise
