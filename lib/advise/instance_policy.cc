#include "advise/instance_policy.h"

#include "advise/certificate.h"
#include "advise/fill_in.h"
#include "advise/narrow.h"

namespace whittle::advise {

InstancePolicy NarrowForAgent(const policy::Policy& original, const Hosts& hosts,
                              const catalog::Catalog& catalog) {
  Needs needs;
  std::vector<std::string> notes;
  AddEcsAgentNeeds(hosts, {}, TaskCalls::kUnknown, needs, notes);
  Narrowed narrowed = Narrow(original, needs, Level::kDefault, catalog);
  InstancePolicy result;
  result.document = std::move(narrowed.document);
  result.permissions = std::move(narrowed.permissions);
  if (const auto after = OwnedPolicy::Read(result.document)) {
    const Certificate certificate = Certify({&original}, {after->get()}, needs.requirements,
                                            LostBy(result.permissions), catalog);
    result.proved = certificate.no_new_access == Proof::kProved &&
                    certificate.evidence_covered == Proof::kProved;
  }
  return result;
}

}  // namespace whittle::advise
