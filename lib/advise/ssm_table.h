// The feature table data/ssm-agent.tsv, and what facts may be said of its features. Not for other
// rooms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "advise/needs.h"

namespace whittle::advise {

/// A feature that needs an action.
struct SsmUse {
  std::string_view feature;
  bool decides = true;  ///< false: it keeps the action, and its absence is no reason to take it
  bool missed = true;   ///< the action is missed where no policy grants it
};

/// A row of the table.
struct SsmRow {
  std::string_view action;
  bool floor = false;         ///< the agent itself needs it
  bool floor_missed = false;  ///< and it is missed where no policy grants it
  std::vector<SsmUse> uses;
  std::string_view resource;  ///< `*`, or an ARN with gaps
  Class why = Class::kUnobservable;
  bool only_everywhere = false;  ///< `why` speaks of grants on everything
  std::string_view reason;
  std::string_view source;

  /// Whether its feature may say which resources it needs.
  [[nodiscard]] bool takes_names() const {
    return resource.find("{name}") != std::string_view::npos;
  }
};

/// The table's rows, in its order.
[[nodiscard]] const std::vector<SsmRow>& SsmRows();

/// A feature, which is a key of the facts file.
struct SsmFeature {
  std::string_view name;
  std::string_view form;  ///< the ARN that its names fill; empty: it takes none
};

/// The features of the table, in the order in which it names them first.
[[nodiscard]] const std::vector<SsmFeature>& SsmFeatures();

/// Whether the text is an ARN of that form, or a name that may stand in it, wildcards included.
[[nodiscard]] bool FitsForm(std::string_view text, std::string_view form);

}  // namespace whittle::advise
