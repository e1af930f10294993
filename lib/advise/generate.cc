#include "advise/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "advise/pass_role.h"
#include "advise/resource_fit.h"
#include "policy/pattern.h"
#include "text/spelling.h"

namespace whittle::advise {

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kPassRole = "iam:PassRole";
constexpr std::string_view kCreateLinkedRole = "iam:CreateServiceLinkedRole";

/// More than this is not listed in a message.
constexpr size_t kMostNamed = 8;

bool Has(const Texts& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// `a, b, c and 4 more`.
std::string Listed(const Texts& texts) {
  std::string out;
  for (size_t i = 0; i < texts.size() && i < kMostNamed; ++i)
    out += (i == 0 ? "" : ", ") + texts[i];
  if (texts.size() > kMostNamed) {
    out += " and " + std::to_string(texts.size() - kMostNamed) + " more";
  }
  return out;
}

class Generator {
 public:
  Generator(const GenerateRequest& request, const catalog::Catalog& catalog)
      : request_(request), catalog_(catalog), takers_(ReadRoleTakers()) {
    for (const std::string& arn : request.resources) CheckArn(arn);
    for (const GenerateRequest::Grant& grant : request.grants) CheckArn(grant.arn);
  }

  Generated Run() {
    for (const GenerateRequest::Grant& grant : request_.grants) AddLevel(grant);
    for (const std::string& name : request_.actions) AddNamed(name);
    // What is added may need others in turn; each is added once.
    for (size_t i = 0; i < done_.size(); ++i) AddDependents(catalog_.action(done_[i]));
    CheckUse();
    SayToWhomRolesPass();
    AddNotes();
    return std::move(result_);
  }

 private:
  void Fail(std::string error) { result_.errors.push_back(std::move(error)); }
  void Note(std::string note) { result_.notes.push_back(std::move(note)); }

  void CheckArn(const std::string& arn) {
    const policy::Resource resource = ResourceOf(arn, arena_);
    if (arn.substr(0, 4) != "arn:" || !resource.arn.complete()) {
      Fail("`" + arn +
           "` is no ARN: it has the form arn:partition:service:region:account:resource");
      return;
    }
    if (resource.arn.resource().empty()) Fail("`" + arn + "` names no resource");
    const std::string_view partition = resource.arn.partition();
    if (policy::HasWildcard(partition) || resource.arn.unknown(policy::ArnField::kPartition))
      return;
    if (partition_.empty()) {
      partition_ = partition;
    } else if (partition_ != partition) {
      Fail("`" + arn + "` is of the partition `" + std::string(partition) +
           "`, ARNs before it of `" + partition_ +
           "`: IAM takes only ARNs of its own; make a policy for each");
    }
  }

  void AddLevel(const GenerateRequest::Grant& grant) {
    const policy::Resource resource = ResourceOf(grant.arn, arena_);
    if (!resource.arn.complete() || resource.arn.resource().empty()) return;
    const std::string_view prefix = resource.arn.service();
    if (policy::HasWildcard(prefix)) {
      Fail("`" + grant.arn + "` is of any service: name one");
      return;
    }
    const auto service = catalog_.FindService(prefix);
    if (!service && !catalog_.FindArnService(prefix)) {
      Fail("no service `" + std::string(prefix) + "`" +
           text::DidYouMean(catalog_.SuggestServices(prefix)));
      return;
    }
    // Some services' ARNs have another name in them: Service Catalog's are of `catalog`.
    const catalog::ActionRange actions =
        service ? service->actions() : catalog::ActionRange{0, catalog_.action_count()};
    const std::string level(catalog::ToString(grant.level));
    bool any = false;
    Texts deletes;
    for (catalog::ActionId id = actions.begin; id < actions.end; ++id) {
      const catalog::Action action = catalog_.action(id);
      if (action.level() != grant.level || !Accepts(action, resource)) continue;
      any = true;
      if (Excludes(action)) continue;
      Add(action, {grant.arn}, "access level " + level + " on " + grant.arn);
      if (grant.level == catalog::AccessLevel::kWrite && action.name().starts_with("Delete")) {
        deletes.push_back(action.full_name());
      }
    }
    if (!any) {
      Fail("no action of access level " + level + " accepts " + grant.arn +
           (service
                ? "; see `whittle catalog resource-types " + std::string(service->prefix()) + "`"
                : ""));
    }
    if (!deletes.empty()) {
      Note("the level Write also deletes: " + Listed(deletes) +
           "; leave out what is not meant with --exclude");
    }
  }

  bool Excludes(const catalog::Action& action) {
    bool excluded = false;
    for (const std::string& pattern : request_.exclude) {
      if (!policy::Matches(pattern, action.full_name(), policy::Case::kInsensitive)) continue;
      excluded = true;
      excluders_.insert(pattern);
    }
    return excluded;
  }

  void AddNamed(const std::string& name) {
    if (policy::HasWildcard(name)) {
      Fail("`" + name + "` has a wildcard; name single actions (`whittle expand '" + name +
           "'` lists them)");
      return;
    }
    const auto action = catalog_.FindAction(name);
    if (!action) {
      Fail("no action `" + name + "`" + text::DidYouMean(catalog_.SuggestActions(name)));
      return;
    }
    Texts scope = action->takes_only_star() ? Texts{"*"} : GivenFor(*action);
    if (scope.empty()) {
      scope = PlaceholdersOf(*action, Partition());
      open_.push_back(action->full_name());
    }
    Add(*action, std::move(scope), "asked for");
  }

  /// The given resources that the action accepts. Roles linked to services have a path of their
  /// own.
  Texts GivenFor(const catalog::Action& action) {
    Texts scope;
    const bool linked = action.full_name() == kCreateLinkedRole;
    for (const std::string& arn : request_.resources) {
      if (!Accepts(action, ResourceOf(arn, arena_))) continue;
      if (linked && arn.find(":role/aws-service-role/") == std::string::npos) continue;
      used_.insert(arn);
      if (!Has(scope, arn)) scope.push_back(arn);
    }
    return scope;
  }

  void Add(const catalog::Action& action, Texts resources, std::string reason) {
    const std::string name = action.full_name();
    for (Requirement& known : result_.requirements) {
      if (known.action != name) continue;
      for (std::string& arn : resources) {
        if (!Has(known.resources, arn)) known.resources.push_back(std::move(arn));
      }
      return;
    }
    Requirement requirement;
    requirement.kind = RequirementKind::kDeclared;
    requirement.action = name;
    requirement.resources = std::move(resources);
    requirement.reason = std::move(reason);
    result_.requirements.push_back(std::move(requirement));
    done_.push_back(action.id());
  }

  void AddDependents(const catalog::Action& action) {
    const std::string caller = action.full_name();
    auto names = action.dependent_actions();
    if (takers_.count(caller) != 0) names.push_back(kPassRole);
    for (const std::string_view name : names) {
      const auto dependent = catalog_.FindAction(name);
      if (!dependent) continue;
      if (policy::EqualsIgnoreCase(name, kPassRole)) passers_.insert(caller);
      if (std::find(done_.begin(), done_.end(), dependent->id()) != done_.end()) continue;
      Texts scope = GivenFor(*dependent);
      if (!scope.empty()) {
        Add(*dependent, std::move(scope), "a call of " + caller + " may need it");
      } else if (dependent->full_name() == kPassRole) {
        if (!Has(passing_, caller)) passing_.push_back(caller);
      } else if (Texts& needs = missing_[caller]; !Has(needs, dependent->full_name())) {
        needs.push_back(dependent->full_name());
      }
    }
  }

  /// What is given and fits nothing is a slip.
  void CheckUse() {
    if (!result_.errors.empty()) return;
    for (const std::string& arn : request_.resources) {
      if (used_.count(arn) != 0) continue;
      std::string takes;
      if (!open_.empty()) {
        const auto action = catalog_.FindAction(open_[0]);
        takes =
            fmt::format("; {} takes {}", open_[0], Listed(PlaceholdersOf(*action, Partition())));
      }
      Fail(fmt::format("nothing that is asked for acts on `{}`{}", arn, takes));
    }
    for (const std::string& pattern : request_.exclude) {
      if (excluders_.count(pattern) != 0) continue;
      Fail("--exclude " + pattern +
           " leaves nothing out: write it as SERVICE:ACTION, with the "
           "actions of the levels that are asked for");
    }
    if (result_.requirements.empty() && result_.errors.empty()) Fail("everything is excluded");
  }

  void SayToWhomRolesPass() {
    for (Requirement& requirement : result_.requirements) {
      if (requirement.action != kPassRole) continue;
      for (const std::string& caller : passers_) {
        const auto row = takers_.find(caller);
        if (row == takers_.end()) {
          Note("which service takes the role that " + caller +
               " hands over is not known: it goes into iam:PassedToService");
          continue;
        }
        for (const std::string_view service : row->second) {
          if (!Has(requirement.passed_to, service)) requirement.passed_to.emplace_back(service);
          // China's endpoints have names of their own for EC2.
          constexpr std::string_view kChina = "ec2.amazonaws.com.cn";
          if (partition_ == "aws-cn" && service == "ec2.amazonaws.com" &&
              !Has(requirement.passed_to, kChina)) {
            requirement.passed_to.emplace_back(kChina);
          }
        }
      }
      if (requirement.passed_to.empty()) {
        Note(
            "iam:PassRole hands the roles to any service that they trust: add a condition on "
            "iam:PassedToService, or name the action that takes the role");
      }
    }
  }

  void AddNotes() {
    if (!open_.empty()) Note("fill in the placeholders of " + Listed(open_));
    Texts stars;
    Texts lacking;
    for (const Requirement& requirement : result_.requirements) {
      if (requirement.resources == Texts{"*"}) stars.push_back(requirement.action);
      const auto types =
          LackingTypes(*catalog_.FindAction(requirement.action), requirement.resources);
      if (types.empty()) continue;
      std::string names;
      for (const std::string_view type : types) {
        names += (names.empty() ? " (" : ", ") + std::string(type);
      }
      lacking.push_back(requirement.action + names + ")");
    }
    if (!stars.empty()) Note("the resource `*` is all that these take: " + Listed(stars));
    if (!lacking.empty()) {
      Note("these act on more than the ARNs that are given, and are denied without it: " +
           Listed(lacking));
    }
    if (!passing_.empty()) {
      Note("iam:PassRole may be needed too, by " + Listed(passing_) +
           ": to add it, give the roles with --resource, such as " +
           PlaceholdersOf(*catalog_.FindAction(kPassRole), Partition())[0]);
    }
    Texts more;
    for (const auto& [caller, needs] : missing_)
      more.push_back(caller + " (" + Listed(needs) + ")");
    if (!more.empty()) {
      Note("these may need more; name it to add it, or give what it is for with --resource: " +
           Listed(more));
    }
  }

  [[nodiscard]] std::string_view Partition() const {
    return partition_.empty() ? std::string_view("aws") : partition_;
  }

  const GenerateRequest& request_;
  const catalog::Catalog& catalog_;
  RoleTakers takers_;
  text::Arena arena_;
  std::string partition_;                 ///< of the ARNs given; empty: not known
  std::vector<catalog::ActionId> done_;   ///< of the requirements, in their order
  std::set<std::string_view> used_;       ///< given resources that something acts on
  std::set<std::string_view> excluders_;  ///< patterns that left something out
  std::set<std::string> passers_;         ///< actions that hand over a role
  Texts open_;                            ///< actions with placeholders
  Texts passing_;                         ///< actions that pass a role that is not given
  std::map<std::string, Texts> missing_;  ///< by action, what else it may need
  Generated result_;
};

}  // namespace

Generated Generate(const GenerateRequest& request, const catalog::Catalog& catalog) {
  return Generator(request, catalog).Run();
}

}  // namespace whittle::advise
