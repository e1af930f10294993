// Finding things by name.
#include <algorithm>
#include <string>

#include "catalog/catalog.h"
#include "catalog/fold.h"
#include "policy/pattern.h"

namespace whittle::catalog {

namespace {

/// First id in [begin, end) whose name does not compare below zero.
template <typename Compare>
uint32_t LowerBound(uint32_t begin, uint32_t end, Compare compare) {
  while (begin < end) {
    const uint32_t middle = begin + (end - begin) / 2;
    if (compare(middle) < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

/// The id of `name`, with its hash, in a hash table of blob.h.
std::optional<uint32_t> FindSlot(const blob::View& view, std::span<const blob::Slot> slots,
                                 std::string_view name, uint32_t hash) {
  const size_t mask = slots.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const blob::Slot& slot = slots[at];
    if (slot.tagged_id == blob::kEmptySlot) return std::nullopt;
    const uint32_t id = slot.tagged_id & blob::kIdMask;
    if (slot.tagged_id == blob::TagId(hash, id) && EqualFolded(view.Text(slot.name), name)) {
      return id;
    }
  }
}

std::optional<uint32_t> FindSlot(const blob::View& view, std::span<const blob::Slot> slots,
                                 std::string_view name) {
  return FindSlot(view, slots, name, blob::HashFolded(name));
}

/// The hash table of a service's actions.
std::span<const blob::Slot> ActionSlots(const blob::View& view, uint32_t service) {
  const auto& entry = view.Entries<blob::Service>(blob::kServices)[service];
  return view.Entries<blob::Slot>(blob::kActionSlots)
      .subspan(entry.slot_begin, entry.slot_end - entry.slot_begin);
}

/// Has the memory bring what will be read soon.
void Prefetch([[maybe_unused]] const void* place) {
#if defined(__GNUC__)
  __builtin_prefetch(place);
#endif
}

/// Whether `key` is `pattern` with its `${…}` parts filled in by at least one character.
bool FieldMatches(std::string_view pattern, std::string_view key) {
  const size_t field = pattern.find("${");
  if (pattern.find('}', field) + 1 == pattern.size()) {
    return key.size() > field && EqualFolded(key.substr(0, field), pattern.substr(0, field));
  }
  std::string glob;
  while (!pattern.empty()) {
    const size_t open = pattern.find("${");
    glob += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    glob += "?*";
    const size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    pattern.remove_prefix(close + 1);
  }
  return policy::Matches(glob, key, policy::Case::kInsensitive);
}

}  // namespace

std::optional<Service> Catalog::FindService(std::string_view prefix) const {
  const auto id = FindSlot(view_, view_.Entries<blob::Slot>(blob::kServiceSlots), prefix);
  if (!id) return std::nullopt;
  return Service(this, *id);
}

std::optional<ActionId> Catalog::FindExact(uint32_t service, std::string_view name) const {
  return FindSlot(view_, ActionSlots(view_, service), name);
}

std::optional<Action> Catalog::FindAction(std::string_view full_name) const {
  const size_t colon = full_name.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto service = FindService(full_name.substr(0, colon));
  if (!service) return std::nullopt;
  const auto id = FindExact(service->id(), full_name.substr(colon + 1));
  if (!id) return std::nullopt;
  return Action(this, *id);
}

void Catalog::AppendMatches(uint32_t service_id, std::string_view pattern, size_t wildcard,
                            ActionSet& out) const {
  const auto names = view_.Entries<uint32_t>(blob::kActionNames);
  const ActionRange range = service(service_id).actions();
  if (pattern == "*") {
    out.Append(range);
    return;
  }
  const std::string_view prefix = pattern.substr(0, wildcard);
  const uint32_t begin = LowerBound(range.begin, range.end, [&](uint32_t id) {
    return ComparePrefixFolded(view_.Text(names[id]), prefix);
  });
  const auto behind_range = [&](uint32_t id) {
    return ComparePrefixFolded(view_.Text(names[id]), prefix) <= 0 ? -1 : 1;
  };
  // Most prefixes begin few names: the end is near.
  uint32_t step = 4;
  while (step < range.end - begin && behind_range(begin + step) < 0) step *= 2;
  const uint32_t end = LowerBound(begin, std::min(range.end, begin + step), behind_range);
  // `Get*`: all names with the prefix, and they stand together.
  if (pattern.find_first_not_of('*', wildcard) == std::string_view::npos) {
    out.Append({begin, end});
    return;
  }
  const std::string_view rest = pattern.substr(wildcard);
  // `*Tags`: how the name ends settles most.
  const std::string_view suffix = rest.substr(rest.find_last_of("*?") + 1);
  for (uint32_t id = begin; id < end; ++id) {
    const std::string_view name = view_.Text(names[id]);
    if (name.size() < prefix.size() + suffix.size() ||
        !EqualFolded(name.substr(name.size() - suffix.size()), suffix)) {
      continue;
    }
    if (policy::Matches(rest, name.substr(prefix.size()), policy::Case::kInsensitive)) {
      out.Append({id, id + 1});
    }
  }
}

ActionMatch Catalog::MatchActions(std::string_view pattern, std::optional<uint32_t> likely) const {
  if (pattern == "*") {
    ActionMatch match;
    match.kind = ActionMatch::Kind::kMatched;
    match.actions = ActionSet({0, action_count()});
    return match;
  }
  const size_t colon = pattern.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view prefix = pattern.substr(0, colon);
  const std::string_view name = pattern.substr(colon + 1);
  return EndMatch(BeginMatch(prefix, name, policy::FindWildcard(name), likely), prefix, name);
}

ActionLook Catalog::BeginMatch(std::string_view prefix, std::string_view name, size_t wildcard,
                               std::optional<uint32_t> likely) const {
  ActionLook look;
  look.wildcard = wildcard;
  if (likely && service(*likely).prefix() == prefix) {
    look.service = likely;
  } else if (policy::FindWildcard(prefix) == std::string_view::npos) {
    if (const auto service = FindService(prefix)) look.service = service->id();
  }
  if (look.service && look.wildcard == std::string_view::npos) {
    look.hash = blob::HashFolded(name);
    const auto slots = ActionSlots(view_, *look.service);
    Prefetch(&slots[look.hash & (slots.size() - 1)]);
  }
  return look;
}

ActionMatch Catalog::EndMatch(const ActionLook& look, std::string_view prefix,
                              std::string_view name) const {
  ActionMatch match;
  if (prefix.empty() || name.empty()) return match;
  const auto append = [&](uint32_t service, uint32_t hash) {
    if (look.wildcard != std::string_view::npos) {
      AppendMatches(service, name, look.wildcard, match.actions);
    } else if (const auto id = FindSlot(view_, ActionSlots(view_, service), name, hash)) {
      match.actions.Append({*id, *id + 1});
    }
  };
  bool known = false;
  if (look.service) {
    known = true;
    match.service = look.service;
    append(*look.service, look.hash);
  } else if (policy::HasWildcard(prefix)) {
    const uint32_t hash = blob::HashFolded(name);
    for (uint32_t id = 0; id < service_count(); ++id) {
      if (!policy::Matches(prefix, service(id).prefix(), policy::Case::kInsensitive)) continue;
      known = true;
      append(id, hash);
    }
  }
  if (!match.actions.empty()) {
    match.kind = ActionMatch::Kind::kMatched;
  } else if (name.find(':') != std::string_view::npos) {
    // No name has a second colon, and no pattern that has one matches a name.
    return {};
  } else {
    match.kind = known ? ActionMatch::Kind::kUnknownAction : ActionMatch::Kind::kUnknownService;
  }
  return match;
}

Catalog::KeyRange Catalog::FindKeys(std::string_view prefix) const {
  // Nearly all keys that are asked for are global or a service's own.
  if (EqualFolded(prefix, "aws")) return {view_.header().global_begin, view_.header().global_end};
  if (const auto id = FindSlot(view_, view_.Entries<blob::Slot>(blob::kServiceSlots), prefix)) {
    const auto& service = view_.Entries<blob::Service>(blob::kServices)[*id];
    return {service.key_begin, service.key_end};
  }
  const auto keys = view_.Entries<blob::Key>(blob::kKeys);
  const auto prefix_of = [&](uint32_t id) {
    const std::string_view name = view_.Text(keys[id].name);
    return name.substr(0, name.find(':'));
  };
  const uint32_t begin = LowerBound(
      0, condition_key_count(), [&](uint32_t id) { return CompareFolded(prefix_of(id), prefix); });
  const uint32_t end = LowerBound(begin, condition_key_count(), [&](uint32_t id) {
    return CompareFolded(prefix_of(id), prefix) <= 0 ? -1 : 1;
  });
  return {begin, end};
}

KeyMatch Catalog::MatchConditionKey(std::string_view key) const {
  KeyMatch match;
  // The prefix may be a URL's host and path, with colons of its own: the last one counts there.
  const size_t colon = key.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == key.size()) return match;
  const std::string_view prefix = key.substr(0, colon);
  const auto keys = view_.Entries<blob::Key>(blob::kKeys);
  if (const auto exact = FindSlot(view_, view_.Entries<blob::Slot>(blob::kKeySlots), key)) {
    match.key = exact;
    match.kind = KeyMatch::Kind::kKnown;
    return match;
  }
  const KeyRange range = FindKeys(prefix);
  bool missing_field = false;
  for (uint32_t id = range.begin; id < range.end; ++id) {
    if ((keys[id].flags & blob::kHasField) == 0) continue;
    const std::string_view name = view_.Text(keys[id].name);
    const std::string_view stem = name.substr(0, name.find("${"));
    const size_t bare = stem.size() - 1;  // without the separator before the field
    if (CompareFolded(key.substr(0, bare), stem.substr(0, bare)) != 0) continue;
    if (key.size() <= stem.size()) {
      missing_field = missing_field || key.size() == bare || key.back() == stem.back();
    } else if (FieldMatches(name, key) &&
               (!match.key || name.size() > view_.Text(keys[*match.key].name).size())) {
      // Of `events:Metadata/${Key}` and `events:Metadata/${Key}/Matcher` the one that says more.
      match.key = id;
    }
  }
  if (match.key) {
    match.kind = KeyMatch::Kind::kKnown;
  } else if (missing_field) {
    match.kind = KeyMatch::Kind::kMissingField;
  } else if (CompareFolded(prefix, "aws") == 0) {
    match.kind = KeyMatch::Kind::kUnknownGlobal;
  } else if (IsProvider(prefix)) {
    match.kind = KeyMatch::Kind::kProvider;
  } else if (range.begin != range.end || FindService(prefix)) {
    match.kind = KeyMatch::Kind::kUnknownKey;
  } else {
    match.kind = KeyMatch::Kind::kUnknownService;
  }
  return match;
}

bool Catalog::IsProvider(std::string_view prefix) const {
  // The host name of an identity provider, perhaps with a path.
  if (prefix.find('.') != std::string_view::npos) return true;
  const auto providers = view_.Entries<uint32_t>(blob::kProviders);
  return std::any_of(providers.begin(), providers.end(), [&](uint32_t reference) {
    return CompareFolded(view_.Text(reference), prefix) == 0;
  });
}

std::optional<ManagedPolicy> Catalog::FindManagedPolicy(std::string_view name_or_arn) const {
  std::string_view name = name_or_arn;
  std::string_view path;
  if (name.substr(0, 4) == "arn:") {
    constexpr std::string_view kMiddle = ":iam::aws:policy/";
    const size_t at = name.find(kMiddle);
    if (at == std::string_view::npos) return std::nullopt;
    path = name.substr(at + kMiddle.size() - 1);
    name = path.substr(path.rfind('/') + 1);
    path.remove_suffix(name.size());
  }
  const auto policies = view_.Entries<blob::Policy>(blob::kPolicies);
  const uint32_t id = LowerBound(0, managed_policy_count(), [&](uint32_t at) {
    return view_.Text(policies[at].name).compare(name);
  });
  if (id == managed_policy_count() || view_.Text(policies[id].name) != name) return std::nullopt;
  // A policy of which only the withdrawal is known has no known path.
  const bool known_path = policies[id].version_begin != policies[id].version_end;
  if (!path.empty() && known_path && view_.Text(policies[id].path) != path) return std::nullopt;
  return ManagedPolicy(this, id);
}

bool Catalog::ActionSuppliesKey(ActionId action, uint32_t key) const {
  const auto keys = view_.Entries<blob::Key>(blob::kKeys);
  const std::string_view name = view_.Text(keys[key].name);
  if ((keys[key].flags & blob::kGlobal) != 0) {
    // Tags of the request and of the resource are global in name only.
    static constexpr std::string_view kListed[] = {"aws:ResourceTag/", "aws:RequestTag/",
                                                   "aws:TagKeys"};
    const bool listed = std::any_of(std::begin(kListed), std::end(kListed), [&](auto stem) {
      return ComparePrefixFolded(name, stem) == 0;
    });
    if (!listed) return true;
  }
  const auto has = [&](uint32_t list) {
    const auto ids = view_.List(list);
    return std::binary_search(ids.begin(), ids.end(), key);
  };
  const auto& entry = view_.Entries<blob::Action>(blob::kActions)[action];
  if (has(entry.keys)) return true;
  const auto resources = view_.Entries<blob::ActionResource>(blob::kActionResources);
  const auto types = view_.Entries<blob::Type>(blob::kTypes);
  for (uint32_t i = entry.resource_begin; i < entry.resource_end; ++i) {
    if (has(resources[i].keys) || has(types[resources[i].type].keys)) return true;
  }
  return false;
}

}  // namespace whittle::catalog
