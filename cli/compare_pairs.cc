#include "cli/compare_pairs.h"

#include <map>
#include <optional>
#include <utility>

namespace whittle::cli {

namespace {

using access::Subject;
/// The name of the file, and of the subject.
using Key = std::pair<std::string, std::string>;

std::map<Key, Subject> SubjectsIn(const PolicyFiles& files, access::SubjectFinder& finder,
                                  bool by_name) {
  for (const PolicyFiles::Entry& entry : files.entries()) finder.AddFile(*entry.file);
  std::map<Key, Subject> found;
  for (const PolicyFiles::Entry& entry : files.entries()) {
    for (Subject& subject : finder.Of(*entry.file)) {
      Key key{by_name ? entry.name : std::string(), subject.name};
      found.emplace(std::move(key), std::move(subject));
    }
  }
  return found;
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
                                                       const PolicyFiles& new_files) {
  const bool by_name = old_files.entries().size() != 1 || new_files.entries().size() != 1;
  const auto find = [&](const PolicyFiles& files) {
    return SubjectsIn(files, finders_.emplace_back(*options_.catalog), by_name);
  };
  std::map<Key, Subject> old_found = find(old_files);
  std::map<Key, Subject> new_found = find(new_files);
  if (!by_name && old_found.size() == 1 && new_found.size() == 1) {
    auto only = old_found.extract(old_found.begin());
    only.key() = new_found.begin()->first;
    old_found.insert(std::move(only));
  }
  std::map<Key, std::pair<const Subject*, const Subject*>> pairs;
  for (const auto& [key, found] : old_found) pairs[key].first = &found;
  for (const auto& [key, found] : new_found) pairs[key].second = &found;

  std::vector<report::NamedComparison> comparisons;
  for (const auto& [key, pair] : pairs) {
    report::NamedComparison named;
    named.file = key.first;
    if (pairs.size() > 1) named.subject = key.second;
    const auto side = [&](const Subject* found, const Subject* other,
                          std::vector<std::string>& names) {
      Subject subject;
      if (found != nullptr) {
        subject = *found;
      } else if (access::MissingAllowsAll(other->type)) {
        subject.grants.policies.push_back(everything_);
        subject.documents.emplace_back("(no such policy)");
      }
      names = subject.documents;
      auto& limits = subject.grants.limits;
      limits.insert(limits.end(), limits_.begin(), limits_.end());
      return subject;
    };
    const Subject old_side = side(pair.first, pair.second, named.old_documents);
    const Subject new_side = side(pair.second, pair.first, named.new_documents);
    named.comparison = access::CompareSubjects(old_side, new_side, options_);
    comparisons.push_back(std::move(named));
  }
  return comparisons;
}

}  // namespace whittle::cli
