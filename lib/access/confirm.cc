#include "access/confirm.h"

#include <algorithm>
#include <map>

#include "access/plausible.h"
#include "text/ascii.h"

namespace whittle::access {

namespace {

/// Values for the names that occur.
using Values = std::map<Letter, std::string>;

/// Requests that are tried at most.
constexpr size_t kMostTries = 24;

/// A plausible value for a variable or hole: `example-username` for aws:username.
std::string MadeUp(std::string_view key) {
  const size_t at = key.find_last_of(":/.");
  std::string value = "example-";
  for (const char c : key.substr(at == std::string_view::npos ? 0 : at + 1)) {
    value.push_back(text::IsLetterOrDigit(c) ? c : '-');
  }
  return value;
}

bool HasNames(const std::u16string& word) { return std::any_of(word.begin(), word.end(), IsName); }

/// Builds requests from one example.
class Builder {
 public:
  Builder(const Space& space, const std::vector<Example>& example)
      : space_(space), example_(example) {
    for (const Example& part : example) {
      for (const std::u16string& word : part.value.words) Note(part.dimension, word);
    }
  }

  [[nodiscard]] bool has_holes() const { return !holes_.empty(); }
  [[nodiscard]] const std::vector<Letter>& used() const { return used_; }

  /// What variables stand for when nothing speaks against it; all names, or those that occur.
  [[nodiscard]] Values Plain(bool all) const {
    Values values;
    const auto add = [&](Letter letter) {
      const Name& name = space_.names().Of(letter);
      if (name.hole) {
        values[letter] = HoleValue(letter);
      } else if (const std::string* fixed = Fixed(name.key)) {
        values[letter] = *fixed;
      } else {
        values[letter] = name.has_default && !all ? name.default_value : MadeUp(name.key);
      }
    };
    if (all) {
      for (size_t i = 0; i < space_.names().size(); ++i) {
        add(static_cast<Letter>(kFirstName + i));
      }
    } else {
      for (const Letter letter : used_) add(letter);
    }
    return values;
  }

  /// Literals that policies compare with where a word is nothing but a variable.
  [[nodiscard]] std::vector<std::pair<Letter, std::string>> Literals() const {
    std::vector<std::pair<Letter, std::string>> literals;
    for (const Example& part : example_) {
      for (const std::u16string& word : part.value.words) {
        if (word.size() != 1 || !IsName(word[0])) continue;
        for (size_t id = 0; id < space_.atom_count(); ++id) {
          const Atom& atom = space_.atom(static_cast<AtomId>(id));
          if (atom.dimension != part.dimension) continue;
          for (const Pattern& pattern : atom.patterns) {
            if (!pattern.glob.literal) continue;
            literals.emplace_back(
                word[0], std::string(pattern.glob.letters.begin(), pattern.glob.letters.end()));
          }
        }
      }
    }
    return literals;
  }

  [[nodiscard]] std::optional<Request> Build(const Values& values) const {
    Request request;
    request.action = "*";
    request.resource = "*";
    for (const auto& [letter, value] : values) {
      const Name& name = space_.names().Of(letter);
      if (name.hole || (name.has_default && value == name.default_value)) continue;
      request.context.Set(name.key, value);
    }
    for (const Example& part : example_) {
      std::vector<std::string> texts;
      for (const std::u16string& word : part.value.words) {
        texts.push_back(Spell(Plausible(part.dimension, word), values));
      }
      if (part.dimension == kActionDimension) {
        request.action = texts.front();
      } else if (part.dimension == kResourceDimension) {
        request.resource = texts.front();
      } else if (part.dimension == kPrincipalDimension) {
        auto who = RequesterOf(texts.front());
        if (!who) return std::nullopt;
        request.principal = std::move(*who);
      } else if (part.value.kind == Value::Kind::kScalar) {
        request.context.Set(space_.KeySpelling(part.dimension), texts.front());
      } else if (part.value.kind == Value::Kind::kList) {
        request.context.Set(space_.KeySpelling(part.dimension), texts);
      }
    }
    return request;
  }

  [[nodiscard]] HoleValues Holes() const {
    HoleValues values;
    for (size_t i = 0; i < space_.names().size(); ++i) {
      const auto letter = static_cast<Letter>(kFirstName + i);
      const Name& name = space_.names().Of(letter);
      if (name.hole) values[name.key] = HoleValue(letter);
    }
    return values;
  }

 private:
  void Note(Dimension dimension, const std::u16string& word) {
    for (size_t i = 0; i < word.size(); ++i) {
      const Letter letter = word[i];
      if (!IsName(letter)) continue;
      if (std::find(used_.begin(), used_.end(), letter) == used_.end()) used_.push_back(letter);
      if (!space_.names().Of(letter).hole) continue;
      holes_.push_back(letter);
      // A hole that begins a resource stands for an ARN, one that is a principal for a role.
      if (dimension == kResourceDimension && i == 0) arns_.push_back(letter);
      if (dimension == kPrincipalDimension && i == 4 && word.size() == 5) roles_.push_back(letter);
    }
  }

