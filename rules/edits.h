// Edits that several rules offer as fixes. Each is empty where it cannot be made without touching
// more than it should.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/context.h"
#include "text/edit.h"

namespace whittle::rules {

/// Writes the one name that was meant; nothing when there are several, or none.
[[nodiscard]] std::vector<text::Edit> Respell(const text::Node& node,
                                              const std::vector<std::string>& near);

/// The same for a key of an object, unless the object has that key already.
[[nodiscard]] std::vector<text::Edit> RespellKey(const text::Node& object, const text::Node& key,
                                                 const std::vector<std::string>& near);

/// The object that a problem is in: the statement's, or the document itself; null where that cannot
/// be told.
[[nodiscard]] const text::Node* ObjectOf(const lint::PolicyContext& context,
                                         const policy::Problem& problem);

/// Takes a statement out of the policy's list.
[[nodiscard]] std::vector<text::Edit> RemoveStatement(const lint::PolicyContext& context,
                                                      const policy::Statement& statement);

/// Puts the condition under another operator: only where its block holds nothing else, and the
/// statement has no block of the new name.
[[nodiscard]] std::vector<text::Edit> ChangeOperator(const policy::Statement& statement,
                                                     const policy::Condition& condition,
                                                     std::string_view name);

/// Makes of a condition with one value a plain question after its key: is it absent, or there?
[[nodiscard]] std::vector<text::Edit> AskForKey(const policy::Statement& statement,
                                                const policy::Condition& condition, bool absent);

/// Takes the condition out; with it its block, and the Condition element, where they would be left
/// empty.
[[nodiscard]] std::vector<text::Edit> RemoveCondition(const lint::PolicyContext& context,
                                                      const policy::Statement& statement,
                                                      const policy::Condition& condition);

/// Takes some of the condition's values out of their list.
[[nodiscard]] std::vector<text::Edit> RemoveValues(const lint::PolicyContext& context,
                                                   const policy::Condition& condition,
                                                   const std::vector<const policy::Text*>& values);

}  // namespace whittle::rules
