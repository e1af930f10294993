# The tables of data/ become part of the library as text.
set(advise_data_dir ${CMAKE_CURRENT_SOURCE_DIR}/advise/data)
set(advise_tables "")
function(whittle_add_table file name)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${advise_data_dir}/${file})
  file(READ ${advise_data_dir}/${file} content)
  set(advise_tables "${advise_tables}const std::string_view ${name} = R\"tsv(${content})tsv\";\n"
    PARENT_SCOPE)
endfunction()
whittle_add_table(cloudtrail-events.tsv kCloudTrailEventTable)
whittle_add_table(cloudtrail-fields.tsv kCloudTrailFieldTable)
whittle_add_table(cloudtrail-shown.tsv kCloudTrailShownTable)
whittle_add_table(cloudtrail-sources.tsv kCloudTrailSourceTable)
whittle_add_table(ecs-agent.tsv kEcsAgentTable)
whittle_add_table(ecs-task.tsv kEcsTaskTable)
whittle_add_table(pass-role.tsv kPassRoleTable)
whittle_add_table(ssm-agent.tsv kSsmAgentTable)
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/advise_data.cc CONTENT [[
#include "advise/data.h"

namespace whittle::advise {

@advise_tables@
}  // namespace whittle::advise
]] @ONLY)

whittle_add_room(advise lint access)
target_sources(whittle_advise PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/advise_data.cc)
file(GLOB usage_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/advise/usage/*.cc)
target_sources(whittle_advise PRIVATE ${usage_sources})
