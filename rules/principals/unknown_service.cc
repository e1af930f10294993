#include "rules/principals/unknown_service.h"

#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/principals/service_principal.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

/// The service that the principal's one label is a letter away from; empty where it is a service,
/// has several labels, or is too short to tell.
std::string_view MeantService(const catalog::Catalog& catalog, std::string_view principal) {
  constexpr size_t kShortest = 5;
  if (!LooksLikeServicePrincipal(principal)) return {};
  const std::string_view label = ServiceLabels(principal);
  if (label.size() < kShortest || label.find('.') != std::string_view::npos) return {};
  if (catalog.FindService(label)) return {};
  for (uint32_t id = 0; id < catalog.service_count(); ++id) {
    const std::string_view prefix = catalog.service(id).prefix();
    if (prefix.size() >= kShortest && text::EditDistance(label, prefix, 1) == 1) return prefix;
  }
  return {};
}

void Check(lint::PolicyContext& context, const policy::Text& text) {
  if (!text.pieces.empty()) return;
  const std::string_view meant = MeantService(context.catalog(), text.value);
  if (meant.empty()) return;
  const std::string_view domain = text.value.substr(ServiceLabels(text.value).size());
  context
      .Report(text.span(), fmt::format("`{}` is no service{}", text.value,
                                       text::DidYouMean({fmt::format("{}{}", meant, domain)})))
      .RestsOnCatalog();
}

}  // namespace

void ReportUnknownServices(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind == policy::PrincipalKind::kService) Check(context, principal.text);
    }
    for (const policy::Condition& condition : statement.conditions) {
      if (!policy::StartsWithIgnoreCase(condition.key.value, "aws:CalledVia")) continue;
      for (const policy::Text& value : condition.values) Check(context, value);
    }
  }
}

}  // namespace whittle::rules
