#include "documents/finder.h"

namespace whittle::documents {

using text::Member;
using text::Node;

namespace {

const Node* Get(const Node& object, std::string_view camel) { return GetEither(object, camel); }

void ReadLogging(const Node& logging, Finder& finder, Container& container) {
  container.log_driver = finder.MakeText(Get(logging, "logDriver"));
  container.log_secrets = Get(logging, "secretOptions");
  const Node* options = Get(logging, "options");
  if (options == nullptr) return;
  std::vector<LogOption> all;
  for (const Member& member : options->members()) {
    all.push_back({member.key.text(), finder.MakeText(&member.value)});
  }
  container.log_options = finder.arena().Copy(all);
}

Container ReadContainer(const Node& node, Finder& finder) {
  Container container;
  container.node = &node;
  container.name = finder.MakeText(Get(node, "name"));
  container.image = finder.MakeText(Get(node, "image"));
  container.secrets = Get(node, "secrets");
  container.environment_files = Get(node, "environmentFiles");
  container.firelens = Get(node, "firelensConfiguration");
  container.credential_specs = Get(node, "credentialSpecs");
  container.security_options = Get(node, "dockerSecurityOptions");
  container.mount_points = Get(node, "mountPoints");
  if (const Node* logging = Get(node, "logConfiguration")) {
    ReadLogging(*logging, finder, container);
  }
  if (const Node* credentials = Get(node, "repositoryCredentials")) {
    container.repository_credentials = finder.MakeText(Get(*credentials, "credentialsParameter"));
  }
  return container;
}

}  // namespace

const Node* GetEither(const Node& object, std::string_view camel) {
  if (const Node* node = object.Get(camel)) return node;
  std::string pascal(camel);
  pascal[0] = static_cast<char>(pascal[0] - 'a' + 'A');
  return object.Get(pascal);
}

bool TaskDefinition::Requires(std::string_view launch_type) const {
  for (const policy::Text& compatibility : compatibilities) {
    if (compatibility.value == launch_type) return true;
  }
  return false;
}

bool IsTaskDefinition(const Node& object) {
  const Node* containers = Get(object, "containerDefinitions");
  if (containers == nullptr || containers->items().empty()) return false;
  const Node& first = containers->items()[0];
  return first.is_object() && (Get(first, "image") != nullptr || Get(first, "name") != nullptr);
}

void AddTaskDefinition(const Node& object, const std::string& pointer, Finder& finder) {
  TaskDefinition* task = finder.arena().New<TaskDefinition>();
  task->node = &object;
  task->family = finder.MakeText(Get(object, "family"));
  task->execution_role = finder.MakeText(Get(object, "executionRoleArn"));
  task->task_role = finder.MakeText(Get(object, "taskRoleArn"));
  task->volumes = Get(object, "volumes");
  const Node* compatibilities = Get(object, "requiresCompatibilities");
  std::vector<policy::Text> names;
  if (compatibilities != nullptr) {
    for (const Node& item : compatibilities->items()) names.push_back(finder.MakeText(&item));
  }
  task->compatibilities = finder.arena().Copy(names);
  std::vector<Container> containers;
  for (const Node& item : Get(object, "containerDefinitions")->items()) {
    if (item.is_object()) containers.push_back(ReadContainer(item, finder));
  }
  task->containers = finder.arena().Copy(containers);

  Document document;
  document.kind = Kind::kTaskDefinition;
  document.owner.type = "task-definition";
  if (task->family.present() && task->family.known()) document.owner.name = task->family.value;
  if (const Node* arn = Get(object, "taskDefinitionArn")) document.owner.address = arn->text();
  document.pointer = pointer;
  document.node = &object;
  document.task_definition = task;
  finder.file().documents.push_back(std::move(document));
}

}  // namespace whittle::documents
