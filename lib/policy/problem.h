// What the parser found wrong with a policy's structure. Each kind is one rule's matter.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/span.h"
#include "text/tree.h"

namespace whittle::policy {

enum class ProblemKind : uint8_t {
  kDataType,        ///< an element has the wrong JSON type; `expected` says which is right
  kUnknownElement,  ///< a key that IAM does not know, at policy or statement level
  kDuplicateKey,    ///< the same key twice in one object; `other` is the first
  kMissingStatement,
  kMissingEffect,
  kInvalidEffect,
  kMissingAction,
  kMissingResource,
  kMissingPrincipal,    ///< not noted where the type surely takes none
  kActionAndNotAction,  ///< `other` is the other element's key
  kResourceAndNotResource,
  kPrincipalAndNotPrincipal,
  kInvalidVersion,
  kInvalidPrincipal,     ///< neither `"*"` nor an object
  kInvalidPrincipalKey,  ///< not AWS, Service, Federated or CanonicalUser
  kEmptyAction,          ///< `[]`
  kEmptyResource,
  kEmptyPrincipalList,
  kEmptyPrincipal,        ///< `{}`
  kEmptyCondition,        ///< `{}`, or an operator's block `{}`
  kEmptyConditionValues,  ///< `[]`
  kEmptySid,
  kEmptyStatement,  ///< `"Statement": []`
};

/// One fault, at its place.
struct Problem {
  ProblemKind kind;
  text::Span span;                   ///< what to point at
  const text::Node* node = nullptr;  ///< the value or key at fault; null: none
  std::string_view name;             ///< element or key that it is about: `Effect`, `NotAction`
  std::string_view expected;         ///< for kDataType: "a string or a list of strings"
  text::Span other;                  ///< a related place; empty: none
  int32_t statement = -1;            ///< index in the source's Statement list; -1: none
};

}  // namespace whittle::policy
