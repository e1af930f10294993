// Which policies of some files bear on one principal's requests.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy_set.h"
#include "access/request.h"
#include "catalog/catalog.h"
#include "documents/document.h"
#include "text/json.h"

namespace whittle::access {

/// Gathers a PolicySet from documents. Owns what it parses itself (managed policies); files must
/// outlive it.
class Assembly {
 public:
  explicit Assembly(const catalog::Catalog& catalog) : catalog_(catalog) {}
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  /// Adds a file's policies by their kind; each SCP or RCP document is a level of its own. In a
  /// file with roles, and in account authorization details, what belongs to a role, user or group
  /// and managed policies wait for AddRole and AddUser.
  /// False: the file holds a second policy for a resource, and a request meets one only.
  [[nodiscard]] bool AddFile(const documents::File& file);
  /// Adds all policies of a file in one place, whatever they look like: `--boundary`, `--scp` ….
  void AddFileAs(const documents::File& file, policy::Type type);

  /// A role of the files.
  struct FoundRole {
    const documents::File* file;
    const documents::Role* role;
    [[nodiscard]] std::string_view name() const;
    /// The account in the role's ARN; empty: not said.
    [[nodiscard]] std::string_view account() const;
  };
  [[nodiscard]] const std::vector<FoundRole>& roles() const { return roles_; }

  /// Adds what a role carries: inline policies, attached ones (found in the files by ARN or name,
  /// else in the catalogue), the boundary. What is found nowhere is a policy that may say anything.
  void AddRole(const FoundRole& role);
  /// Adds what a user of account authorization details carries: its own policies and its groups',
  /// inline and attached, and the boundary. False: the files hold no such user.
  [[nodiscard]] bool AddUser(const Requester& who);
  /// How many users the account authorization details of the files hold.
  [[nodiscard]] size_t user_count() const;
  /// Adds a role's trust policy as the resource's policy: for requests to assume the role.
  void AddTrust(const FoundRole& role);

  [[nodiscard]] PolicySet& set() { return set_; }
  /// What could not be found, for the user.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  /// A managed policy that is found nowhere, and what stands for it in the set.
  struct Missing {
    std::string name;  ///< its ARN, else its name; empty: neither is known
    const policy::Policy* stand_in;
  };
  [[nodiscard]] const std::vector<Missing>& missing() const { return missing_; }

  /// A policy with its name and text.
  struct Origin {
    const policy::Policy* policy;
    std::string name;
    const text::Source* source;
  };
  [[nodiscard]] const std::vector<Origin>& origins() const { return origins_; }

 private:
  const policy::Policy* Take(const documents::File& file, const documents::Document& document);
  const policy::Policy* FindManaged(std::string_view arn, std::string_view name);
  /// The policies of an entry of account authorization details, inline and attached.
  void AddEntry(const documents::File& file, std::string_view list, size_t index,
                const text::Node& entry);
  const policy::Policy* Unseen(std::string_view what, std::string name = {});

  const catalog::Catalog& catalog_;
  PolicySet set_;
  std::vector<FoundRole> roles_;
  std::vector<const documents::File*> files_;
  std::vector<std::string> notes_;
  std::vector<Missing> missing_;
  std::vector<Origin> origins_;
  std::deque<text::Source> sources_;
  std::deque<text::JsonResult> trees_;
  std::deque<policy::Policy> unseen_;
};

}  // namespace whittle::access
