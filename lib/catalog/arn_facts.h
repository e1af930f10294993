// What the ARN formats of a model say of each service field, for the blob.
#pragma once

#include <map>
#include <set>
#include <string>

#include "catalog/catalog.h"
#include "catalog/model.h"

namespace whittle::catalog {

/// Counts over the formats with one service field.
struct ArnFacts {
  int formats = 0;
  int with_region = 0;
  int with_account = 0;
  bool any_name = false;
  std::set<std::string> words;

  [[nodiscard]] Presence region() const { return Of(with_region); }
  [[nodiscard]] Presence account() const { return Of(with_account); }

 private:
  [[nodiscard]] Presence Of(int with) const {
    if (with == 0) return Presence::kNever;
    return with == formats ? Presence::kAlways : Presence::kSometimes;
  }
};

/// By service field; formats that leave the service open are passed over.
[[nodiscard]] std::map<std::string, ArnFacts, std::less<>> ReadArnFormats(const Model& model);

}  // namespace whittle::catalog
