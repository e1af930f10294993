#include <fmt/format.h>

#include <algorithm>

#include "catalog/arn_format.h"
#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

/// Cheap: no field of the ARN that could narrow it does.
bool MayBeStar(const policy::Resource& resource) {
  const policy::Arn& arn = resource.arn;
  const auto open = [](std::string_view field) { return field.empty() || field == "*"; };
  return resource.text.pieces.empty() && arn.complete() && open(arn.region()) &&
         open(arn.account()) && !arn.resource().empty() && arn.resource().back() == '*';
}

/// An ARN format that the entry covers whole, of a resource that some action of the statement works
/// on; empty if there is none.
std::string_view Covered(lint::PolicyContext& context, const policy::Statement& statement,
                         const policy::Resource& resource) {
  std::string_view covered;
  for (const lint::ResolvedAction& resolved : context.Actions(statement)) {
    if (resolved.unknown || !resolved.match.service) continue;
    for (const catalog::ActionRange range : resolved.match.actions.ranges()) {
      for (catalog::ActionId id = range.begin; id < range.end; ++id) {
        const bool found = context.catalog().action(id).AnyArnFormat([&](std::string_view format) {
          if (!catalog::CoversFormat(resource, format)) return false;
          covered = format;
          return true;
        });
        if (found) return covered;
      }
    }
  }
  return covered;
}

void Check(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kIdentity) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.action.negated || statement.resource.negated ||
        statement.resource.open || statement.resource.entries.empty() ||
        !statement.conditions.empty() || statement.condition_open) {
      continue;
    }
    const auto entries = statement.resource.entries;
    if (!std::all_of(entries.begin(), entries.end(), MayBeStar)) continue;
    std::string_view format;
    for (const policy::Resource& resource : entries) {
      const std::string_view covered = Covered(context, statement, resource);
      if (covered.empty()) {
        format = {};
        break;
      }
      if (format.empty()) format = covered;
    }
    if (format.empty()) continue;
    auto finding = context.Report(entries[0].text.span(),
                                  fmt::format("`{}` looks narrow, but covers every `{}`",
                                              entries[0].text.value, Readable(format)));
    for (size_t i = 1; i < entries.size(); ++i) finding.Related(entries[i].text.span());
    finding.Related(statement.action.value->span());
  }
}

}  // namespace

extern constinit const lint::Rule kEffectivelyStarResource{
    .info = {.name = "effectively-star-resource",
             .group = "meaning",
             .level = lint::Level::kSuggestion,
             .summary = "an ARN leaves every part open that could narrow it",
             .why = "The ARN reads as if it named resources, and matches all that there are "
                    "of its type, in every region and account.",
             .fix = "Name the resources, or a common beginning of their names.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:*:*:*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:*:*:alarms"}
})"},
             .aliases = {.parliament = "RESOURCE_EFFECTIVELY_STAR"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kArn}, .types = {policy::Type::kIdentity}},
    .check_policy = Check,
};

}  // namespace whittle::rules
