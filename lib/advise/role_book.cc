#include "advise/role_book.h"

#include <algorithm>
#include <utility>

#include "advise/form.h"
#include "text/json.h"

namespace whittle::advise {

using documents::Document;
using documents::Kind;

namespace {

std::string KnownText(const policy::Text& text) {
  return text.present() && text.known() ? std::string(text.value) : std::string();
}

bool IsArn(std::string_view text) { return text.substr(0, 4) == "arn:"; }

/// The name in the ARN of a policy of AWS's own whose partition a template leaves open:
/// `arn:${AWS::Partition}:iam::aws:policy/service-role/NAME`; empty where more is open, or less.
std::string_view AwsManagedName(std::string_view arn) {
  constexpr std::string_view kRest = ":iam::aws:policy/";
  const size_t at = arn.find(kRest);
  if (!IsArn(arn) || at == std::string_view::npos) return {};
  const std::string_view name = PlainName(arn.substr(at + kRest.size()));
  return name.find_first_of("${<") == std::string_view::npos ? name : std::string_view();
}

/// The catalogue's policies are those of the partition `aws`; each other has the same with its
/// ARNs.
std::string InPartition(std::string document, std::string_view partition) {
  constexpr std::string_view kOwn = "\"arn:aws:";
  if (partition == "aws") return document;
  const std::string theirs = "\"arn:" + std::string(partition) + ":";
  for (size_t at = document.find(kOwn); at != std::string::npos; at = document.find(kOwn, at)) {
    document.replace(at, kOwn.size(), theirs);
    at += theirs.size();
  }
  return document;
}

/// Grants to somebody: not a trust policy, not a guardrail, not a resource's.
bool IsIdentity(const Document& document) {
  return document.policy != nullptr && document.kind == Kind::kIdentity;
}

}  // namespace

std::string_view ToString(OriginalSource source) {
  switch (source) {
    case OriginalSource::kManaged:
      return "managed";
    case OriginalSource::kInline:
      return "inline";
    case OriginalSource::kFile:
      return "file";
  }
  return {};
}

bool TrustsService(const policy::Policy& trust, std::string_view service) {
  for (const policy::Statement& statement : trust.statements) {
    if (!statement.allows() || statement.principal.negated) continue;
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kService) continue;
      // In China some services go by `ec2.amazonaws.com.cn`.
      const std::string_view name = principal.text.value;
      if (name == service || (name.size() == service.size() + 3 && name.starts_with(service) &&
                              name.ends_with(".cn"))) {
        return true;
      }
    }
  }
  return false;
}

bool RoleView::TrustedBy(std::string_view service) const {
  return trust != nullptr && TrustsService(*trust, service);
}

void RoleBook::Add(const documents::File& file) {
  std::vector<bool> owned(file.documents.size(), false);
  for (const Document& document : file.documents) {
    if (document.role == nullptr) continue;
    roles_.push_back({&file, &document});
    if (document.role->trust != documents::kNoDocument) owned[document.role->trust] = true;
    for (const uint32_t index : document.role->inline_policies) owned[index] = true;
  }
  for (size_t i = 0; i < file.documents.size(); ++i) {
    const Document& document = file.documents[i];
    if (document.task_definition != nullptr) tasks_.push_back(document.task_definition);
    if (!owned[i] && IsIdentity(document)) policies_.push_back({&file, &document});
  }
}

std::vector<RoleView> RoleBook::Roles() {
  std::vector<RoleView> views;
  for (const Entry& entry : roles_) {
    const documents::Role& role = *entry.document->role;
    const std::string name = role.name.present() ? std::string(role.name.value) : std::string();
    const std::string arn = KnownText(role.arn);
    const auto same = std::find_if(views.begin(), views.end(), [&](const RoleView& view) {
      const bool arns = !arn.empty() && !view.arn.empty();
      return arns ? view.arn == arn : !name.empty() && view.name == name;
    });
    RoleView& view = same == views.end() ? views.emplace_back() : *same;
    if (view.name.empty()) view.name = name.empty() ? std::string(PlainName(arn)) : name;
    if (view.arn.empty()) view.arn = arn;
    AddTo(view, entry);
  }
  // get-role-policy and its kin show a role's policy without the role.
  for (const Entry& entry : policies_) {
    const documents::Owner& owner = entry.document->owner;
    if (owner.type == "policy" && !roles_.empty()) continue;  // found where it is attached
    const bool of_role = owner.type == "role" && !owner.name.empty();
    const auto same = std::find_if(views.begin(), views.end(), [&](const RoleView& view) {
      return of_role && view.name == owner.name;
    });
    const bool is_new = same == views.end();
    RoleView& view = is_new ? views.emplace_back() : *same;
    if (is_new) {
      view.exists = of_role;
      if (of_role) {
        view.name = owner.name;
        view.unknown.emplace_back("no file shows the role's trust policy and other policies");
      }
    }
    Original original;
    original.source = of_role ? OriginalSource::kInline : OriginalSource::kFile;
    original.name = !entry.document->name.empty()
                        ? std::string(entry.document->name)
                        : std::string(PlainName(entry.file->source->name()));
    original.policy = entry.document->policy;
    view.originals.push_back(std::move(original));
  }
  return views;
}

