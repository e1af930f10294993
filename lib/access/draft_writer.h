// Drafts as JSON.
#pragma once

#include <vector>

#include "access/draft.h"
#include "text/arena.h"
#include "text/tree.h"

namespace whittle::access {

/// Whether all that the statement says is in its lists, so that it can be changed and written anew.
[[nodiscard]] bool IsPlain(const policy::Statement& statement);

/// The statement as JSON: elements in IAM's usual order, one-element lists as their element, equal
/// operators as one block. One that is not plain is written as it stands in its file, but for its
/// Sid.
[[nodiscard]] text::Node WriteStatement(DraftStatement& statement, bool keep_sid,
                                        text::Arena& arena);

/// A policy of these statements, with the Version of `policy` and what else it has at its top.
[[nodiscard]] text::Node WritePolicy(const policy::Policy& policy,
                                     const std::vector<text::Node>& statements, bool keep_id,
                                     text::Arena& arena);

}  // namespace whittle::access
