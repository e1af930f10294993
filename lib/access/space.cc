#include "access/space.h"

#include <algorithm>

#include "access/atom_identity.h"
#include "access/principal_glob.h"
#include "policy/pattern.h"
#include "text/ascii.h"

namespace whittle::access {

namespace {

/// Whether an entry's meaning hangs on more than its spelling.
bool Loose(const policy::Text& text) { return text.choice != 0; }

bool HasWholeHole(const Atom& atom) {
  return std::any_of(atom.texts.begin(), atom.texts.end(),
                     [](const policy::Text* text) { return text->is_hole(); });
}

ValueClass ClassOf(policy::OperatorFamily family) {
  switch (family) {
    case policy::OperatorFamily::kNumeric:
      return ValueClass::kNumber;
    case policy::OperatorFamily::kDate:
      return ValueClass::kDate;
    case policy::OperatorFamily::kIpAddress:
      return ValueClass::kAddress;
    case policy::OperatorFamily::kBool:
      return ValueClass::kBool;
    case policy::OperatorFamily::kNull:
      return ValueClass::kNone;
    default:
      return ValueClass::kText;
  }
}

Order OrderOf(policy::BaseOperator base) {
  switch (base) {
    case policy::BaseOperator::kNumericLessThan:
    case policy::BaseOperator::kDateLessThan:
      return Order::kLess;
    case policy::BaseOperator::kNumericLessThanEquals:
    case policy::BaseOperator::kDateLessThanEquals:
      return Order::kLessEqual;
    case policy::BaseOperator::kNumericGreaterThan:
    case policy::BaseOperator::kDateGreaterThan:
      return Order::kGreater;
    case policy::BaseOperator::kNumericGreaterThanEquals:
    case policy::BaseOperator::kDateGreaterThanEquals:
      return Order::kGreaterEqual;
    default:
      return Order::kEqual;
  }
}

/// The bit of an action's service; all bits where the entry is not of one service.
uint64_t ServiceBit(const policy::Action& action) {
  if (action.service.empty() || policy::HasWildcard(action.service)) return ~uint64_t{0};
  return uint64_t{1} << (Hash(action.service, true) >> 58);
}

template <typename Entry>
Atom FromClause(const policy::Clause<Entry>& clause, Dimension dimension) {
  Atom atom;
  atom.dimension = dimension;
  atom.negated = clause.negated;
  atom.open = clause.open;
  atom.texts.reserve(clause.entries.size());
  for (const Entry& entry : clause.entries) atom.texts.push_back(&entry.text);
  return atom;
}

bool IsResourceType(policy::Type type) {
  return type == policy::Type::kResource || type == policy::Type::kTrust ||
         type == policy::Type::kRcp || type == policy::Type::kEndpoint;
}

/// Places of the faults that leave a statement's meaning open, ascending.
std::vector<uint32_t> OpenFaults(const policy::Policy& policy) {
  using Kind = policy::ProblemKind;
  std::vector<uint32_t> places;
  for (const policy::Problem& problem : policy.problems) {
    switch (problem.kind) {
      case Kind::kActionAndNotAction:
      case Kind::kResourceAndNotResource:
      case Kind::kPrincipalAndNotPrincipal:
      case Kind::kMissingAction:
      case Kind::kDataType:
      case Kind::kInvalidPrincipal:
      case Kind::kDuplicateKey:
        places.push_back(problem.span.begin);
        break;
      default:
        break;
    }
  }
  std::sort(places.begin(), places.end());
  return places;
}

bool HasFault(const std::vector<uint32_t>& places, const policy::Statement& statement) {
  const text::Span span = statement.node->span();
  const auto first = std::lower_bound(places.begin(), places.end(), span.begin);
  return first != places.end() && *first < span.end;
}

}  // namespace

Dimension Space::KeyDimension(std::string_view key) {
  std::string name;
  name.reserve(key.size());
  for (const char c : key) {
    name.push_back(text::ToLower(c));
  }
  const auto next = static_cast<Dimension>(kFirstKeyDimension + keys_.size());
  const auto [known, is_new] = key_dimensions_.emplace(name, next);
  if (is_new) {
    KeyInfo info;
    info.name = std::move(name);
    info.spelling = key;
    keys_.push_back(std::move(info));
  }
  return known->second;
}

AtomId Space::Intern(Atom&& atom, uint64_t hash) {
  // A list that may hold more is the same list again where the placeholder that it comes from is.
  const bool shared = (!atom.open || HasWholeHole(atom)) &&
                      std::none_of(atom.texts.begin(), atom.texts.end(),
                                   [](const policy::Text* t) { return Loose(*t); });
  if (shared) {
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
      if (SameAtom(*atoms_[it->second], atom)) return it->second;
    }
  }
  const auto id = static_cast<AtomId>(atoms_.size());
  atoms_.push_back(std::make_unique<Atom>(std::move(atom)));
  if (shared) by_hash_.emplace(hash, id);
  return id;
}

AtomId Space::AddAtom(Atom atom) {
  const uint64_t hash = HashAtom(atom);
  return Intern(std::move(atom), hash);
}

AtomId Space::AddClause(const policy::Policy& policy,
                        const policy::Clause<policy::Action>& clause) {
  Atom atom = FromClause(clause, kActionDimension);
  atom.variables = policy.has_variables();
  return AddAtom(std::move(atom));
}

