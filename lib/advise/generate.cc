#include "advise/generate.h"

#include <algorithm>
#include <set>
#include <utility>

#include "advise/split.h"
#include "advise/task_values.h"
#include "catalog/arn_format.h"
#include "policy/pattern.h"
#include "text/spelling.h"

namespace whittle::advise {

namespace {

/// An ARN as a Resource entry; the text must outlive it.
policy::Resource ResourceOf(std::string_view arn) {
  policy::Resource resource;
  resource.text.value = arn;
  resource.arn = policy::Arn(resource.text);
  return resource;
}

/// `arn:aws:s3:::<BUCKET_NAME>` of `arn:${Partition}:s3:::${BucketName}`.
std::string Placeholders(std::string_view format, std::string_view partition) {
  std::string out;
  while (true) {
    const size_t open = format.find("${");
    out += format.substr(0, open);
    if (open == std::string_view::npos) return out;
    const size_t close = format.find('}', open);
    if (close == std::string_view::npos) return out;
    const std::string_view name = format.substr(open + 2, close - open - 2);
    if (name == "Partition") {
      out += partition;
    } else {
      out += '<';
      for (size_t i = 0; i < name.size(); ++i) {
        const bool capital = name[i] >= 'A' && name[i] <= 'Z';
        const bool after_small = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
        if (capital && after_small) out += '_';
        const bool small = name[i] >= 'a' && name[i] <= 'z';
        out += small ? static_cast<char>(name[i] - 'a' + 'A') : name[i];
      }
      out += '>';
    }
    format.remove_prefix(close + 1);
  }
}

/// The ARN leaves out a Region or an account that the format has: `arn:aws:s3:::job/1` is an object
/// and no job of S3 Batch Operations.
bool LeavesOut(const policy::Arn& arn, std::string_view format) {
  const auto fields = Split(format, ':');
  return fields.size() >= 6 && ((arn.region().empty() && !fields[3].empty()) ||
                                (arn.account().empty() && !fields[4].empty()));
}

bool Fits(const policy::Resource& resource, const catalog::ResourceType& type) {
  for (const std::string_view format : type.arn_formats()) {
    if (catalog::MayMatch(resource, format) && !LeavesOut(resource.arn, format)) return true;
  }
  return false;
}

class Generator {
 public:
  Generator(const GenerateRequest& request, const catalog::Catalog& catalog)
      : request_(request), catalog_(catalog) {
    for (const std::string& arn : request.resources) Given(arn);
    for (const GenerateRequest::Grant& grant : request.grants) Given(grant.arn);
  }

  Generated Run() {
    for (const GenerateRequest::Grant& grant : request_.grants) AddLevel(grant);
    for (const std::string& name : request_.actions) AddNamed(name);
    // Dependent actions may depend on others in turn; each is added once.
    for (size_t i = 0; i < done_.size(); ++i) AddDependents(done_[i]);
    return std::move(result_);
  }

 private:
  void Given(const std::string& arn) {
    if (arn.substr(0, 4) != "arn:" || !ResourceOf(arn).arn.complete()) {
      Fail("`" + arn +
           "` is no ARN: it has the form arn:partition:service:region:account:resource");
      return;
    }
    given_.push_back(&arn);
    const size_t colon = arn.find(':', 4);
    partition_ = arn.substr(4, colon - 4);
  }

  void Fail(std::string error) { result_.errors.push_back(std::move(error)); }

  void AddLevel(const GenerateRequest::Grant& grant) {
    const policy::Resource resource = ResourceOf(grant.arn);
    const auto service = catalog_.FindService(resource.arn.service());
    if (!service) {
      if (resource.arn.complete()) {
        Fail("no service `" + std::string(resource.arn.service()) + "`" +
             text::DidYouMean(catalog_.SuggestServices(resource.arn.service())));
      }
      return;
    }
    bool any = false;
    for (catalog::ActionId id = service->actions().begin; id < service->actions().end; ++id) {
      const catalog::Action action = catalog_.action(id);
      if (action.level() != grant.level || !Accepts(action, resource)) continue;
      any = true;
      Add(action, {grant.arn},
          "access level " + std::string(catalog::ToString(grant.level)) + " on " + grant.arn);
    }
    if (!any) {
      Fail("no action of `" + std::string(service->prefix()) + "` with access level " +
           std::string(catalog::ToString(grant.level)) + " accepts " + grant.arn +
           "; see `whittle catalog resource-types " + std::string(service->prefix()) + "`");
    }
  }

  static bool Accepts(const catalog::Action& action, const policy::Resource& resource) {
    const auto resources = action.resources();
    return std::any_of(resources.begin(), resources.end(), [&](const catalog::ActionResource& one) {
      return Fits(resource, one.type);
    });
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
    Add(*action, Scope(*action), "asked for");
  }

  /// The given resources that the action accepts, else placeholders; `*` where it takes no other.
  std::vector<std::string> Scope(const catalog::Action& action) {
    if (action.takes_only_star()) return {"*"};
    std::vector<std::string> scope;
    for (const std::string* arn : given_) {
      if (Accepts(action, ResourceOf(*arn)) &&
          std::find(scope.begin(), scope.end(), *arn) == scope.end()) {
        scope.push_back(*arn);
      }
    }
    if (!scope.empty()) return scope;
    const auto resources = action.resources();
    const bool some_required = std::any_of(resources.begin(), resources.end(),
                                           [](const auto& one) { return one.required; });
    for (const catalog::ActionResource& one : resources) {
      if (some_required && !one.required) continue;
      for (const std::string_view format : one.type.arn_formats()) {
        scope.push_back(Placeholders(format, partition_));
      }
    }
    if (scope.empty()) return {"*"};
    result_.notes.push_back("fill in the placeholders of " + action.full_name() +
                            ": no given ARN is a resource of it");
    return scope;
  }

  void Add(const catalog::Action& action, std::vector<std::string> resources, std::string reason) {
    const std::string name = action.full_name();
    for (Requirement& known : result_.requirements) {
      if (known.action != name) continue;
      for (std::string& arn : resources) {
        if (std::find(known.resources.begin(), known.resources.end(), arn) ==
            known.resources.end()) {
          known.resources.push_back(std::move(arn));
        }
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

  void AddDependents(catalog::ActionId id) {
    const catalog::Action action = catalog_.action(id);
    for (const std::string_view name : action.dependent_actions()) {
      const auto dependent = catalog_.FindAction(name);
      if (!dependent || !dependents_.insert(dependent->id()).second) continue;
      const bool asked = std::find(done_.begin(), done_.end(), dependent->id()) != done_.end();
      if (asked) continue;
      Add(*dependent, Scope(*dependent), "a call of " + action.full_name() + " may need it");
    }
  }

  const GenerateRequest& request_;
  const catalog::Catalog& catalog_;
  std::string partition_ = "aws";
  std::vector<const std::string*> given_;
  std::vector<catalog::ActionId> done_;
  std::set<catalog::ActionId> dependents_;
  Generated result_;
};

}  // namespace

Generated Generate(const GenerateRequest& request, const catalog::Catalog& catalog) {
  return Generator(request, catalog).Run();
}

}  // namespace whittle::advise
