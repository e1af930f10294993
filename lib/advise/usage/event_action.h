// Which IAM actions an event of CloudTrail stands for.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace whittle::advise {

/// An action that an event needs.
struct EventAction {
  std::string action;  ///< `s3:GetObject`, in the catalogue's spelling
  catalog::ActionId id = 0;
  bool tells_resource = true;  ///< false: the event does not say which resource this one is about
};

/// What a kind of event needs where a parameter is there, or in any case (`parameter` empty).
struct EventVariant {
  std::string_view parameter;
  std::vector<EventAction> actions;  ///< none: no permission is needed
};

/// What a kind of event means; no variants: nobody knows.
struct EventMeaning {
  std::string prefix;  ///< the service's IAM prefix
  std::vector<EventVariant> variants;
};

/// The IAM prefix of `s3.amazonaws.com`, by data/cloudtrail-sources.tsv; views the argument or the
/// table.
[[nodiscard]] std::string_view PrefixOfSource(std::string_view event_source);

/// `CreateFunction` of `CreateFunction20150331v2`, `CreateDistribution` of
/// `CreateDistribution2020_05_31`.
[[nodiscard]] std::string_view WithoutVersion(std::string_view event_name);

/// The meaning by data/cloudtrail-events.tsv and else by name: most events are called as their
/// action is.
/// Source of the method: on public events 88 of 100 names are the action's, most others have a
/// date.
[[nodiscard]] EventMeaning MeaningOf(std::string_view event_source, std::string_view event_name,
                                     const catalog::Catalog& catalog);

/// The meaning of an event whose actions are told, as data/cloudtrail-events.tsv writes them:
/// `s3:PutObject s3:GetObject?`, or `-`. No variants where the catalogue knows none of them.
[[nodiscard]] EventMeaning MeaningOfActions(std::string_view prefix, std::string_view actions,
                                            const catalog::Catalog& catalog);

}  // namespace whittle::advise
