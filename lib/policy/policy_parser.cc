#include <algorithm>

#include "policy/builder.h"

namespace whittle::policy {

using text::Member;
using text::Node;

namespace {

void ParseVersion(const Node& node, Builder& builder, Policy& policy) {
  policy.version_node = &node;
  policy.version = Version::kUnknown;
  if (AsIntrinsic(node) != nullptr) return;
  if (!node.is_string()) {
    builder.WrongType(node, "Version", "a string");
    return;
  }
  const std::string_view version = node.text();
  if (version == "2012-10-17") {
    policy.version = Version::k2012;
  } else if (version == "2008-10-17") {
    policy.version = Version::k2008;
  } else if (!builder.ScalarText(node).has_holes) {
    policy.version = Version::kInvalid;
    builder.Add(ProblemKind::kInvalidVersion, node.span(), &node, version);
  }
}

/// Collects the statements of the value of Statement.
class StatementList {
 public:
  StatementList(Builder& builder, Policy& policy) : builder_(builder), policy_(policy) {}

  void Add(const Node& node, Branch branch) {
    if (AsIntrinsic(node) != nullptr) {
      AddIntrinsic(node, branch);
    } else if (node.is_object()) {
      Statement statement =
          ParseStatement(node, static_cast<uint32_t>(statements_.size()), builder_);
      statement.choice = branch.choice;
      statement.alternative = branch.alternative;
      statements_.push_back(statement);
    } else if (node.is_string() && builder_.ScalarText(node).has_holes) {
      policy_.open = true;
    } else {
      builder_.WrongType(node, "Statement", "an object or a list of objects");
    }
  }

  void AddValue(const Node& value, Branch branch) {
    if (!value.is_array()) {
      Add(value, branch);
      return;
    }
    if (value.items().empty()) {
      builder_.Add(ProblemKind::kEmptyStatement, value.span(), &value, "Statement");
    }
    statements_.reserve(statements_.size() + value.items().size());
    for (const Node& item : value.items()) Add(item, branch);
  }

  [[nodiscard]] std::span<const Statement> Finish() { return builder_.arena().Copy(statements_); }

 private:
  void AddIntrinsic(const Node& node, Branch branch) {
    if (IsNoValue(node)) return;
    const Member& intrinsic = *AsIntrinsic(node);
    const auto arguments = intrinsic.value.items();
    const bool is_choice = intrinsic.key.text() == "Fn::If" && arguments.size() == 3;
    const uint16_t choice = is_choice && branch.choice == 0 ? builder_.NewChoice() : uint16_t{0};
    if (choice == 0) {
      policy_.open = true;
      return;
    }
    AddValue(arguments[1], {choice, 1});
    AddValue(arguments[2], {choice, 2});
  }

  Builder& builder_;
  Policy& policy_;
  std::vector<Statement> statements_;
};

void ParseObject(const Node& root, Builder& builder, Policy& policy) {
  builder.NoteDuplicates(root);
  StatementList statements(builder, policy);
  for (const Member& member : root.members()) {
    const std::string_view key = member.key.text();
    if (key == "Version") {
      if (policy.version_node == nullptr) ParseVersion(member.value, builder, policy);
    } else if (key == "Id") {
      if (policy.id.present()) continue;
      if (member.value.is_string()) {
        policy.id = builder.ScalarText(member.value);
      } else if (AsIntrinsic(member.value) != nullptr) {
        policy.id = builder.IntrinsicText(member.value);
      } else {
        builder.WrongType(member.value, "Id", "a string");
      }
    } else if (key == "Statement") {
      if (policy.statement_node != nullptr) continue;
      policy.statement_node = &member.value;
      // Each statement without a principal is noted: it depends on the type whether it needs one.
      builder.problems().reserve(2 * member.value.items().size() + 4);
      statements.AddValue(member.value, {});
    } else if (builder.ScalarText(member.key).has_holes) {
      policy.open = true;
    } else {
      builder.Add(ProblemKind::kUnknownElement, member.key.span(), &member.key, key);
    }
  }
  policy.statements = statements.Finish();
  if (policy.statement_node == nullptr && !policy.open) {
    builder.Add(ProblemKind::kMissingStatement, root.span(), &root, "Statement");
  }
}

bool HasUnknowns(const Text& text) { return text.has_holes || text.choice != 0; }

template <typename Entry>
bool HasUnknowns(const Clause<Entry>& clause) {
  return clause.open || std::any_of(clause.entries.begin(), clause.entries.end(),
                                    [](const Entry& entry) { return HasUnknowns(entry.text); });
}

bool HasUnknowns(const Statement& statement) {
  if (statement.choice != 0 || statement.condition_open || statement.effect == Effect::kUnknown ||
      HasUnknowns(statement.action) || HasUnknowns(statement.resource) ||
      HasUnknowns(statement.principal)) {
    return true;
  }
  for (const Condition& condition : statement.conditions) {
    if (condition.open || condition.op.has_holes || HasUnknowns(condition.key)) return true;
    for (const Text& value : condition.values) {
      if (HasUnknowns(value)) return true;
    }
  }
  return false;
}

bool HasUnknowns(const Policy& policy) {
  return policy.open || policy.version == Version::kUnknown ||
         std::any_of(policy.statements.begin(), policy.statements.end(),
                     [](const Statement& statement) { return HasUnknowns(statement); });
}

}  // namespace

Policy* Parse(const Node& root, const TypeHint& hint, text::Arena& arena) {
  Builder builder(arena);
  Policy policy;
  policy.node = &root;
  if (AsIntrinsic(root) != nullptr) {
    policy.open = true;
    policy.version = Version::kUnknown;
  } else if (root.is_object()) {
    ParseObject(root, builder, policy);
  } else {
    policy.version = Version::kUnknown;
    builder.WrongType(root, "policy", "an object");
  }
  policy.has_unknowns = HasUnknowns(policy);
  policy.type = GuessType(policy, hint);
  auto& problems = builder.problems();
  constexpr TypeSet kNoPrincipal = {Type::kIdentity, Type::kBoundary, Type::kSession, Type::kScp};
  if (policy.type.Surely(kNoPrincipal)) {
    std::erase_if(problems, [](const Problem& problem) {
      return problem.kind == ProblemKind::kMissingPrincipal;
    });
  }
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& a, const Problem& b) { return a.span.begin < b.span.begin; });
  policy.problems = arena.Copy(problems);
  return arena.New<Policy>(policy);
}

}  // namespace whittle::policy
