#include "access/reasons.h"

#include <algorithm>

namespace whittle::access {

namespace {

constexpr size_t kMost = 20;

}  // namespace

void Reasons::Add(std::string reason) {
  if (all_.size() >= kMost || std::find(all_.begin(), all_.end(), reason) != all_.end()) return;
  all_.push_back(std::move(reason));
}

void Reasons::ExplainBox(Space& space, const Box& box) {
  if (!box.certain) {
    Add("statement " + std::to_string(box.statement->index + 1) +
        " may not exist, may have more conditions, or is not valid");
  }
  for (const AtomId id : box.atoms) {
    const Atom& atom = space.Compiled(id);
    if (!atom.opaque.empty()) Add(atom.opaque + " is not understood");
    if (atom.open) Add("a list may hold more than is seen");
    for (const Pattern& pattern : atom.patterns) {
      for (const Letter letter : pattern.glob.letters) {
        if (!IsName(letter)) continue;
        const Name& name = space.names().Of(letter);
        Add((name.hole ? "the value of the placeholder `" : "the value of the policy variable `") +
            name.key + "` decides");
      }
      if (!pattern.glob.crossing.empty()) {
        std::string text;
        for (const Letter letter : pattern.glob.letters) {
          text += IsStar(letter)       ? '*'
                  : IsWildcard(letter) ? '?'
                  : IsName(letter)     ? '$'
                                       : static_cast<char>(static_cast<unsigned char>(letter));
        }
        Add("AWS does not say for certain whether the `*` that ends a field of `" + text +
            "` may run on across colons");
      }
      if (!pattern.sure && atom.dimension == kActionDimension) {
        Add("an Action entry may not exist, or has a wildcard in its service prefix, of which AWS "
            "does not say what it matches");
        continue;
      }
      if (!pattern.sure) Add("an entry of a list may not exist or may not mean what it seems to");
    }
  }
}

void Reasons::Explain(Space& space, const Gap& gap, const Side& wide) {
  const size_t before = all_.size();
  for (const Box* box : gap.allows) ExplainBox(space, *box);
  if (gap.deny != nullptr) ExplainBox(space, *gap.deny);
  uint64_t services = ~uint64_t{0};
  for (const Box* box : gap.allows) services &= box->services;
  for (const Side::Layer& layer : wide.layers) {
    for (const Box* box : layer.allows) {
      if ((box->services & services) != 0) ExplainBox(space, *box);
    }
  }
  if (all_.size() == before) {
    Add("the request that would show the difference could not be confirmed");
  }
}

}  // namespace whittle::access
