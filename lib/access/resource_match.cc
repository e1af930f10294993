#include "access/resource_match.h"

#include <algorithm>

#include "policy/pattern.h"

namespace whittle::access {

bool ShortArnMatches(std::string_view text, policy::Type type) {
  switch (type) {
    case policy::Type::kIdentity:
    case policy::Type::kBoundary:
    case policy::Type::kSession:
      return true;
    case policy::Type::kResource:
    case policy::Type::kTrust:
    case policy::Type::kEndpoint:
      return text.find('*') != std::string_view::npos;
    case policy::Type::kScp:
      return !text.empty() && text.back() == '*';
    case policy::Type::kRcp:
      return false;
  }
  return false;
}

ResourcePattern::ResourcePattern(const policy::Resource& resource, policy::Type type,
                                 Truth variables)
    : choice_(resource.text.choice), alternative_(resource.text.alternative) {
  const policy::Text& text = resource.text;
  const policy::Arn& arn = resource.arn;
  const TextRules rules{.wildcards = true, .variables = variables};
  if (resource.all()) {
    form_ = Form::kEverything;
    return;
  }
  count_ = arn.field_count();
  const uint32_t sixth = arn.complete() ? arn.begin(policy::ArnField::kResource)
                                        : static_cast<uint32_t>(text.value.size());
  const bool early_hole = [&] {
    for (const policy::Piece& piece : text.pieces) {
      if (piece.kind == policy::PieceKind::kHole && piece.begin < sixth) return true;
    }
    return text.has_holes && !arn.complete();
  }();
  if (early_hole) {
    form_ = Form::kFlat;
    last_ = TextPattern(text, rules);
    return;
  }
  if (count_ == 1 && text.value != "arn" && !policy::HasWildcard(text.value)) {
    form_ = Form::kBareName;
    last_ = TextPattern(text, rules);
    return;
  }
  if (!arn.complete() && !ShortArnMatches(text.value, type)) {
    form_ = Form::kNothing;
    return;
  }
  for (int i = 0; i < 5 && i < count_; ++i) {
    fields_[static_cast<size_t>(i)] = arn.field(static_cast<policy::ArnField>(i));
  }
  if (arn.complete()) {
    last_ = TextPattern(text, sixth, static_cast<uint32_t>(text.value.size()), rules);
  }
}

Truth ResourcePattern::Matches(const RequestResource& resource, const Context& context) const {
  switch (form_) {
    case Form::kEverything:
      return Truth::kYes;
    case Form::kBareName:
      return resource.star ? Truth::kNo : last_.Matches(resource.text, context);
    case Form::kNothing:
      return Truth::kNo;
    case Form::kFlat: {
      Symbols symbols;
      if (!last_.Expand(context, symbols)) return Truth::kNo;
      if (count_ < 6) symbols.Add(kAnyRun);
      return access::Matches(symbols.get(), resource.text, policy::Case::kSensitive)
                 ? Truth::kUnknown
                 : Truth::kNo;
    }
    case Form::kArn:
      break;
  }
  // Only a lone star names the resource of actions without resource types.
  if (resource.star || !resource.arn.complete()) return Truth::kNo;
  // From the end, where policies differ most.
  for (int i = std::min(count_, 5) - 1; i >= 0; --i) {
    const auto field = static_cast<size_t>(i);
    const std::string_view pattern = fields_[field];
    const std::string_view value = resource.arn.fields[field];
    if (pattern != value && !policy::Matches(pattern, value, policy::Case::kSensitive)) {
      return Truth::kNo;
    }
  }
  return count_ == 6 ? last_.Matches(resource.arn.resource(), context) : Truth::kYes;
}

ResourceMatcher::ResourceMatcher(const policy::Clause<policy::Resource>& clause, policy::Type type,
                                 Truth variables)
    : absent_(!clause.present()), negated_(clause.negated), open_(clause.open) {
  entries_.reserve(clause.entries.size());
  for (const policy::Resource& entry : clause.entries) {
    entries_.emplace_back(entry, type, variables);
  }
}

Truth ResourceMatcher::Matches(const RequestResource& resource, const Context& context) const {
  if (absent_) return Truth::kYes;
  AnyOf any;
  for (const ResourcePattern& entry : entries_) {
    any.Add(entry.Matches(resource, context), entry.choice(), entry.alternative());
    if (any.settled()) break;
  }
  if (open_) any.Add(Truth::kUnknown);
  return negated_ ? Not(any.Result()) : any.Result();
}

}  // namespace whittle::access
