// The layout of the compiled catalogue: one block of bytes with offsets in it.
//
// No pointers, so nothing to relocate; no constructors, so nothing to run at start. All numbers are
// 32 bits in the machine's byte order, aligned to 4. Text is a length and bytes in the pool; a
// text's reference is its offset in the pool. Lists are a count and numbers in the list section; a
// list's reference is its index there; equal ones are stored once.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace whittle::catalog::blob {

inline constexpr uint32_t kMagic = 0x4c544857;  // "WHTL"
inline constexpr uint32_t kFormat = 5;

enum Section : uint32_t {
  kServices,
  kActions,
  kActionNames,
  kActionResources,
  kTypes,
  kKeys,
  kPolicies,
  kVersions,
  kProviders,
  kConfusions,
  kArnServices,
  kServiceSlots,
  kActionSlots,
  kKeySlots,
  kLists,
  kPool,
  kSectionCount,
};

struct Header {
  uint32_t magic;
  uint32_t format;
  uint32_t size;                      ///< of the whole blob
  uint32_t date;                      ///< text
  uint32_t global_begin, global_end;  ///< the keys whose prefix is `aws`
  struct {
    uint32_t offset;  ///< from the blob's begin
    uint32_t count;   ///< of entries; of bytes for the pool
  } sections[kSectionCount];
};

/// Sorted by prefix.
struct Service {
  uint32_t prefix;
  uint32_t name;
  uint32_t action_begin, action_end;
  uint32_t type_begin, type_end;
  uint32_t key_begin, key_end;  ///< keys that have this service's prefix
  uint32_t rcp;
  uint32_t slot_begin, slot_end;  ///< its part of kActionSlots
};

/// Hash tables of services (by prefix), actions (by name; a table for each service, since a policy
/// stays with few services and a small table stays in the cache) and condition keys (by name): a
/// power of two slots, at most half full. Slot `hash` modulo the count, or one after it, holds the
/// entry; kEmptySlot ends the search.
struct Slot {
  uint32_t
      tagged_id;  ///< the hash's upper 8 bits, which spare most looks at the wrong name; 24 of id
  uint32_t name;  ///< text; here too, since each step on the way to it may miss the cache
};
inline constexpr uint32_t kEmptySlot = UINT32_MAX;
inline constexpr uint32_t kIdMask = 0xffffff;

constexpr uint32_t TagId(uint32_t hash, uint32_t id) { return (hash & ~kIdMask) | id; }

/// Hash of the text, letter case apart: bit 5, in which the cases differ, is set in all bytes.
/// Eight bytes at a time, since each name of each policy goes through here.
inline uint32_t HashFolded(std::string_view text) {
  constexpr uint64_t kLower = 0x2020202020202020;
  constexpr size_t kWord = sizeof(uint64_t);
  uint64_t hash = text.size();
  const auto add = [&hash](const char* from, size_t size) {
    uint64_t word = 0;
    std::memcpy(&word, from, size);
    hash = (hash ^ (word | kLower)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 32;
  };
  if (text.size() < kWord) {
    if (!text.empty()) add(text.data(), text.size());
  } else {
    // The last word overlaps the one before it.
    const char* const last = text.data() + (text.size() - kWord);
    for (const char* at = text.data(); at < last; at += kWord) add(at, kWord);
    add(last, kWord);
  }
  return static_cast<uint32_t>(hash);
}

/// Sorted by service, then by name without case. Their names stand apart, in kActionNames: texts,
/// which follow each other in the pool, so that looking for a name touches little memory.
struct Action {
  uint32_t service;
  uint32_t level;
  uint32_t resource_begin, resource_end;
  uint32_t keys;       ///< list of key ids
  uint32_t dependent;  ///< list of texts
  uint32_t granted;    ///< list of texts
};

struct ActionResource {
  uint32_t type;
  uint32_t required;
  uint32_t keys;  ///< list of key ids
};

struct Type {
  uint32_t name;
  uint32_t service;
  uint32_t arns;  ///< list of texts
  uint32_t keys;  ///< list of key ids
};

/// Sorted by prefix and then by the rest, without case.
struct Key {
  uint32_t name;
  uint32_t type;
  uint32_t flags;
};
inline constexpr uint32_t kMultivalued = 1;
inline constexpr uint32_t kGlobal = 2;
inline constexpr uint32_t kHasField = 4;

/// Sorted by name.
struct Policy {
  uint32_t name;
  uint32_t path;
  uint32_t withdrawn;
  uint32_t version_begin, version_end;
};

struct Version {
  uint32_t id;
  uint32_t date;
  uint32_t document;
};

struct Confusion {
  uint32_t written;
  uint32_t meant;
};

/// What ARNs with this service field look like, by all formats of all services. Sorted by name.
struct ArnService {
  uint32_t name;
  uint32_t region;    ///< a Presence
  uint32_t account;   ///< a Presence
  uint32_t any_name;  ///< a resource's own name stands first in some format: no word tells its type
  uint32_t words;     ///< list of texts: the words that begin the other formats' resource parts
};

/// Typed access to a blob's sections.
class View {
 public:
  explicit View(const unsigned char* base)
      : base_(base),
        pool_(base + header().sections[kPool].offset),
        lists_(reinterpret_cast<const uint32_t*>(base + header().sections[kLists].offset)) {}

  [[nodiscard]] const Header& header() const { return *reinterpret_cast<const Header*>(base_); }
  template <typename Entry>
  [[nodiscard]] std::span<const Entry> Entries(Section section) const {
    const auto& place = header().sections[section];
    return {reinterpret_cast<const Entry*>(base_ + place.offset), place.count};
  }
  [[nodiscard]] std::string_view Text(uint32_t reference) const {
    const unsigned char* at = pool_ + reference;
    uint32_t size;
    std::memcpy(&size, at, sizeof size);
    return {reinterpret_cast<const char*>(at + sizeof size), size};
  }
  [[nodiscard]] std::span<const uint32_t> List(uint32_t reference) const {
    return {lists_ + reference + 1, lists_[reference]};
  }

 private:
  const unsigned char* base_;
  const unsigned char* pool_;
  const uint32_t* lists_;
};

}  // namespace whittle::catalog::blob
