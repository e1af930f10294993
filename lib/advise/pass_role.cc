#include "advise/pass_role.h"

#include "advise/data.h"
#include "advise/split.h"

namespace whittle::advise {

RoleTakers ReadRoleTakers() {
  RoleTakers takers;
  for (const auto& row : TableRows(kPassRoleTable, 3)) takers[row[0]] = Split(row[1], ',');
  return takers;
}

}  // namespace whittle::advise
