// Wildcards and variables that leave open what a trust or resource policy should pin.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// What is looked for in a value.
enum class Open : uint8_t { kWildcard, kVariable };

/// Literal characters that AWS wants before each wildcard or variable.
constexpr size_t kWanted = 6;

/// Keys whose values are whole account, organization or network ids.
/// Source: IAM user guide, reference_policies_condition-keys, sensitive condition keys.
constexpr std::string_view kSensitive[] = {
    "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:ResourceAccount", "aws:ResourceOrgID",
    "aws:SourceAccount",    "aws:SourceOrgID",    "aws:SourceVpc",       "aws:SourceVpce",
    "aws:VpceAccount",      "aws:VpceOrgID"};

/// Other keys that say who calls; claims of identity providers come on top.
constexpr std::string_view kNaming[] = {"aws:username", "aws:SourceIdentity",
                                        "aws:PrincipalOrgPaths", "aws:SourceOrgPaths",
                                        "aws:VpceOrgPaths"};

template <size_t N>
bool IsOneOf(const policy::Condition& condition, const std::string_view (&keys)[N]) {
  return std::any_of(std::begin(keys), std::end(keys),
                     [&](std::string_view key) { return IsKey(condition, key); });
}

/// Calls `visit` with the begin of each stretch of the value that is open, and with the number of
/// literal characters right before it. A hole may stand for any number of them.
template <typename Visit>
void ForEachOpen(const policy::Text& text, Open open, Visit visit) {
  size_t run = 0;
  bool in_wildcard = false;
  const auto literal = [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const bool wildcard = text.value[i] == '*' || text.value[i] == '?';
      if (wildcard && !in_wildcard && open == Open::kWildcard) visit(i, run);
      run = wildcard ? 0 : run + 1;
      in_wildcard = wildcard;
    }
  };
  if (text.pieces.empty()) literal(0, text.value.size());
  for (const policy::Piece& piece : text.pieces) {
    switch (piece.kind) {
      case policy::PieceKind::kLiteral:
        literal(piece.begin, piece.end);
        continue;
      case policy::PieceKind::kVariable:
        if (open == Open::kVariable) visit(size_t{piece.begin}, run);
        run = 0;
        break;
      case policy::PieceKind::kEscape:
        ++run;
        break;
      case policy::PieceKind::kHole:
        run += kWanted;
        break;
    }
    in_wildcard = false;
  }
}

/// `AROAEXAMPLE:*` and `*:session` name one side whole; anything else open before the colon does
/// not.
bool LeavesUserOpen(const policy::Text& text, Open open) {
  const size_t colon = text.value.rfind(':');
  bool leaves = false;
  ForEachOpen(text, open, [&](size_t at, size_t) {
    if (open == Open::kVariable) {
      const auto piece = std::find_if(text.pieces.begin(), text.pieces.end(),
                                      [&](const policy::Piece& p) { return p.begin == at; });
      // A colon inside the variable's own name separates nothing.
      const size_t after = text.value.find(':', piece->end);
      const bool right = text.value.substr(0, at).find(':') != std::string_view::npos;
      leaves = leaves || (!right && (at != 0 || after != piece->end));
    } else {
      leaves = leaves || colon == std::string_view::npos ||
               (at < colon && text.value.substr(0, colon) != "*");
    }
  });
  return leaves;
}

/// Why the value is too open, or nothing.
std::string_view Complaint(const policy::Condition& condition, const policy::Text& value,
                           bool provider, Open open) {
  if (IsOneOf(condition, kSensitive)) {
    bool found = false;
    ForEachOpen(value, open, [&](size_t, size_t) { found = true; });
    return found ? "names one account, organization or network; it should be written whole" : "";
  }
  if (IsKey(condition, "aws:userid")) {
    return LeavesUserOpen(value, open) && value.known()
               ? "is open before its colon, where the id of the role or user stands"
               : "";
  }
  if (!provider && !IsOneOf(condition, kNaming)) return {};
  size_t shortest = kWanted;
  ForEachOpen(value, open, [&](size_t, size_t run) { shortest = std::min(shortest, run); });
  return shortest < kWanted ? "has fewer than 6 letters before what is left open" : "";
}

void CheckOpen(lint::PolicyContext& context, Open open) {
  if (!context.policy().type.Surely({policy::Type::kResource, policy::Type::kTrust})) return;
  ForEachKey(context, [&](const policy::Statement& statement, const policy::Condition& condition,
                          const auto& match) {
    if (!condition.op.known() || !condition.op.takes_wildcards()) return;
    // Only where a match lets somebody in.
    if (condition.op.negated() ? !statement.denies() : !statement.allows()) return;
    const bool provider = match.kind == catalog::KeyMatch::Kind::kProvider;
    for (const policy::Text& value : condition.values) {
      const std::string_view complaint = Complaint(condition, value, provider, open);
      if (complaint.empty()) continue;
      context.Report(value.span(),
                     fmt::format("`{}` of `{}` {}", value.value, condition.key.value, complaint));
    }
  });
}

void CheckWildcard(lint::PolicyContext& context) { CheckOpen(context, Open::kWildcard); }

void CheckVariable(lint::PolicyContext& context) {
  if (context.policy().has_variables()) CheckOpen(context, Open::kVariable);
}

}  // namespace

extern constinit const lint::Rule kWildcardUsageTooPermissive{
    .info = {.name = "wildcard-usage-too-permissive",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a wildcard leaves open who may call",
             .why = "A pattern with little fixed text before the wildcard also matches what others "
                    "can name; AWS refuses it.",
             .fix = "Write at least 6 letters before each wildcard, and none at all in ids of "
                    "accounts, organizations and networks.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-*"}}}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "WILDCARD_USAGE_TOO_PERMISSIVE"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kConditions},
              .types = {policy::Type::kResource, policy::Type::kTrust}},
    .check_policy = CheckWildcard,
};

extern constinit const lint::Rule kVariableUsageTooPermissive{
    .info = {.name = "variable-usage-too-permissive",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a policy variable leaves open who may call",
             .why = "A variable stands for whatever the caller brings along; with little fixed "
                    "text before it, it matches as a wildcard does.",
             .fix = "Write at least 6 letters before each variable, and none at all in ids of "
                    "accounts, organizations and networks.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"aws:SourceIdentity": "${aws:username}"}}}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"aws:SourceIdentity": "person-${aws:username}"}}}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "VARIABLE_USAGE_TOO_PERMISSIVE"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kConditions, lint::Fact::kVariable},
              .types = {policy::Type::kResource, policy::Type::kTrust}},
    .check_policy = CheckVariable,
};

}  // namespace whittle::rules
