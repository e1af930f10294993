// The ARN formats of an action's resource types, taken apart.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "advise/usage/event.h"
#include "catalog/catalog.h"

namespace whittle::advise {

/// A part of a format: text as it stands, or a name for which an ARN has a value.
struct FormatPiece {
  std::string_view text;  ///< `:role/`, or the name: `RoleNameWithPath`
  bool is_name = false;
  std::string_view parameter;  ///< of a name: the request parameter with its value; empty: none
  bool runtime = false;        ///< of a name: each run brings a new value
};

/// `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`, taken apart.
class ArnFormat {
 public:
  /// Views the format, which is the catalogue's.
  ArnFormat(std::string_view format, std::string_view prefix);

  [[nodiscard]] const std::vector<FormatPiece>& pieces() const { return pieces_; }

  /// The request parameters that Make reads.
  [[nodiscard]] std::vector<std::string_view> Parameters() const;

  /// Whether the ARN has this form. `values`, where given, gets a view for each name.
  [[nodiscard]] bool Fits(std::string_view arn,
                          std::vector<std::string_view>* values = nullptr) const;

  /// The ARNs that the request parameters make of it; none where a part is missing. One part may
  /// have several values.
  [[nodiscard]] std::vector<std::string> Make(const Event& event) const;

  /// The ARN, which fits, with `*` where each run has a new value: names that the table
  /// data/cloudtrail-fields.tsv says so of, and values that look made by a machine.
  [[nodiscard]] std::string WithoutRunIds(std::string_view arn) const;

  /// The pattern of all ARNs of this form in the partition.
  [[nodiscard]] std::string Widest(std::string_view partition) const;

 private:
  std::vector<FormatPiece> pieces_;
  std::vector<std::string> made_names_;  ///< parameters' names with a small first letter
};

/// Whether a value looks made by a machine for one run: a UUID, sixteen hexadecimal digits or more,
/// an id such as `i-0123456789abcdef0`, a long number.
[[nodiscard]] bool LooksLikeRunId(std::string_view value);

/// One resource type of an action.
struct ResourceShape {
  bool required = false;
  std::vector<ArnFormat> formats;
};

/// What an action may be granted on.
struct ActionShape {
  bool only_star = true;
  std::vector<ResourceShape> resources;
};

[[nodiscard]] ActionShape ShapeOf(catalog::ActionId action, const catalog::Catalog& catalog);

/// The ARNs that a call of the action was about, as far as the action can be granted on them: from
/// the event's resources, else from its request parameters, where names make ARNs only of types
/// that the action requires. `*` where the action takes nothing else, or the event does not tell of
/// each type that the action requires, or of none.
[[nodiscard]] std::vector<std::string> ResourcesOf(const Event& event, const ActionShape& shape);

/// The ARN with `*` for what each run makes anew, by the action's formats; `*` where none fits.
[[nodiscard]] std::string WithoutRunIds(std::string_view arn, const ActionShape& shape);

/// What to grant the action on, after calls about these ARNs: each without run ids, and, as a call
/// may always come with a resource of an optional type that no event lists, all of the optional
/// types of which none was seen (ssm:SendCommand lists its document, and is judged by its instances
/// too). `*` where that is not known.
[[nodiscard]] std::vector<std::string> PatternsOf(const std::set<std::string, std::less<>>& arns,
                                                  const ActionShape& shape);

}  // namespace whittle::advise