  [[nodiscard]] std::string HoleValue(Letter letter) const {
    const std::string name = MadeUp(space_.names().Of(letter).key);
    const auto in = [letter](const std::vector<Letter>& list) {
      return std::find(list.begin(), list.end(), letter) != list.end();
    };
    if (in(roles_)) return "arn:aws:iam::111111111111:role/" + name;
    return in(arns_) ? "arn:aws:s3:::" + name : name;
  }

  /// The one value that the example itself gives the key.
  [[nodiscard]] const std::string* Fixed(const std::string& key) const {
    for (const Example& part : example_) {
      if (part.dimension < kFirstKeyDimension || space_.Key(part.dimension) != key) continue;
      if (part.value.kind != Value::Kind::kScalar || HasNames(part.value.words[0])) continue;
      fixed_ = Spell(Plausible(part.dimension, part.value.words[0]), {});
      return &fixed_;
    }
    return nullptr;
  }

  [[nodiscard]] static std::string Spell(const std::u16string& word, const Values& values) {
    std::string text;
    for (const Letter letter : word) {
      if (!IsName(letter)) {
        text.push_back(static_cast<char>(static_cast<unsigned char>(letter)));
      } else if (const auto value = values.find(letter); value != values.end()) {
        text += value->second;
      }
    }
    return text;
  }

  const Space& space_;
  const std::vector<Example>& example_;
  std::vector<Letter> used_;
  std::vector<Letter> holes_;
  std::vector<Letter> arns_;
  std::vector<Letter> roles_;
  mutable std::string fixed_;
};

}  // namespace

Truth SideEvaluator::Allows(const Request& request) {
  if (layers_.empty()) {
    const auto add = [this](const std::vector<const policy::Policy*>& policies) {
      std::vector<PolicyEvaluator>& layer = layers_.emplace_back();
      layer.reserve(policies.size());
      for (const policy::Policy* policy : policies) layer.emplace_back(*policy, policy->type.type);
    };
    add(grants_.policies);
    for (const auto& limit : grants_.limits) add(limit);
  }
  Truth deny = Truth::kNo;
  Truth allow = Truth::kYes;
  for (const std::vector<PolicyEvaluator>& layer : layers_) {
    Truth here = Truth::kNo;
    for (const PolicyEvaluator& policy : layer) {
      const Verdict verdict = policy.Evaluate(request);
      deny = Or(deny, verdict.deny);
      here = Or(here, verdict.allow());
    }
    allow = And(allow, here);
  }
  return And(allow, Not(deny));
}

Truth SideEvaluator::AllowsFilled(const Request& request, const HoleValues& values) const {
  text::Arena arena;
  const auto fill = [&](const std::vector<const policy::Policy*>& policies) {
    std::vector<const policy::Policy*> filled;
    for (const policy::Policy* policy : policies) {
      filled.push_back(FillHoles(*policy, values, arena));
    }
    return filled;
  };
  Grants filled;
  filled.policies = fill(grants_.policies);
  for (const auto& limit : grants_.limits) filled.limits.push_back(fill(limit));
  return SideEvaluator(filled).Allows(request);
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

std::optional<Confirmed> Confirm(const Space& space, const std::vector<Example>& example,
                                 Reading reading, SideEvaluator& allowing,
                                 SideEvaluator& refusing) {
  const Builder builder(space, example);
  if (builder.has_holes() && reading == Reading::kProve) return std::nullopt;
  size_t tries = 0;
  const auto attempt = [&](const Values& values) -> std::optional<Confirmed> {
    std::optional<Request> request;
    if (++tries <= kMostTries) request = builder.Build(values);
    if (!request) return std::nullopt;
    if (allowing.Allows(*request) == Truth::kYes && refusing.Allows(*request) == Truth::kNo) {
      return Confirmed{std::move(*request), {}};
    }
    if (reading == Reading::kProve) return std::nullopt;
    const HoleValues holes = builder.Holes();
    if (holes.empty() || allowing.AllowsFilled(*request, holes) != Truth::kYes ||
        refusing.AllowsFilled(*request, holes) != Truth::kNo) {
      return std::nullopt;
    }
    Confirmed confirmed{std::move(*request), {}};
    for (const auto& [expression, value] : holes) {
      std::string& assumed = confirmed.assumes.emplace_back("that the placeholder `");
      assumed.append(expression).append("` is `").append(value).append("`");
    }
    return confirmed;
  };
  const Values plain = builder.Plain(false);
  if (auto confirmed = attempt(plain)) return confirmed;
  if (space.names().size() == 0) return std::nullopt;
  // Variables of the other side may want a value, too, or all the same one, or one that a policy
  // spells out.
  if (auto confirmed = attempt(builder.Plain(true))) return confirmed;
  Values same = plain;
  for (auto& [letter, value] : same) value = same.begin()->second;
  if (auto confirmed = attempt(same)) return confirmed;
  for (const auto& [letter, literal] : builder.Literals()) {
    Values values = plain;
    values[letter] = literal;
    if (auto confirmed = attempt(values)) return confirmed;
  }
  return std::nullopt;
}

}  // namespace whittle::access
