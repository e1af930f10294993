#include "access/public_keys.h"

#include <algorithm>
#include <array>
#include <optional>

#include "policy/arn.h"
#include "policy/pattern.h"
#include "policy/value.h"

namespace whittle::access {

namespace {

/// What counts as fixed among a key's values.
enum class Fixed : uint8_t {
  kWhole,        ///< the whole value
  kAccount,      ///< the account of an ARN
  kOrganization  ///< the organization that a path begins with
};

struct PublicKey {
  std::string_view name;  ///< lower case
  Fixed fixed = Fixed::kWhole;
};

/// Amazon S3 user guide, "The meaning of public"; the keys of organizations and of the caller's
/// account as AWS's other checks of public access count them; a file system's mount target
/// (Amazon EFS user guide, "The meaning of public").
constexpr std::array kKeys = {
    PublicKey{"aws:principalaccount"},
    PublicKey{"aws:principalarn"},
    PublicKey{"aws:principalisawsservice"},
    PublicKey{"aws:principalorgid"},
    PublicKey{"aws:principalorgpaths", Fixed::kOrganization},
    PublicKey{"aws:sourceaccount"},
    PublicKey{"aws:sourcearn"},
    PublicKey{"aws:sourceorgid"},
    PublicKey{"aws:sourceorgpaths", Fixed::kOrganization},
    PublicKey{"aws:sourceowner"},
    PublicKey{"aws:sourcevpc"},
    PublicKey{"aws:sourcevpcarn"},
    PublicKey{"aws:sourcevpce"},
    PublicKey{"aws:userid"},
    PublicKey{"aws:vpceaccount"},
    PublicKey{"aws:vpceorgid"},
    PublicKey{"aws:vpceorgpaths", Fixed::kOrganization},
    PublicKey{"elasticfilesystem:accessedviamounttarget"},
    PublicKey{"kms:calleraccount"},
    PublicKey{"s3:dataaccesspointaccount"},
    PublicKey{"s3:dataaccesspointarn", Fixed::kAccount},
    PublicKey{"s3:x-amz-server-side-encryption-aws-kms-key-id"},
};

bool TakesWildcards(const Atom& atom) {
  policy::Operator op;
  op.base = atom.base;
  return op.takes_wildcards();
}

/// Whether the value ties the key down.
bool IsFixed(const Atom& atom, const policy::Text& text, Fixed fixed) {
  if (text.value.empty() || (text.has_variables && atom.variables)) return false;
  // A value that is false lets everybody be.
  if (atom.value_class == ValueClass::kBool) return policy::EqualsIgnoreCase(text.value, "true");
  if (!TakesWildcards(atom) || (!policy::HasWildcard(text.value) && !text.has_holes)) return true;
  if (text.has_holes) return false;
  if (fixed == Fixed::kAccount) {
    const policy::Arn arn(text);
    return arn.complete() && !arn.account().empty() && !policy::HasWildcard(arn.account());
  }
  const std::string_view head = text.value.substr(0, text.value.find('/'));
  return fixed == Fixed::kOrganization && head.size() < text.value.size() &&
         !policy::HasWildcard(head);
}

/// The requests whose value of the key is one of the atom's fixed ones.
std::optional<Atom> TrustedValues(const Atom& atom, Fixed fixed) {
  Atom trusted = atom;
  // What else the list may hold is fixed as well where wildcards mean nothing.
  const bool open = atom.open && !atom.negated && !TakesWildcards(atom);
  trusted.negated = trusted.if_exists = trusted.compiled = trusted.has_names = false;
  trusted.open = open;
  trusted.patterns.clear();
  trusted.texts.clear();
  for (const policy::Text* text : atom.texts) {
    if (text->choice == 0 && IsFixed(atom, *text, fixed)) trusted.texts.push_back(text);
  }
  if (trusted.texts.empty()) return std::nullopt;
  switch (atom.base) {
    case policy::BaseOperator::kStringNotEquals:
      trusted.base = policy::BaseOperator::kStringEquals;
      break;
    case policy::BaseOperator::kStringNotEqualsIgnoreCase:
      trusted.base = policy::BaseOperator::kStringEqualsIgnoreCase;
      break;
    case policy::BaseOperator::kStringNotLike:
      trusted.base = policy::BaseOperator::kStringLike;
      break;
    case policy::BaseOperator::kArnNotEquals:
    case policy::BaseOperator::kArnNotLike:
      trusted.base = policy::BaseOperator::kArnLike;
      break;
    default:
      break;
  }
  return trusted;
}

bool IsPrivate(const policy::IpRange& block) {
  static constexpr std::array<std::string_view, 3> kPrivate = {"10.0.0.0/8", "172.16.0.0/12",
                                                               "192.168.0.0/16"};
  return std::any_of(kPrivate.begin(), kPrivate.end(), [&](std::string_view range) {
    return policy::ParseIpRange(range)->Contains(block);
  });
}

/// Whether the blocks cover one that is broader than may be trusted: two halves of a broad block
/// are as broad as the whole.
bool PartOfBroad(const std::vector<policy::IpRange>& blocks, const policy::IpRange& block) {
  const int limit = block.v6 ? 32 : 8;
  if (block.prefix < limit) return true;
  // Grow the block as long as its other half is covered by some of the rest.
  policy::IpRange grown = block.network();
  while (grown.prefix >= limit) {
    policy::IpRange sibling = grown;
    const auto bit = static_cast<unsigned>(grown.prefix - 1);
    sibling.address[bit / 8] =
        static_cast<uint8_t>(sibling.address[bit / 8] ^ (0x80U >> (bit % 8)));
    const bool covered = std::any_of(blocks.begin(), blocks.end(),
                                     [&](const auto& other) { return other.Contains(sibling); });
    if (!covered) return false;
    --grown.prefix;
    grown = grown.network();
  }
  return true;
}

/// The requests from narrow ranges among the blocks that are named.
std::optional<Atom> TrustedAddresses(const Atom& atom) {
  std::vector<policy::IpRange> blocks;
  for (const policy::Text* text : atom.texts) {
    if (text->has_holes) continue;
    if (const auto block = policy::ParseIpRange(text->value)) blocks.push_back(*block);
  }
  Atom trusted = atom;
  trusted.negated = trusted.if_exists = trusted.open = false;
  trusted.base = policy::BaseOperator::kIpAddress;
  trusted.texts.clear();
  for (const policy::Text* text : atom.texts) {
    const auto block = text->has_holes ? std::nullopt : policy::ParseIpRange(text->value);
    if (!block || text->choice != 0) continue;
    if (IsPrivate(*block) || !PartOfBroad(blocks, *block)) trusted.texts.push_back(text);
  }
  if (trusted.texts.empty()) return std::nullopt;
  return trusted;
}

}  // namespace

std::vector<Box> TrustedBoxes(Space& space, const std::vector<Box>& boxes) {
  std::vector<AtomId> seen;
  for (const Box& box : boxes) seen.insert(seen.end(), box.atoms.begin(), box.atoms.end());
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  std::vector<Box> trusted;
  for (const AtomId id : seen) {
    const Atom& atom = space.atom(id);
    if (atom.dimension < kFirstKeyDimension || !atom.opaque.empty()) continue;
    const std::string_view key = space.Key(atom.dimension);
    std::optional<Atom> values;
    if (key == "aws:sourceip" && atom.value_class == ValueClass::kAddress) {
      values = TrustedAddresses(atom);
    } else if (atom.value_class == ValueClass::kText || atom.value_class == ValueClass::kBool) {
      const auto known = std::find_if(kKeys.begin(), kKeys.end(),
                                      [&](const PublicKey& k) { return k.name == key; });
      if (known != kKeys.end()) values = TrustedValues(atom, known->fixed);
    }
    if (!values) continue;
    Box box;
    box.denies = true;
    box.atoms = {space.AddAtom(std::move(*values))};
    trusted.push_back(std::move(box));
  }
  return trusted;
}

}  // namespace whittle::access
