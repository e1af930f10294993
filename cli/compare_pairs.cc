#include "cli/compare_pairs.h"

#include <map>
#include <optional>
#include <utility>

namespace whittle::cli {

namespace {

/// A subject with the file that it stands in.
struct Found {
  access::Subject subject;
  std::string path;
};
using Key = std::pair<std::string, std::string>;

std::map<Key, Found> SubjectsIn(const PolicyFiles& files, bool by_name) {
  std::map<Key, Found> found;
  for (const PolicyFiles::Entry& entry : files.entries()) {
    for (access::Subject& subject : access::SubjectsOf(*entry.file)) {
      Key key{by_name ? entry.name : std::string(), subject.name};
      found.emplace(std::move(key), Found{std::move(subject), entry.file->source->name()});
    }
  }
  return found;
}

std::vector<std::string> Names(const Found& found) {
  std::vector<std::string> names;
  for (const std::string& pointer : found.subject.documents) {
    names.push_back(pointer.empty() ? found.path : found.path + "#" + pointer);
  }
  return names;
}

}  // namespace

PairComparer::PairComparer(std::vector<std::vector<const policy::Policy*>> limits,
                           const access::CompareOptions& options)
    : limits_(std::move(limits)),
      options_(options),
      source_("everything", R"({"Version": "2012-10-17", "Statement":
          [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})"),
      json_(text::ReadJson(source_)),
      everything_(policy::Parse(json_.tree.root, {}, json_.tree.arena)) {}

std::vector<report::NamedComparison> PairComparer::Run(const PolicyFiles& old_files,
                                                       const PolicyFiles& new_files) const {
  const bool by_name = old_files.entries().size() != 1 || new_files.entries().size() != 1;
  std::map<Key, Found> old_found = SubjectsIn(old_files, by_name);
  std::map<Key, Found> new_found = SubjectsIn(new_files, by_name);
  if (!by_name && old_found.size() == 1 && new_found.size() == 1) {
    auto only = old_found.extract(old_found.begin());
    only.key() = new_found.begin()->first;
    old_found.insert(std::move(only));
  }
  std::map<Key, std::pair<const Found*, const Found*>> pairs;
  for (const auto& [key, found] : old_found) pairs[key].first = &found;
  for (const auto& [key, found] : new_found) pairs[key].second = &found;

  std::vector<report::NamedComparison> comparisons;
  for (const auto& [key, pair] : pairs) {
    report::NamedComparison named;
    named.file = key.first;
    if (pairs.size() > 1) named.subject = key.second;
    const auto side = [&](const Found* found, const Found* other, std::vector<std::string>& names) {
      access::Grants grants;
      if (found != nullptr) {
        grants = found->subject.grants;
        names = Names(*found);
      } else if (access::MissingAllowsAll(other->subject.type)) {
        grants.policies.push_back(everything_);
        names.emplace_back("(no such policy)");
      }
      grants.limits = limits_;
      return grants;
    };
    const access::Grants old_side = side(pair.first, pair.second, named.old_documents);
    const access::Grants new_side = side(pair.second, pair.first, named.new_documents);
    named.comparison = access::Compare(old_side, new_side, options_);
    comparisons.push_back(std::move(named));
  }
  return comparisons;
}

}  // namespace whittle::cli
