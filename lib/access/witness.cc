#include "access/witness.h"

#include <algorithm>
#include <map>

#include "access/plausible.h"

namespace whittle::access {

namespace {

/// Values for the names that occur.
using Values = std::map<Letter, std::string>;

/// The text that a word spells; nothing where it has a hole.
std::optional<std::string> Spell(const Space& space, const std::u16string& word,
                                 const Values& values) {
  std::string text;
  for (const Letter letter : word) {
    if (!IsName(letter)) {
      text.push_back(static_cast<char>(static_cast<unsigned char>(letter)));
      continue;
    }
    if (space.names().Of(letter).hole) return std::nullopt;
    const auto value = values.find(letter);
    if (value == values.end()) return std::nullopt;
    text += value->second;
  }
  return text;
}

/// A plausible value for a variable: `example-username` for aws:username.
std::string MadeUp(std::string_view key) {
  const size_t at = key.find_last_of(":/");
  return "example-" + std::string(key.substr(at == std::string_view::npos ? 0 : at + 1));
}

}  // namespace

SideEvaluator::SideEvaluator(const Grants& grants) {
  const auto add = [this](const std::vector<const policy::Policy*>& policies) {
    Layer layer;
    for (const policy::Policy* policy : policies) {
      layer.policies.emplace_back(*policy, policy->type.type);
    }
    layers_.push_back(std::move(layer));
  };
  add(grants.policies);
  for (const auto& limit : grants.limits) add(limit);
}

Truth SideEvaluator::Allows(const Request& request) const {
  Truth deny = Truth::kNo;
  Truth allow = Truth::kYes;
  for (const Layer& layer : layers_) {
    Truth here = Truth::kNo;
    for (const PolicyEvaluator& policy : layer.policies) {
      const Verdict verdict = policy.Evaluate(request);
      deny = Or(deny, verdict.deny);
      here = Or(here, verdict.allow());
    }
    allow = And(allow, here);
  }
  return And(allow, Not(deny));
}

std::optional<Requester> RequesterOf(const std::string& typed) {
  const size_t space = typed.find(' ');
  if (space == std::string::npos) return Requester::Anonymous();
  const std::string kind = typed.substr(0, space);
  const std::string name = typed.substr(space + 1);
  if (kind == "AWS") return Requester::Parse(name);
  Requester who;
  who.text = name;
  if (kind == "Service") {
    who.kind = RequesterKind::kService;
  } else if (kind == "Federated") {
    who.kind = RequesterKind::kProvider;
  } else if (kind == "CanonicalUser") {
    who.kind = RequesterKind::kCanonicalUser;
  } else {
    return Requester::Anonymous();
  }
  return who;
}

std::vector<Request> Requests(const Space& space, const std::vector<Example>& example) {
  // What the example itself says of the keys that variables stand for.
  std::map<std::string, const Value*> fixed;
  std::vector<Letter> used;
  for (const Example& part : example) {
    if (part.dimension >= kFirstKeyDimension) {
      fixed[std::string(space.Key(part.dimension))] = &part.value;
    }
    for (const std::u16string& word : part.value.words) {
      for (const Letter letter : word) {
        if (IsName(letter) && std::find(used.begin(), used.end(), letter) == used.end()) {
          used.push_back(letter);
        }
      }
    }
  }
  std::vector<Request> requests;
  // The names that occur only; then all names, so that those of the other side have values, too.
  for (const bool all : {false, true}) {
    if (all && space.names().size() == used.size()) break;
    std::vector<Letter> names = used;
    if (all) {
      names.clear();
      for (size_t i = 0; i < space.names().size(); ++i) {
        names.push_back(static_cast<Letter>(kFirstName + i));
      }
    }
    Values values;
    Request request;
    request.action = "*";
    request.resource = "*";
    bool possible = true;
    for (const Letter letter : names) {
      const Name& name = space.names().Of(letter);
      if (name.hole) continue;
      const auto known = fixed.find(name.key);
      const bool given =
          known != fixed.end() && known->second->kind == Value::Kind::kScalar &&
          std::none_of(known->second->words[0].begin(), known->second->words[0].end(), IsName);
      if (given) {
        values[letter] =
            *Spell(space, Plausible(kFirstKeyDimension, known->second->words[0]), values);
      } else if (name.has_default && !all) {
        values[letter] = name.default_value;
      } else {
        values[letter] = MadeUp(name.key);
        request.context.Set(name.key, values[letter]);
      }
    }
    for (const Example& part : example) {
      std::vector<std::string> texts;
      for (const std::u16string& word : part.value.words) {
        std::optional<std::string> text = Spell(space, Plausible(part.dimension, word), values);
        possible = possible && text.has_value();
        texts.push_back(text.value_or(""));
      }
      if (part.dimension == kActionDimension) {
        request.action = texts.front();
      } else if (part.dimension == kResourceDimension) {
        request.resource = texts.front();
      } else if (part.dimension == kPrincipalDimension) {
        const auto who = RequesterOf(texts.front());
        possible = possible && who.has_value();
        if (who) request.principal = *who;
      } else if (part.value.kind == Value::Kind::kScalar) {
        request.context.Set(space.KeySpelling(part.dimension), texts.front());
      } else if (part.value.kind == Value::Kind::kList) {
        request.context.Set(space.KeySpelling(part.dimension), texts);
      }
    }
    if (possible) requests.push_back(std::move(request));
  }
  return requests;
}

std::optional<Request> Confirm(const std::vector<Request>& requests, const SideEvaluator& allowing,
                               const SideEvaluator& refusing) {
  for (const Request& request : requests) {
    if (allowing.Allows(request) == Truth::kYes && refusing.Allows(request) == Truth::kNo) {
      return request;
    }
  }
  return std::nullopt;
}

}  // namespace whittle::access
