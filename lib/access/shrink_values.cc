// Shrink: the values of one condition.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/same.h"
#include "access/shrink_steps.h"
#include "policy/pattern.h"
#include "policy/value.h"

namespace whittle::access {

namespace {

/// Longer lists are only looked at for values given twice, which is cheap.
constexpr size_t kMostValues = 2000;

/// Whether every value that `narrow` matches, `wide` does, under the operator.
bool Covers(const policy::Operator& op, const policy::Text& wide, const policy::Text& narrow) {
  if (wide.value == narrow.value && wide.has_holes == narrow.has_holes) return true;
  if (!wide.pieces.empty() || !narrow.pieces.empty()) return false;
  using Base = policy::BaseOperator;
  switch (op.base) {
    case Base::kStringLike:
    case Base::kStringNotLike:
      return policy::Covers(wide.value, narrow.value, policy::Case::kSensitive);
    case Base::kStringEqualsIgnoreCase:
    case Base::kStringNotEqualsIgnoreCase:
      return policy::EqualsIgnoreCase(wide.value, narrow.value);
    case Base::kArnEquals:
    case Base::kArnNotEquals:
    case Base::kArnLike:
    case Base::kArnNotLike: {
      // A short ARN fails the operator, negated or not: whole ones only.
      const policy::Resource outer{wide, policy::Arn(wide)};
      const policy::Resource inner{narrow, policy::Arn(narrow)};
      return outer.arn.complete() && inner.arn.complete() && PlainlyCovers(outer, inner);
    }
    default:
      return false;
  }
}

/// Keeps of values that cover each other the shortest, the first one of those.
void DropCovered(const policy::Operator& op, std::vector<policy::Text>& values) {
  std::vector<policy::Text> kept;
  for (size_t i = 0; i < values.size(); ++i) {
    bool gone = false;
    for (size_t j = 0; j < values.size() && !gone; ++j) {
      gone = i != j && Covers(op, values[j], values[i]) &&
             (std::pair(values[j].value.size(), j) < std::pair(values[i].value.size(), i) ||
              !Covers(op, values[i], values[j]));
    }
    if (!gone) kept.push_back(values[i]);
  }
  values = std::move(kept);
}

/// A block of addresses, and the value that spells it; none where it was made.
struct Block {
  policy::IpRange range;
  std::optional<policy::Text> text;
};

/// For blocks that a value spells; the shorter one of equal blocks first.
bool Before(const Block& a, const Block& b) {
  if (a.range.v6 != b.range.v6) return b.range.v6;
  if (a.range.address != b.range.address) return a.range.address < b.range.address;
  if (a.range.prefix != b.range.prefix) return a.range.prefix < b.range.prefix;
  return a.text->value.size() < b.text->value.size();
}

/// The two are the halves of one block, which `whole` becomes.
bool AreHalves(const policy::IpRange& first, const policy::IpRange& second,
               policy::IpRange& whole) {
  if (first.prefix == 0 || first.prefix != second.prefix) return false;
  whole = first;
  --whole.prefix;
  return whole.network().address == first.address && whole.Contains(second);
}

/// Blocks within others go, and two halves become the whole.
void JoinBlocks(std::vector<policy::Text>& values, text::Arena& arena) {
  std::vector<policy::Text> rest;
  std::vector<Block> blocks;
  for (const policy::Text& value : values) {
    const auto range = value.pieces.empty() ? policy::ParseIpRange(value.value) : std::nullopt;
    if (range) {
      blocks.push_back({range->network(), value});
    } else {
      rest.push_back(value);
    }
  }
  // In order of addresses, wider blocks first, only the last one left can hold the next, or be its
  // other half.
  std::stable_sort(blocks.begin(), blocks.end(), Before);
  std::vector<Block> left;
  for (const Block& block : blocks) {
    if (!left.empty() && left.back().range.Contains(block.range)) continue;
    left.push_back(block);
    policy::IpRange whole;
    while (left.size() > 1 && AreHalves(left[left.size() - 2].range, left.back().range, whole)) {
      left.pop_back();
      left.back() = {whole, std::nullopt};
    }
  }
  if (left.size() == blocks.size()) return;
  values = std::move(rest);
  for (Block& block : left) {
    if (block.text) {
      values.push_back(*block.text);
      continue;
    }
    policy::Text& made = values.emplace_back();
    made.value = arena.Copy(std::string_view(block.range.ToText()));
    made.node =
        arena.New<text::Node>(text::Node::Scalar(text::NodeKind::kString, {}, made.value, false));
  }
}

}  // namespace

void ShortenValues(const policy::Condition& condition, std::vector<policy::Text>& values,
                   text::Arena& arena) {
  if (values.size() < 2 || values.size() > kMostValues || !condition.op.known() ||
      condition.op.has_holes) {
    return;
  }
  DropCovered(condition.op, values);
  if (condition.op.family() == policy::OperatorFamily::kIpAddress) JoinBlocks(values, arena);
}

}  // namespace whittle::access
