// Advice as JSON; docs/json.md describes it.
#include "advise/fill_in.h"
#include "report/advice_report.h"
#include "text/json_writer.h"

namespace whittle::report {

using text::Node;

namespace {

class Writer {
 public:
  std::string Run(const std::vector<advise::Advice>& advice, const ToolInfo& tool) {
    std::vector<Node> entries;
    for (const advise::Advice& one : advice) entries.push_back(Entry(one));
    const Node root =
        build_.Object({{"version", Number("1")},
                       {"tool", build_.Object({{"name", build_.String("whittle")},
                                               {"version", build_.String(tool.version)},
                                               {"catalog", build_.String(tool.catalog_date)}})},
                       {"advice", build_.Array(entries)}});
    return text::WriteJson(root, text::JsonStyle::kIndented);
  }

 private:
  static Node Number(std::string_view digits) {
    return Node::Scalar(text::NodeKind::kNumber, {}, digits, false);
  }

  Node Strings(const std::vector<std::string>& texts) {
    std::vector<Node> items;
    for (const std::string& text : texts) items.push_back(build_.String(text));
    return build_.Array(items);
  }

  /// The document's own tree.
  Node Document(const std::string& text) {
    owned_.push_back(advise::OwnedPolicy::Read(text));
    return owned_.back() == nullptr ? build_.String(text) : *owned_.back()->get()->node;
  }

  Node Entry(const advise::Advice& advice) {
    std::vector<Node> original;
    for (const advise::Original& policy : advice.originals) {
      original.push_back(build_.Object({{"name", build_.String(policy.name)},
                                        {"source", build_.String(advise::ToString(policy.source))},
                                        {"document", *policy.policy->node}}));
    }
    std::vector<Node> narrowed;
    for (const advise::NarrowedPolicy& policy : advice.narrowed) {
      narrowed.push_back(build_.Object({{"name", build_.String(policy.name)},
                                        {"replaces", Strings(policy.replaces)},
                                        {"document", Document(policy.document)}}));
    }
    std::vector<Node> permissions;
    for (const advise::Permission& permission : advice.permissions) {
      permissions.push_back(
          build_.Object({{"action", build_.String(permission.action)},
                         {"resources", Strings(permission.resources)},
                         {"verdict", build_.String(advise::ToString(permission.verdict))},
                         {"class", build_.String(advise::ToString(permission.why))},
                         {"reason", build_.String(permission.reason)},
                         {"source", build_.String(permission.source)}}));
    }
    const Node role = advice.role.empty() ? Node::Scalar(text::NodeKind::kNull, {}, "null", false)
                                          : build_.String(advice.role);
    return build_.Object({{"role", role},
                          {"use", build_.String(advise::ToString(advice.use))},
                          {"original", build_.Array(original)},
                          {"narrowed", build_.Array(narrowed)},
                          {"permissions", build_.Array(permissions)},
                          {"certificate", Certificate(advice.certificate)},
                          {"notes", Strings(advice.notes)}});
  }

  Node Certificate(const advise::Certificate& certificate) {
    std::vector<Node> removed;
    for (const advise::LostAccess& lost : certificate.removed) {
      removed.push_back(build_.Object({{"action", build_.String(lost.action)},
                                       {"resources", Strings(lost.resources)},
                                       {"except", Strings(lost.except)}}));
    }
    return build_.Object(
        {{"noNewAccess", build_.String(advise::ToString(certificate.no_new_access))},
         {"evidenceCovered", build_.String(advise::ToString(certificate.evidence_covered))},
         {"removedAccess", build_.Array(removed)},
         {"unknown", Strings(certificate.unknown)}});
  }

  text::Arena arena_;
  text::TreeBuilder build_{arena_};
  std::vector<std::unique_ptr<const advise::OwnedPolicy>> owned_;
};

}  // namespace

std::string AdviceJson(const std::vector<advise::Advice>& advice, const ToolInfo& tool) {
  return Writer().Run(advice, tool);
}

}  // namespace whittle::report
