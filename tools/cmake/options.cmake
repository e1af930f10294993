# Warnings, sanitizers and the like, carried by one interface target that every room links.
add_library(whittle_options INTERFACE)
target_compile_features(whittle_options INTERFACE cxx_std_20)
if(NOT MSVC)
  target_compile_options(whittle_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    $<$<BOOL:${WHITTLE_WERROR}>:-Werror>
    # g++ 12 sees overlapping copies in operator+ of strings (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
endif()
if(WHITTLE_SANITIZE)
  list(JOIN WHITTLE_SANITIZE "," sanitizers)
  # RapidJSON 1.1.0 adds an offset to a null pointer in its empty stack, on every parse.
  target_compile_options(whittle_options INTERFACE
    -fsanitize=${sanitizers} -fno-sanitize=pointer-overflow -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(whittle_options INTERFACE -fsanitize=${sanitizers})
endif()

# whittle_add_room(NAME ROOMS...): the library of one room from all its .cc files.
function(whittle_add_room name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  add_library(whittle_${name} STATIC ${sources})
  target_include_directories(whittle_${name} PUBLIC ${PROJECT_SOURCE_DIR}/lib)
  target_link_libraries(whittle_${name} PUBLIC whittle_options PRIVATE fmt::fmt-header-only)
  foreach(room ${ARGN})
    target_link_libraries(whittle_${name} PUBLIC whittle_${room})
  endforeach()
endfunction()
