#include "advise/finish.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "access/compare.h"
#include "access/shrink.h"
#include "advise/fill_in.h"
#include "text/json_writer.h"

namespace whittle::advise {

namespace {

/// Each statement costs a comparison of the whole policy; one with more of them stays as it is.
constexpr size_t kMostStatements = 64;
/// Steps that such a comparison may take.
constexpr uint64_t kSteps = 200'000;

/// The policy's node with these statements in the place of its own.
text::Node With(const policy::Policy& policy, const std::vector<text::Node>& statements,
                text::TreeBuilder& build) {
  std::vector<std::pair<std::string_view, text::Node>> members;
  for (const text::Member& member : policy.node->members()) {
    const bool own = member.key.text() == "Statement";
    members.emplace_back(member.key.text(), own ? build.Array(statements) : member.value);
  }
  return build.Object(members);
}

/// All statements are there, and stand in the list themselves.
bool IsPlain(const policy::Policy& policy) {
  return !policy.open && std::all_of(policy.statements.begin(), policy.statements.end(),
                                     [](const policy::Statement& one) { return one.choice == 0; });
}

}  // namespace

size_t SizeOf(const std::string& document) {
  const auto owned = OwnedPolicy::Read(document);
  return owned == nullptr ? document.size()
                          : text::WriteJson(*owned->get()->node, text::JsonStyle::kCompact).size();
}

std::string WithoutRepeats(const std::string& document, const catalog::Catalog& catalog) {
  const auto owned = OwnedPolicy::Read(document);
  if (owned == nullptr) return document;
  const policy::Policy& whole = *owned->get();
  if (!IsPlain(whole)) return document;
  std::vector<policy::Statement> statements(whole.statements.begin(), whole.statements.end());
  if (statements.size() < 2 || statements.size() > kMostStatements) return document;
  access::CompareOptions options;
  options.catalog = &catalog;
  options.budget = kSteps;
  const size_t before = statements.size();
  for (size_t i = before; i-- > 0 && statements.size() > 1;) {
    if (!statements[i].allows()) continue;
    std::vector<policy::Statement> others = statements;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    for (size_t k = i; k < others.size(); ++k) others[k].index = static_cast<uint32_t>(k);
    policy::Policy rest = whole;
    rest.statements = others;
    if (access::Contains({{&rest}, {}}, {{&whole}, {}}, options) == access::Truth::kYes) {
      statements = std::move(others);
    }
  }
  if (statements.size() == before) return document;
  text::Arena arena;
  text::TreeBuilder build(arena);
  std::vector<text::Node> nodes;
  for (const policy::Statement& statement : statements) nodes.push_back(*statement.node);
  return text::WriteJson(With(whole, nodes, build), text::JsonStyle::kIndented);
}

std::vector<std::string> FitQuota(const std::string& document, const catalog::Catalog& catalog) {
  if (SizeOf(document) <= access::kManagedPolicyQuota) return {document};
  const auto owned = OwnedPolicy::Read(document);
  if (owned == nullptr || !IsPlain(*owned->get())) return {document};
  access::ShrinkOptions options;
  options.catalog = &catalog;
  options.keep_sids = true;
  text::Arena arena;
  const access::Shrunk shrunk = access::Shrink(*owned->get(), options, arena);
  std::vector<std::string> documents;
  for (const text::Node& node : shrunk.policies) {
    documents.push_back(text::WriteJson(node, text::JsonStyle::kIndented));
  }
  return documents;
}

}  // namespace whittle::advise