void RoleBook::AddTo(RoleView& view, const Entry& entry) {
  const documents::Role& role = *entry.document->role;
  if (view.trust == nullptr && role.trust != documents::kNoDocument) {
    view.trust = entry.file->documents[role.trust].policy;
  }
  for (const uint32_t index : role.inline_policies) {
    const Document& document = entry.file->documents[index];
    Original original;
    original.source = OriginalSource::kInline;
    original.name = document.name.empty() ? "inline-" + std::to_string(view.originals.size() + 1)
                                          : std::string(document.name);
    original.policy = document.policy;
    view.originals.push_back(std::move(original));
  }
  for (const documents::AttachedPolicy& attached : role.attached) Attach(view, attached);
  for (const documents::RoleFile& file : role.files) {
    const auto resolved = resolved_.find(&file);
    if (resolved == resolved_.end()) {
      view.unknown.push_back("`" + std::string(file.path.value) + "` could not be read");
    } else if (file.part == documents::RolePart::kTrust) {
      if (view.trust == nullptr) view.trust = resolved->second;
    } else {
      Original original;
      original.source = OriginalSource::kInline;
      original.name = file.name.present() ? file.name.value : PlainName(file.path.value);
      original.policy = resolved->second;
      view.originals.push_back(std::move(original));
    }
  }
  SetBoundary(view, role);
  if (role.open && role.attached.empty() && role.inline_policies.empty()) {
    view.unknown.emplace_back("the file does not show which policies the role carries");
  }
}

void RoleBook::Attach(RoleView& view, const documents::AttachedPolicy& attached) {
  const policy::Text& text = attached.arn.present() ? attached.arn : attached.name;
  const std::string_view spelled = text.value;
  Original original;
  original.source = OriginalSource::kManaged;
  original.name = PlainName(spelled);
  if (IsArn(spelled)) original.arn = spelled;
  if (const Entry* entry = FindCustomerManaged(spelled)) {
    original.policy = entry->document->policy;
  } else if (text.known()) {
    original.policy = Managed(spelled);
  } else if (const std::string_view name = AwsManagedName(spelled); !name.empty()) {
    original.policy = Managed(name);
    original.arn = Plain(text);
  }
  if (original.policy == nullptr) {
    view.unknown.push_back("the attached policy `" + std::string(spelled) +
                           "` is neither in the files nor an AWS managed policy of the catalogue");
    return;
  }
  const bool known =
      std::any_of(view.originals.begin(), view.originals.end(), [&](const Original& other) {
        return other.source == OriginalSource::kManaged && other.name == original.name;
      });
  if (!known) view.originals.push_back(std::move(original));
}

void RoleBook::SetBoundary(RoleView& view, const documents::Role& role) {
  if (!role.boundary.present()) return;
  const std::string_view arn = role.boundary.value;
  if (const Entry* entry = FindCustomerManaged(arn)) {
    view.boundary = entry->document->policy;
  } else if (role.boundary.known()) {
    view.boundary = Managed(arn);
  }
  if (view.boundary == nullptr) {
    view.unknown.push_back("the permissions boundary `" + std::string(arn) + "` is not known");
  }
}

const RoleBook::Entry* RoleBook::FindCustomerManaged(std::string_view name_or_arn) const {
  for (const Entry& entry : policies_) {
    const documents::Owner& owner = entry.document->owner;
    if (owner.type != "policy") continue;
    const bool same = IsArn(name_or_arn) && !owner.address.empty()
                          ? owner.address == name_or_arn
                          : owner.name == PlainName(name_or_arn) &&
                                name_or_arn.find(":aws:policy/") == std::string_view::npos;
    if (same) return &entry;
  }
  return nullptr;
}

const policy::Policy* RoleBook::Managed(std::string_view name_or_arn) {
  // A customer's own policy may have the name of an AWS managed one.
  if (IsArn(name_or_arn) && name_or_arn.find(":aws:policy/") == std::string_view::npos) {
    return nullptr;
  }
  const auto found = catalog_.FindManagedPolicy(name_or_arn);
  const auto latest = found ? found->latest() : std::nullopt;
  if (!latest) return nullptr;
  const std::string_view partition =
      IsArn(name_or_arn) ? name_or_arn.substr(4, name_or_arn.find(':', 4) - 4) : "aws";
  const std::string name = std::string(partition) + ":" + std::string(found->name());
  for (const auto& parsed : managed_) {
    if (parsed->name == name) return parsed->policy;
  }
  auto parsed = std::make_unique<Parsed>();
  parsed->name = name;
  parsed->source = std::make_unique<text::Source>(
      std::string(found->name()), InPartition(std::string(latest->document), partition));
  text::JsonResult json = text::ReadJson(*parsed->source);
  if (json.error) return nullptr;
  parsed->tree = std::move(json.tree);
  policy::TypeHint hint;
  hint.type = policy::Type::kIdentity;
  hint.source = policy::TypeSource::kPlace;
  parsed->policy = policy::Parse(parsed->tree.root, hint, parsed->tree.arena);
  managed_.push_back(std::move(parsed));
  return managed_.back()->policy;
}

}  // namespace whittle::advise
