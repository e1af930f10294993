#include "policy/canonical.h"

#include <algorithm>
#include <string>
#include <vector>

#include "text/ascii.h"

namespace whittle::policy {

namespace {

constexpr uint64_t kSeed = 0xcbf29ce484222325;

uint64_t Mix(uint64_t hash, uint64_t value) {
  // The finaliser of SplitMix64: every bit of the value reaches every bit of the hash.
  value += hash + 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111eb;
  return value ^ (value >> 31U);
}

uint64_t HashText(std::string_view text, bool fold) {
  uint64_t hash = kSeed;
  for (char c : text) {
    if (fold) c = text::ToLower(c);
    hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;  // FNV-1a
  }
  return hash;
}

/// Order and repetition do not matter.
uint64_t HashSet(std::vector<uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  uint64_t hash = kSeed;
  for (const uint64_t one : hashes) hash = Mix(hash, one);
  hashes.clear();
  return hash;
}

template <typename Entry, typename Hash>
uint64_t HashClause(const Clause<Entry>& clause, std::vector<uint64_t>& scratch, Hash hash) {
  for (const Entry& entry : clause.entries) scratch.push_back(hash(entry));
  const uint64_t flags =
      (clause.present() ? 1U : 0U) | (clause.negated ? 2U : 0U) | (clause.open ? 4U : 0U);
  return Mix(HashSet(scratch), flags);
}

uint64_t HashStatement(const Statement& statement, std::vector<uint64_t>& scratch) {
  uint64_t hash = Mix(kSeed, static_cast<uint64_t>(statement.effect));
  hash = Mix(hash, HashClause(statement.action, scratch, [](const Action& action) {
               return HashText(action.text.value, true);
             }));
  hash = Mix(hash, HashClause(statement.resource, scratch, [](const Resource& resource) {
               return HashText(resource.text.value, false);
             }));
  hash = Mix(hash, HashClause(statement.principal, scratch, [](const Principal& principal) {
               return Mix(HashText(principal.text.value, false),
                          static_cast<uint64_t>(principal.kind));
             }));
  std::vector<uint64_t> conditions;
  for (const Condition& condition : statement.conditions) {
    for (const Text& value : condition.values) scratch.push_back(HashText(value.value, false));
    conditions.push_back(
        Mix(Mix(HashText(condition.op.spelling, true), HashText(condition.key.value, true)),
            HashSet(scratch)));
  }
  return Mix(Mix(hash, HashSet(conditions)), statement.condition_open ? 1U : 0U);
}

}  // namespace

uint64_t CanonicalHash(const Policy& policy) {
  std::vector<uint64_t> scratch;
  std::vector<uint64_t> statements;
  for (const Statement& statement : policy.statements) {
    statements.push_back(HashStatement(statement, scratch));
  }
  return Mix(Mix(HashSet(statements), static_cast<uint64_t>(policy.version)),
             policy.open ? 1U : 0U);
}

}  // namespace whittle::policy
