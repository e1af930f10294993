#include "policy/operator.h"

#include <array>

#include "policy/pattern.h"

namespace whittle::policy {

namespace {

constexpr std::array<std::string_view, 27> kNames = {"StringEquals",
                                                     "StringNotEquals",
                                                     "StringEqualsIgnoreCase",
                                                     "StringNotEqualsIgnoreCase",
                                                     "StringLike",
                                                     "StringNotLike",
                                                     "NumericEquals",
                                                     "NumericNotEquals",
                                                     "NumericLessThan",
                                                     "NumericLessThanEquals",
                                                     "NumericGreaterThan",
                                                     "NumericGreaterThanEquals",
                                                     "DateEquals",
                                                     "DateNotEquals",
                                                     "DateLessThan",
                                                     "DateLessThanEquals",
                                                     "DateGreaterThan",
                                                     "DateGreaterThanEquals",
                                                     "Bool",
                                                     "BinaryEquals",
                                                     "IpAddress",
                                                     "NotIpAddress",
                                                     "ArnEquals",
                                                     "ArnNotEquals",
                                                     "ArnLike",
                                                     "ArnNotLike",
                                                     "Null"};
static_assert(kNames.size() == static_cast<size_t>(BaseOperator::kUnknown));

}  // namespace

OperatorFamily Operator::family() const {
  if (base <= BaseOperator::kStringNotLike) return OperatorFamily::kString;
  if (base <= BaseOperator::kNumericGreaterThanEquals) return OperatorFamily::kNumeric;
  if (base <= BaseOperator::kDateGreaterThanEquals) return OperatorFamily::kDate;
  switch (base) {
    case BaseOperator::kBool:
      return OperatorFamily::kBool;
    case BaseOperator::kBinaryEquals:
      return OperatorFamily::kBinary;
    case BaseOperator::kIpAddress:
    case BaseOperator::kNotIpAddress:
      return OperatorFamily::kIpAddress;
    case BaseOperator::kArnEquals:
    case BaseOperator::kArnNotEquals:
    case BaseOperator::kArnLike:
    case BaseOperator::kArnNotLike:
      return OperatorFamily::kArn;
    default:
      return OperatorFamily::kNull;
  }
}

bool Operator::negated() const {
  switch (base) {
    case BaseOperator::kStringNotEquals:
    case BaseOperator::kStringNotEqualsIgnoreCase:
    case BaseOperator::kStringNotLike:
    case BaseOperator::kNumericNotEquals:
    case BaseOperator::kDateNotEquals:
    case BaseOperator::kNotIpAddress:
    case BaseOperator::kArnNotEquals:
    case BaseOperator::kArnNotLike:
      return true;
    default:
      return false;
  }
}

bool Operator::takes_wildcards() const {
  return base == BaseOperator::kStringLike || base == BaseOperator::kStringNotLike ||
         (base != BaseOperator::kUnknown && family() == OperatorFamily::kArn);
}

bool Operator::takes_variables() const {
  return base != BaseOperator::kUnknown &&
         (family() == OperatorFamily::kString || family() == OperatorFamily::kArn);
}

Operator ParseOperator(std::string_view spelling) {
  Operator op;
  op.spelling = spelling;
  std::string_view rest = spelling;
  if (const size_t colon = rest.find(':'); colon != std::string_view::npos) {
    const std::string_view qualifier = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
    if (EqualsIgnoreCase(qualifier, "ForAllValues")) {
      op.qualifier = SetQualifier::kForAllValues;
      op.exact_case = qualifier == "ForAllValues";
    } else if (EqualsIgnoreCase(qualifier, "ForAnyValue")) {
      op.qualifier = SetQualifier::kForAnyValue;
      op.exact_case = qualifier == "ForAnyValue";
    } else {
      op.known_qualifier = false;
    }
  }
  constexpr std::string_view kIfExists = "IfExists";
  if (rest.size() > kIfExists.size() &&
      EqualsIgnoreCase(rest.substr(rest.size() - kIfExists.size()), kIfExists)) {
    op.if_exists = true;
    op.exact_case = op.exact_case && rest.substr(rest.size() - kIfExists.size()) == kIfExists;
    rest.remove_suffix(kIfExists.size());
  }
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (!EqualsIgnoreCase(rest, kNames[i])) continue;
    op.base = static_cast<BaseOperator>(i);
    op.exact_case = op.exact_case && rest == kNames[i];
    break;
  }
  return op;
}

std::string_view ToString(BaseOperator base) {
  return base == BaseOperator::kUnknown ? std::string_view() : kNames[static_cast<size_t>(base)];
}

std::span<const std::string_view> OperatorNames() { return kNames; }

}  // namespace whittle::policy
