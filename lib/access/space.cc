#include "access/space.h"

#include <algorithm>

#include "access/principal_glob.h"
#include "access/resource_match.h"
#include "policy/pattern.h"

namespace whittle::access {

namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

uint64_t Mix(uint64_t hash) {
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 29);
}

/// FNV-1a, folding letter case on request.
uint64_t Hash(std::string_view text, bool fold) {
  uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(fold ? Lower(c) : c)) * 0x100000001B3U;
  }
  return Mix(hash);
}

bool FoldsCase(const Atom& atom) { return atom.dimension == kActionDimension; }

bool SameText(const policy::Text& a, const policy::Text& b, bool fold) {
  return a.value.size() == b.value.size() &&
         (fold ? policy::EqualsIgnoreCase(a.value, b.value) : a.value == b.value);
}

/// Whether an entry's meaning hangs on more than its spelling.
bool Loose(const policy::Text& text) { return text.choice != 0; }

/// Whether two lists hold the same texts in any order.
bool SameTexts(const Atom& a, const Atom& b) {
  if (a.texts.size() != b.texts.size()) return false;
  const bool fold = FoldsCase(a);
  const auto same = [fold](const policy::Text* x, const policy::Text* y) {
    return SameText(*x, *y, fold);
  };
  if (std::equal(a.texts.begin(), a.texts.end(), b.texts.begin(), same)) return true;
  const auto sorted = [fold](const Atom& atom) {
    std::vector<std::string> values;
    values.reserve(atom.texts.size());
    for (const policy::Text* text : atom.texts) {
      values.emplace_back(text->value);
      if (fold)
        std::transform(values.back().begin(), values.back().end(), values.back().begin(), Lower);
    }
    std::sort(values.begin(), values.end());
    return values;
  };
  return sorted(a) == sorted(b);
}

bool HasWholeHole(const Atom& atom) {
  return std::any_of(atom.texts.begin(), atom.texts.end(),
                     [](const policy::Text* text) { return text->is_hole(); });
}

bool HasPieces(const Atom& atom) {
  return std::any_of(atom.texts.begin(), atom.texts.end(),
                     [](const policy::Text* text) { return !text->pieces.empty(); });
}

/// Whether an entry of Resource has fewer than the five colons of an ARN.
bool HasShort(const Atom& atom) {
  return std::any_of(atom.texts.begin(), atom.texts.end(), [](const policy::Text* text) {
    return std::count(text->value.begin(), text->value.end(), ':') < 5;
  });
}

bool SameAtom(const Atom& a, const Atom& b) {
  return a.dimension == b.dimension && a.negated == b.negated && a.open == b.open &&
         a.base == b.base && a.if_exists == b.if_exists && a.qualifier == b.qualifier &&
         a.spelling == b.spelling && a.value_class == b.value_class && a.order == b.order &&
         SameTexts(a, b) && (a.type == b.type || !HasShort(a)) &&
         (a.variables == b.variables || !HasPieces(a));
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

uint64_t HashAtom(const Atom& atom) {
  uint64_t hash = atom.dimension * 31U + static_cast<uint64_t>(atom.base) * 8U +
                  (atom.negated ? 1U : 0U) + (atom.if_exists ? 2U : 0U) +
                  static_cast<uint64_t>(atom.qualifier) * 1009U;
  hash = Mix(hash);
  const bool fold = FoldsCase(atom);
  for (const policy::Text* text : atom.texts) hash += Hash(text->value, fold);
  return Mix(hash);
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
  for (const char c : key) name.push_back(Lower(c));
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

const Atom& Space::Compiled(AtomId id) {
  Atom& atom = *atoms_[id];
  if (!atom.compiled) Compile(atom);
  return atom;
}

void Space::Compile(Atom& atom) {
  atom.compiled = true;
  atom.patterns.reserve(atom.texts.size());
  using Base = policy::BaseOperator;
  const bool arn = atom.base == Base::kArnEquals || atom.base == Base::kArnNotEquals ||
                   atom.base == Base::kArnLike || atom.base == Base::kArnNotLike;
  const bool like = atom.base == Base::kStringLike || atom.base == Base::kStringNotLike;
  const bool fold = atom.base == Base::kStringEqualsIgnoreCase ||
                    atom.base == Base::kStringNotEqualsIgnoreCase || atom.base == Base::kBool;
  for (const policy::Text* text : atom.texts) {
    Pattern pattern;
    pattern.sure = text->choice == 0;
    if (atom.dimension == kActionDimension) {
      if (!MakeActionGlob(*text, names_, pattern.glob)) continue;
    } else if (atom.dimension == kResourceDimension) {
      const bool open = ShortArnMatches(text->value, atom.type);
      if (!MakeResourceGlob(*text, atom.variables, open, names_, pattern.glob)) continue;
    } else if (atom.value_class == ValueClass::kNone) {
      const bool yes = policy::EqualsIgnoreCase(text->value, "true");
      const bool no = policy::EqualsIgnoreCase(text->value, "false");
      atom.null_true = atom.null_true || yes;
      atom.null_false = atom.null_false || no;
      if ((!yes && !no) || text->choice != 0) atom.opaque = "a value of Null";
      continue;
    } else if (arn) {
      if (atom.negated && policy::Arn(*text).field_count() < 6 && !text->has_variables &&
          (text->value.empty() || text->value.back() != '*')) {
        // A short ARN fails the negated operator, too: as if it excluded everything.
        pattern.sure = pattern.sure && !text->has_holes;
        pattern.glob.letters = {kStar};
        pattern.glob.literal = false;
        atom.patterns.push_back(std::move(pattern));
        continue;
      }
      if (!MakeArnValueGlob(*text, atom.variables, names_, pattern.glob)) continue;
      // Whether a name's value is an ARN is not known.
      const LetterView letters = pattern.glob.letters;
      if (pattern.glob.has_names && letters.substr(0, 4) != u"arn:") pattern.sure = false;
    } else if (atom.value_class == ValueClass::kText || atom.value_class == ValueClass::kBool) {
      pattern.glob = MakeGlob(*text, {like, atom.variables, fold}, names_);
    } else {
      continue;
    }
    atom.has_names = atom.has_names || pattern.glob.has_names;
    atom.patterns.push_back(std::move(pattern));
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
