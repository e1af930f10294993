// The roles that a set of files speaks of, each with all its policies.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "documents/document.h"
#include "policy/policy.h"

namespace whittle::advise {

/// Where a policy of a role comes from.
enum class OriginalSource : unsigned char {
  kManaged,  ///< an AWS managed policy, from the catalogue, or a customer managed one
  kInline,   ///< written into the role
  kFile,     ///< a policy that stands alone
};

/// "managed", "inline", "file": the words of the JSON contract.
[[nodiscard]] std::string_view ToString(OriginalSource source);

/// One policy that grants.
struct Original {
  std::string name;
  OriginalSource source = OriginalSource::kFile;
  std::string arn;                         ///< of a managed policy; else empty
  const policy::Policy* policy = nullptr;  ///< never null
};

/// A role, or a policy that belongs to none (its name is then empty).
struct RoleView {
  std::string name;
  std::string arn;  ///< empty: not known
  const policy::Policy* trust = nullptr;
  std::vector<Original> originals;
  const policy::Policy* boundary = nullptr;
  bool exists = true;  ///< false for a policy without a role
  /// What is not known of its permissions, in sentences.
  std::vector<std::string> unknown;

  /// Whether an Allow of the trust policy names the service.
  [[nodiscard]] bool TrustedBy(std::string_view service) const;
};

/// Whether an Allow of a trust policy names the service, `ec2.amazonaws.com.cn` for
/// `ec2.amazonaws.com` included. Unknown principals do not count.
[[nodiscard]] bool TrustsService(const policy::Policy& trust, std::string_view service);

/// Joins what several files say. A role that stands in several of them, under one ARN or one name,
/// is one role. Attached managed policies are looked up among the files and in the catalogue. What
/// the book hands out lives as long as the book and the files.
class RoleBook {
 public:
  explicit RoleBook(const catalog::Catalog& catalog) : catalog_(catalog) {}

  /// Adds a file. `file` must outlive the book.
  void Add(const documents::File& file);

  /// Says what a document of a role is that its script names as a file. Both must outlive the book.
  void Resolve(const documents::RoleFile& reference, const policy::Policy& policy) {
    resolved_[&reference] = &policy;
  }

  /// The role's or policy's view of all that was added, in the order of first appearance.
  [[nodiscard]] std::vector<RoleView> Roles();

  /// The task definitions, in order.
  [[nodiscard]] const std::vector<const documents::TaskDefinition*>& task_definitions() const {
    return tasks_;
  }

  /// The AST of an AWS managed policy's latest version, or null when the catalogue has none.
  [[nodiscard]] const policy::Policy* Managed(std::string_view name_or_arn);

 private:
  struct Entry {
    const documents::File* file;
    const documents::Document* document;
  };
  struct Parsed {
    std::string name;
    std::unique_ptr<const text::Source> source;
    text::Tree tree;
    const policy::Policy* policy = nullptr;
  };

  void AddTo(RoleView& view, const Entry& entry);
  void Attach(RoleView& view, const documents::AttachedPolicy& attached);
  void SetBoundary(RoleView& view, const documents::Role& role);
  [[nodiscard]] const Entry* FindCustomerManaged(std::string_view name_or_arn) const;

  const catalog::Catalog& catalog_;
  std::vector<Entry> roles_;
  std::vector<Entry> policies_;  ///< that stand alone or are customer managed
  std::vector<const documents::TaskDefinition*> tasks_;
  std::vector<std::unique_ptr<Parsed>> managed_;
  std::map<const documents::RoleFile*, const policy::Policy*> resolved_;
};

}  // namespace whittle::advise
