// Policies with their placeholders filled in. Not for other rooms.
#pragma once

#include <memory>
#include <string>

#include "advise/requirement.h"
#include "policy/policy.h"
#include "text/json.h"

namespace whittle::advise {

/// A policy that owns its text.
class OwnedPolicy {
 public:
  /// Reads an identity policy; null when the text is not JSON.
  [[nodiscard]] static std::unique_ptr<const OwnedPolicy> Read(std::string text);

  [[nodiscard]] const policy::Policy* get() const { return policy_; }

 private:
  explicit OwnedPolicy(std::string text) : source_("policy", std::move(text)) {}

  text::Source source_;
  text::Tree tree_;
  const policy::Policy* policy_ = nullptr;
};

/// The text with each `<NAME>` replaced by a name that nothing else has: `~name~`, and twelve
/// digits for `<ACCOUNT>`. A pattern matches such a name only if it matches any name there.
[[nodiscard]] std::string FillIn(std::string_view text);

/// The text with each `<NAME>` replaced by a value as it may come to stand there: a Region for
/// `<REGION>`, a number for an account.
[[nodiscard]] std::string FillInPlausibly(std::string_view text);

/// The policy's JSON with each `<NAME>` in the Resource of an Allow replaced by `*`: it allows all
/// that any filling without colons would.
[[nodiscard]] std::string Widen(const policy::Policy& policy);

/// The text with each `<NAME>` replaced by `*`: a pattern of all that it may stand for.
[[nodiscard]] std::string WidenText(std::string_view text);

/// Whether the policy may allow the requirement's action on some resource that its placeholders may
/// stand for. False where it has no placeholder: what is granted then is no guess.
[[nodiscard]] bool MayGrant(const policy::Policy& policy, const Requirement& requirement);

}  // namespace whittle::advise
