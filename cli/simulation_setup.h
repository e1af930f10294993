// What `whittle simulate` decides: the request and its policies, from the command line.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/assembly.h"
#include "access/request.h"
#include "catalog/catalog.h"
#include "cli/options.h"
#include "documents/document.h"

namespace whittle::cli {

/// The request and its policies, from the command line.
class SimulationSetup {
 public:
  SimulationSetup(const Arguments& arguments, const catalog::Catalog& catalog)
      : arguments_(arguments), catalog_(catalog), assembly_(catalog) {}

  /// Empty, or what is wrong.
  std::string Read();

  [[nodiscard]] const access::Request& request() const { return request_; }
  [[nodiscard]] access::Assembly& assembly() { return assembly_; }

 private:
  // Each returns what is wrong, or nothing.
  std::string ReadRequest();
  std::string ReadContext();
  std::string ReadPolicies();
  /// Adds what the role or the user that asks carries.
  std::string ChooseRole();
  /// What the options leave open.
  void FillIn();

  /// Reads one file and keeps it; null: `wrong_` says why.
  const documents::File* ReadFile(const std::string& path, std::optional<policy::Type> type);
  /// The role of the files that the options mean; null: none, or `wrong_` says why.
  const access::Assembly::FoundRole* FindRole();
  /// The request is to assume a role: trust policies decide.
  [[nodiscard]] bool AssumesRole() const;

  const Arguments& arguments_;
  const catalog::Catalog& catalog_;
  access::Request request_;
  std::vector<std::unique_ptr<documents::File>> files_;
  access::Assembly assembly_;
  std::string wrong_;
};

}  // namespace whittle::cli
