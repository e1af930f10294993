// Resource and NotResource.
// Source: IAM user guide, reference_policies_elements_resource, _notresource, reference-arns.
//  * `*` alone is every resource, that of actions without resource types (`*`) included; nothing
//    else matches that.
//  * Else six fields are compared one by one: wildcards do not cross the first five colons. In the
//    sixth, `*` and `?` match `/` and `:` too, its type word included (AWS's own policies need it).
//    The page on Resource lets a field's last `*` cross; two verdicts that AWS published come out
//    right only without, so compare calls such patterns unknown and this evaluator does not cross.
//  * All fields are case-sensitive (the page says so of the sixth; AWS's values are lower-case in
//    the others).
//  * Fewer than six fields: no text of AWS; what is missing is `*` in identity, session and
//    boundary policies; in resource and endpoint policies only when the ARN holds a `*`, in SCPs
//    only when it ends in one; never in RCPs.
//  * Text without a colon or wildcard is no ARN; it matches a request for just that text, which no
//    service makes, so that drafts with bare names can be compared.
//  * Variables only in the sixth field. One without value makes its entry match nothing.
//  * NotResource matches when no entry does.
// Not for other rooms.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "access/arn_fields.h"
#include "access/text_pattern.h"
#include "access/truth.h"
#include "policy/policy.h"

namespace whittle::access {

/// Whether an ARN that lacks fields means all of them in a policy of that type.
[[nodiscard]] bool ShortArnMatches(std::string_view text, policy::Type type);

/// A request's resource, split once.
struct RequestResource {
  explicit RequestResource(std::string_view resource)
      : text(resource), star(resource == "*"), arn(ArnFields::Split(resource)) {}

  std::string_view text;
  bool star;  ///< the `*` of actions without resource types
  ArnFields arn;
};

/// One entry of Resource or NotResource.
class ResourcePattern {
 public:
  ResourcePattern(const policy::Resource& resource, policy::Type type, Truth variables);

  [[nodiscard]] Truth Matches(const RequestResource& resource, const Context& context) const;
  [[nodiscard]] const TextPattern& last() const { return last_; }
  [[nodiscard]] uint16_t choice() const { return choice_; }
  [[nodiscard]] uint16_t alternative() const { return alternative_; }

 private:
  enum class Form : uint8_t {
    kEverything,  ///< `*`
    kBareName,    ///< last_ is the whole text
    kNothing,     ///< no ARN, or a short one where those mean nothing
    kArn,         ///< fields one by one; those beyond `count_` are `*`
    kFlat,        ///< a hole may hold colons: last_ is the whole text
  };

  Form form_ = Form::kArn;
  uint16_t choice_ = 0;
  uint16_t alternative_ = 0;
  int count_ = 0;
  std::array<std::string_view, 5> fields_;
  TextPattern last_;  ///< the sixth field, or the whole
};

/// The Resource or NotResource of one statement.
class ResourceMatcher {
 public:
  ResourceMatcher(const policy::Clause<policy::Resource>& clause, policy::Type type,
                  Truth variables);

  [[nodiscard]] Truth Matches(const RequestResource& resource, const Context& context) const;

  /// Calls `visit(name)` for each variable that the context leaves without a value.
  template <typename Visit>
  void VisitMissing(const Context& context, Visit visit) const {
    for (const ResourcePattern& entry : entries_) entry.last().VisitMissing(context, visit);
  }

 private:
  bool absent_ = false;
  bool negated_ = false;
  bool open_ = false;
  std::vector<ResourcePattern> entries_;
};

}  // namespace whittle::access
