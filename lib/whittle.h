// whittle for programs that embed it: plain types in, plain types out. No files are read, nothing
// is printed, no exception is thrown; everything may be called from several threads.
//
// What the words mean: docs/architecture.md. The command line does the same, and its documentation
// says more: docs/comparing.md, docs/simulate.md, docs/advise.md.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace whittle {

/// A text with policies, roles or task definitions in it, and the name that it goes by in what is
/// said about it. A folder or file name such as `scp/deny.json` hints at the policy's type.
struct Input {
  std::string name = "policy.json";
  std::string text;
};

/// A place in an input's text.
struct Position {
  size_t line = 1;
  size_t column = 1;  ///< in code points, from 1
  size_t offset = 0;  ///< in bytes, from 0
};

struct LintOptions {
  std::string policy_type;    ///< `identity`, `resource`, `trust` …; empty: told from the content
  std::string resource_type;  ///< `AWS::S3::Bucket` …; empty: not known
  bool resolved = false;      ///< a placeholder that is left is an error
  std::vector<std::string> select;  ///< rules, groups or levels that run; empty: all
  std::vector<std::string> ignore;  ///< those that do not
};

struct Finding {
  std::string rule;
  std::string level;    ///< `error`, `security-warning`, `warning`, `suggestion`
  std::string message;  ///< what is wrong here
  std::string help;     ///< what to do
  std::string input;    ///< name of the input
  std::string pointer;  ///< JSON Pointer from the policy's root; empty: the whole, or no JSON
  Position begin;
  Position end;            ///< one past the last byte
  std::string suggestion;  ///< a document that would mend it, as JSON; empty: none
};

struct LintResult {
  std::string error;  ///< what is wrong with the options; empty: nothing
  std::vector<Finding> findings;
};

/// What is wrong with the inputs, seen together, by all rules. Text that cannot be read is a
/// finding; text without any document of IAM's has none.
[[nodiscard]] LintResult Lint(const std::vector<Input>& inputs, const LintOptions& options = {});

/// Who does what to which resource.
struct Request {
  std::string principal;         ///< an ARN, or a service's name; empty: anonymous
  std::string action;            ///< `s3:GetObject`
  std::string resource;          ///< an ARN, or `*` for an action that takes no resource
  std::string resource_account;  ///< owner of the resource, where its ARN does not say it
  std::map<std::string, std::vector<std::string>> context;  ///< condition keys and their values
};

/// A request that one side allows and the other does not.
struct Difference {
  Request request;
  std::string statement;             ///< JSON Pointer of the Allow, from its policy's root
  std::vector<std::string> assumes;  ///< what must be so for such a request to be possible
};

struct CompareResult {
  std::string error;     ///< why it could not be compared; empty: it could
  std::string relation;  ///< of new to old: `equal`, `narrower`, `wider`, `incomparable`, `unknown`
  std::string known_actions_relation;  ///< the same, for the actions of the catalogue alone
  std::vector<Difference> new_access;
  std::vector<Difference> removed_access;
  std::vector<std::string> unknown;  ///< why parts are not known
};

/// What one input allows against another: its role with all that it carries, its identity policies
/// taken together, or its one other policy; several of these are an error. `equal` and `narrower`
/// are proved; each difference is confirmed by the evaluator.
[[nodiscard]] CompareResult Compare(const Input& old_policies, const Input& new_policies,
                                    std::string_view policy_type = {});

/// A statement of a policy.
struct StatementPlace {
  std::string policy;   ///< its name: of the input, of the managed policy
  std::string pointer;  ///< JSON Pointer of the statement, from the policy's root
};

struct SimulateResult {
  std::string error;     ///< why it could not be decided; empty: it could
  std::string decision;  ///< `Allowed`, `ImplicitlyDenied`, `ExplicitlyDenied`, `Unknown`
  std::vector<StatementPlace> statements;    ///< that decided
  std::vector<std::string> missing_context;  ///< keys that were looked at and not in the request
};

/// Decides one request. Each policy counts by its type. The role that asks brings all that it
/// carries, and the one that is to be assumed its trust policy.
[[nodiscard]] SimulateResult Simulate(const std::vector<Input>& policies, const Request& request);

struct NarrowOptions {
  std::string level = "default";  ///< `safe`, `default`, `evidence`, `aggressive`
  std::string role;               ///< only the role of this name or ARN; empty: all
  std::vector<Input> facts;       ///< facts files, ecs.config
  std::vector<Input> usage;       ///< usage files, last accessed data, unused access findings
};

/// A policy that is suggested.
struct NarrowedPolicy {
  std::string name;
  std::vector<std::string> replaces;  ///< empty: an addition
  std::string document;               ///< JSON
};

/// Advice on one role, or on a policy that belongs to none.
struct Advice {
  std::string role;  ///< empty: a role that must be made, or a policy without one
  std::string use;   ///< `ecs-external-instance` …, `any`
  std::vector<NarrowedPolicy> narrowed;
  std::string no_new_access;     ///< `proved`, `refuted`, `unknown`, `not-applicable`
  std::string evidence_covered;  ///< `proved`, `refuted`, `unknown`
  std::vector<std::string> notes;
};

struct NarrowResult {
  std::string error;  ///< what is wrong with inputs or options; empty: nothing
  std::vector<Advice> advice;
};

/// The least that the roles, policies and task definitions of the inputs need, with its proof.
[[nodiscard]] NarrowResult Narrow(const std::vector<Input>& inputs,
                                  const NarrowOptions& options = {});

}  // namespace whittle
