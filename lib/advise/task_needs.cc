#include "advise/task_needs.h"

#include <string_view>

#include "advise/task_derivation.h"
#include "advise/task_values.h"

namespace whittle::advise {

using documents::Container;

namespace {

void DeriveImage(const Container& container, const std::string& name, Derivation& derivation) {
  if (!container.image.present()) return;
  const std::string image = Plain(container.image);
  if (const auto ecr = ReadEcrImage(image)) {
    Names names = derivation.NamesIn(ecr->region);
    names["account"] = ecr->account;
    names["repository"] = ecr->repository;
    names["image"] = image;
    derivation.Need("ecr-image", names);
    const std::string_view first =
        std::string_view(ecr->repository).substr(0, ecr->repository.find('/'));
    for (const std::string_view prefix :
         {"docker-hub", "ecr-public", "quay", "github", "ghcr", "kubernetes", "gitlab", "azure"}) {
      if (first != prefix || first.size() == ecr->repository.size()) continue;
      derivation.Note(
          "if `" + std::string(first) +
          "/` is the prefix of a pull-through cache rule, the first "
          "pull also needs ecr:BatchImportUpstreamImage and ecr:CreateRepository on its "
          "repositories");
    }
  } else if (container.image.is_hole() || image.front() == '<') {
    derivation.Note("the image of " + name +
                    " is not known; a private ECR image needs the pull permissions");
    Names names = derivation.BaseNames();
    names["container"] = name;
    derivation.Need("open-image", names);
  }
}

}  // namespace

TaskNeeds NeedsOf(const documents::TaskDefinition& task, const Facts& facts, const Scope& scope) {
  Derivation derivation(scope);
  for (const Container& container : task.containers) {
    const std::string name =
        container.name.present() ? "container `" + Plain(container.name) + "`" : "a container";
    DeriveImage(container, name, derivation);
    DeriveLogging(container, name, derivation);
    DeriveSecrets(container, name, derivation);
  }
  DeriveVolumes(task, derivation);
  if (facts.enable_execute_command == Said::kYes) {
    derivation.Need("execute-command", derivation.BaseNames());
  }
  return derivation.Take();
}

}  // namespace whittle::advise
