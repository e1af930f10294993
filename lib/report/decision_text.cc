// Decisions for a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "report/decision.h"
#include "report/frame.h"

namespace whittle::report {

namespace {

constexpr size_t kMost = 5;  ///< statements shown of a kind

using access::Outcome;
using access::Reason;

std::string_view Color(Outcome outcome, const Paint& paint) {
  switch (outcome) {
    case Outcome::kAllowed:
      return paint.Green();
    case Outcome::kUnknown:
      return paint.Yellow();
    default:
      return paint.Red();
  }
}

std::string_view Why(Reason reason) {
  switch (reason) {
    case Reason::kAllowed:
      return "a statement allows it and none denies it";
    case Reason::kDenied:
      return "a Deny always wins";
    case Reason::kScp:
      return "a level of service control policies does not allow it";
    case Reason::kEndpoint:
      return "the VPC endpoint's policy does not allow it";
    case Reason::kNoIdentityAllow:
      return "no policy allows it to this principal";
    case Reason::kNoResourceAllow:
      return "the resource's own policy would have to allow it";
    case Reason::kBoundary:
      return "the permissions boundary does not allow it";
    case Reason::kSession:
      return "the session policy does not allow it";
    case Reason::kServiceRule:
      return "the service decides this by a rule of its own, whatever policies say";
    case Reason::kUnknown:
      return "a value that is not known yet decides";
  }
  return {};
}

std::string_view Missed(access::NearMiss::Element element) {
  switch (element) {
    case access::NearMiss::Element::kPrincipal:
      return "not for this principal";
    case access::NearMiss::Element::kResource:
      return "not on this resource";
    case access::NearMiss::Element::kCondition:
      return "this condition is not met";
  }
  return {};
}

/// Writes statements with their code.
class Writer {
 public:
  Writer(Outcome outcome, const PolicyOrigins& origins, const Paint& paint, std::string& out)
      : outcome_(outcome), origins_(origins), paint_(paint), out_(out) {}

  void Match(const access::StatementMatch& match) {
    const bool sure = match.match == access::Truth::kYes;
    const bool denies = match.statement->denies();
    const bool enough = outcome_ != Outcome::kImplicitlyDenied;
    Head(match, !enough ? "allowed, but that is not enough, by"
                : sure  ? (denies ? "denied by" : "allowed by")
                        : (denies ? "may be denied by" : "may be allowed by"));
    const std::string_view color = denies ? paint_.Red() : sure ? paint_.Green() : paint_.Yellow();
    Frame(match, match.action, {}, color);
    if (match.resource != match.action) Frame(match, match.resource, {}, color);
    for (const policy::Condition& condition : match.statement->conditions) {
      Frame(match, condition.key.node, {}, color);
    }
  }

  void Near(const access::NearMiss& miss) {
    Head(miss, "nearly allowed by");
    const policy::Statement& statement = *miss.statement;
    const text::Node* place = miss.condition != nullptr ? miss.condition->key.node
                              : miss.element == access::NearMiss::Element::kPrincipal
                                  ? statement.principal.value
                                  : statement.resource.value;
    if (place == nullptr) place = statement.node;
    Frame(miss, place, Missed(miss.element), paint_.Yellow());
  }

 private:
  void Head(const access::StatementPlace& place, std::string_view words) {
    const policy::Statement& statement = *place.statement;
    out_ += fmt::format("\n  {} statement {}", words, statement.index + 1);
    if (statement.sid.present() && !statement.sid.value.empty()) {
      out_ += fmt::format(" ({})", Printable(statement.sid.value));
    }
    out_ += fmt::format(" of {}", policy::Describe(place.layer));
    const auto origin = origins_.find(place.policy);
    if (origin != origins_.end()) {
      out_ += fmt::format("\n  {}-->{} {}", paint_.Blue(), paint_.Off(),
                          Printable(origin->second.name));
      if (origin->second.source != nullptr && statement.node != nullptr) {
        const text::Position at =
            Lines(*origin->second.source).Locate(statement.node->span().begin);
        out_ += fmt::format(":{}:{}", at.line, at.column);
      }
    }
    out_ += '\n';
  }

  void Frame(const access::StatementPlace& place, const text::Node* node, std::string_view note,
             std::string_view color) {
    const auto origin = origins_.find(place.policy);
    if (node == nullptr || origin == origins_.end() || origin->second.source == nullptr) return;
    AppendFrame(Lines(*origin->second.source), node->span(), note, color, paint_, out_);
  }

  const text::LineIndex& Lines(const text::Source& source) {
    return lines_.try_emplace(&source, source.text()).first->second;
  }

  Outcome outcome_;
  const PolicyOrigins& origins_;
  const Paint& paint_;
  std::string& out_;
  std::map<const text::Source*, text::LineIndex> lines_;
};

}  // namespace

std::string DecisionText(const access::Request& request, const access::Decision& decision,
                         const PolicyOrigins& origins, const Style& style) {
  const Paint paint(style.color);
  std::string out = fmt::format(
      "{}{}{}: {} on {} by {}\n  {}\n", Color(decision.outcome, paint),
      access::ToString(decision.outcome), paint.Off(), Printable(request.action),
      Printable(request.resource),
      request.principal.text.empty() ? "an anonymous caller" : Printable(request.principal.text),
      Why(decision.reason));
  Writer writer(decision.outcome, origins, paint, out);
  const auto show = [&out](const auto& list, auto&& one) {
    for (size_t i = 0; i < std::min(list.size(), kMost); ++i) one(list[i]);
    if (list.size() > kMost) out += fmt::format("\n  … and {} more\n", list.size() - kMost);
  };
  show(decision.matched, [&writer](const auto& match) { writer.Match(match); });
  show(decision.near, [&writer](const auto& miss) { writer.Near(miss); });
  if (!decision.missing_context.empty()) {
    out += fmt::format("\n  not in the request: {} (set with --context KEY=VALUE)\n",
                       Printable(fmt::format("{}", fmt::join(decision.missing_context, ", "))));
  }
  return out;
}

}  // namespace whittle::report
