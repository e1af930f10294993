// The needs of a task definition as its parts are read. Not for other rooms.
#pragma once

#include <string>
#include <string_view>

#include "advise/form.h"
#include "advise/task_needs.h"
#include "documents/task_definition.h"

namespace whittle::advise {

/// Collects what the features of data/ecs-task.tsv ask for.
class Derivation {
 public:
  explicit Derivation(const Scope& scope) : scope_(scope) {}

  /// Partition, Region and account of where the task runs.
  [[nodiscard]] Names BaseNames() const;
  /// The same in a Region that the definition itself gives; empty: it does not.
  [[nodiscard]] Names NamesIn(const std::string& region) const;

  /// Adds what the feature's rows ask for, each action and resource once.
  void Need(std::string_view feature, const Names& names);
  /// Adds a sentence, once.
  void Note(std::string note);

  /// A value as it may stand in a policy; empty for null.
  [[nodiscard]] std::string PlainOf(const text::Node* node);

  [[nodiscard]] TaskNeeds Take() { return std::move(needs_); }

 private:
  Scope scope_;
  text::Arena arena_;
  TaskNeeds needs_;
};

/// What a container's log driver needs. `name` is the container's for messages.
void DeriveLogging(const documents::Container& container, const std::string& name,
                   Derivation& derivation);

/// What a container reads of secrets, parameters and objects before it starts.
void DeriveSecrets(const documents::Container& container, const std::string& name,
                   Derivation& derivation);

/// What the volumes need of FSx and EFS.
void DeriveVolumes(const documents::TaskDefinition& task, Derivation& derivation);

}  // namespace whittle::advise
