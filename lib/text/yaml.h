// Reads YAML into a Tree.
#pragma once

#include <cstddef>

#include "text/json.h"

namespace whittle::text {

/// Most values that a YAML text may stand for once its aliases are written out: a few lines of
/// nested aliases can mean billions.
inline constexpr size_t kMaxYamlValues = 200'000;

/// Reads a YAML file of one document into the same tree that ReadJson makes. Plain scalars are
/// typed by YAML 1.2's core schema (`true`, `12`, `null`; `yes` and `2012-10-17` are strings).
/// Spans are bytes; a quoted scalar's span has its quotes. An alias is the value of its anchor,
/// with the anchor's place. `<<` is a key like others. Duplicate keys are kept. Nesting over
/// kMaxDepth, more than kMaxYamlValues values, a second document, keys that are no scalars, tags,
/// and all that ReadJson says of bytes are errors at their place. An empty document is null.
[[nodiscard]] JsonResult ReadYaml(const Source& source);

}  // namespace whittle::text