AtomId Space::AddClause(const policy::Policy& policy,
                        const policy::Clause<policy::Resource>& clause) {
  Atom atom = FromClause(clause, kResourceDimension);
  atom.type = policy.type.type;
  atom.variables = policy.has_variables();
  return AddAtom(std::move(atom));
}

AtomId Space::AddClause(const policy::Clause<policy::Principal>& clause) {
  Atom atom = FromClause(clause, kPrincipalDimension);
  // The kind of each entry is part of its meaning: compile at once and spell it out.
  uint64_t hash = clause.negated ? 7 : 3;
  for (const policy::Principal& entry : clause.entries) {
    AppendPrincipalGlobs(entry, clause.negated, names_, atom.patterns);
    hash += Mix(Hash(entry.text.value, false) + static_cast<uint64_t>(entry.kind));
    if (entry.kind == policy::PrincipalKind::kInvalid) {
      atom.opaque = "a principal of unknown kind";
    }
  }
  atom.compiled = true;
  for (const Pattern& pattern : atom.patterns) {
    atom.has_names = atom.has_names || pattern.glob.has_names;
  }
  const auto same = [&](const Atom& other) {
    if (other.dimension != kPrincipalDimension || other.negated != atom.negated || other.open ||
        other.patterns.size() != atom.patterns.size()) {
      return false;
    }
    return std::equal(atom.patterns.begin(), atom.patterns.end(), other.patterns.begin(),
                      [](const Pattern& a, const Pattern& b) {
                        return a.sure && b.sure && a.glob.letters == b.glob.letters;
                      });
  };
  hash = Mix(hash);
  if (!atom.open && atom.opaque.empty()) {
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
      if (same(*atoms_[it->second])) return it->second;
    }
  }
  const auto id = static_cast<AtomId>(atoms_.size());
  atoms_.push_back(std::make_unique<Atom>(std::move(atom)));
  by_hash_.emplace(hash, id);
  return id;
}

AtomId Space::AddCondition(const policy::Policy& policy, const policy::Condition& condition) {
  Atom atom;
  atom.dimension = KeyDimension(condition.key.value);
  atom.negated = condition.op.negated();
  atom.if_exists = condition.op.if_exists;
  atom.qualifier = condition.op.qualifier;
  atom.base = condition.op.base;
  atom.value_class = ClassOf(condition.op.family());
  atom.order = OrderOf(condition.op.base);
  atom.open = condition.open;
  atom.variables = policy.has_variables() && condition.op.takes_variables();
  atom.texts.reserve(condition.values.size());
  for (const policy::Text& value : condition.values) atom.texts.push_back(&value);
  if (!condition.op.known() || condition.op.has_holes) {
    atom.opaque = "the operator `" + std::string(condition.op.spelling) + "`";
    atom.spelling = condition.op.spelling;
  } else if (condition.key.has_holes) {
    atom.opaque = "the condition key `" + std::string(condition.key.value) + "`";
  }
  if (atom.qualifier != policy::SetQualifier::kNone) {
    keys_[atom.dimension - kFirstKeyDimension].set_operator = true;
  }
  return AddAtom(std::move(atom));
}

void Space::Add(const policy::Policy& policy, uint32_t document, std::vector<Box>& boxes) {
  const std::vector<uint32_t> faults = OpenFaults(policy);
  for (const policy::Statement& statement : policy.statements) {
    Box box;
    box.policy = &policy;
    box.statement = &statement;
    box.document = document;
    box.allows = statement.effect != policy::Effect::kDeny;
    box.denies = statement.effect != policy::Effect::kAllow;
    box.certain = box.allows != box.denies && statement.choice == 0 && !statement.condition_open;
    if (HasFault(faults, statement)) box.certain = false;
    box.atoms.reserve(3 + statement.conditions.size());
    if (statement.action.present()) {
      box.atoms.push_back(AddClause(policy, statement.action));
      if (!statement.action.negated && !statement.action.open) {
        box.services = 0;
        for (const policy::Action& action : statement.action.entries) {
          box.services |= ServiceBit(action);
        }
      }
    }
    if (statement.resource.present()) {
      box.atoms.push_back(AddClause(policy, statement.resource));
    }
    if (statement.principal.present()) {
      box.atoms.push_back(AddClause(statement.principal));
    } else if (IsResourceType(policy.type.type)) {
      box.never = true;
    }
    for (const policy::Condition& condition : statement.conditions) {
      box.atoms.push_back(AddCondition(policy, condition));
    }
    std::sort(box.atoms.begin(), box.atoms.end());
    box.atoms.erase(std::unique(box.atoms.begin(), box.atoms.end()), box.atoms.end());
    box.identity = (box.allows ? 1U : 0U) + (box.denies ? 2U : 0U) + (box.never ? 4U : 0U);
    for (const AtomId id : box.atoms) box.identity = Mix(box.identity * 31 + id + 1);
    boxes.push_back(std::move(box));
  }
}

bool Space::TakesLists(Dimension dimension) {
  KeyInfo& key = keys_[dimension - kFirstKeyDimension];
  if (key.set_operator) return true;
  if (!key.multivalued) {
    const catalog::KeyMatch match = catalog_.MatchConditionKey(key.name);
    key.multivalued = match.key.has_value() && catalog_.condition_key(*match.key).multivalued();
  }
  return *key.multivalued;
}

}  // namespace whittle::access
