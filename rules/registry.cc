#include "rules/registry.h"

namespace whittle::rules {

// One line a rule, sorted; tools/new-rule adds to both lists.
extern const lint::Rule kJsonSyntaxError;

namespace {

constexpr const lint::Rule* kRules[] = {
    &kJsonSyntaxError,
};

}  // namespace

lint::RuleList All() { return kRules; }

}  // namespace whittle::rules
