# Feature tables become part of the library as text.
set(advise_data_dir ${CMAKE_CURRENT_SOURCE_DIR}/advise/data)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${advise_data_dir}/ecs-agent.tsv)
file(READ ${advise_data_dir}/ecs-agent.tsv advise_ecs_agent)
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/advise_data.cc CONTENT [[
#include "advise/data.h"

namespace whittle::advise {

const std::string_view kEcsAgentTable = R"tsv(@advise_ecs_agent@)tsv";

}  // namespace whittle::advise
]] @ONLY)

whittle_add_room(advise lint)
target_sources(whittle_advise PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/advise_data.cc)
