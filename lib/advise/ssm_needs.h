// What the SSM agent on a host needs of its role, from the feature table data/ssm-agent.tsv.
// Source: AWS Systems Manager user guide, "Configure instance permissions required for Systems
// Manager"; the agent's code, as the table's rows name it.
#pragma once

#include <string>
#include <vector>

#include "advise/certificate.h"
#include "advise/facts.h"
#include "advise/needs.h"

namespace whittle::advise {

/// Adds what the SSM agent needs of a role with these policies, and what it could need and the
/// facts do not say. The floor is required of a role that ssm.amazonaws.com trusts, and of others
/// where the facts say that a feature is in use; else the agent may be there or not. What is needed
/// is missed only where a policy serves the agent: Automation and maintenance windows have roles
/// with the same trust. A feature that is said to be in use keeps its actions, one that is said not
/// to be lets go of those that no other needs, and names scope them. `notes` get the facts that
/// would narrow the policies further.
void AddSsmAgentNeeds(bool trusted_by_ssm, const Policies& policies, const Facts& facts,
                      const Scope& scope, Needs& needs, std::vector<std::string>& notes);

}  // namespace whittle::advise
