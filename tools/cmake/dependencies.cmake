# Finds the libraries on the system first; elsewhere FetchContent brings pinned releases.
# On Debian: apt-get install rapidjson-dev libfmt-dev libcxxopts-dev libyaml-dev zlib1g-dev libgtest-dev libbenchmark-dev
include(FetchContent)

find_package(Threads REQUIRED)

FetchContent_Declare(fmt
  URL https://github.com/fmtlib/fmt/archive/refs/tags/9.1.0.tar.gz
  URL_HASH SHA256=5dea48d1fcddc3ec571ce2058e13910a0d4a6bab4cc09a809d8b1dd1c88ae6f2
  SYSTEM FIND_PACKAGE_ARGS 9)
FetchContent_Declare(cxxopts
  URL https://github.com/jarro2783/cxxopts/archive/refs/tags/v3.1.1.tar.gz
  URL_HASH SHA256=523175f792eb0ff04f9e653c90746c12655f10cb70f1d5e6d6d9491420298a08
  SYSTEM FIND_PACKAGE_ARGS 3)
FetchContent_Declare(RapidJSON
  URL https://github.com/Tencent/rapidjson/archive/refs/tags/v1.1.0.tar.gz
  URL_HASH SHA256=bf7ced29704a1e696fbccf2a2b4ea068e7774fa37f6d7dd4039d0787f8bed98e
  SOURCE_SUBDIR none FIND_PACKAGE_ARGS)
FetchContent_MakeAvailable(fmt cxxopts RapidJSON)

foreach(target fmt::fmt-header-only cxxopts::cxxopts)
  if(NOT TARGET ${target})
    message(FATAL_ERROR "${target} not found: apt-get install libfmt-dev libcxxopts-dev")
  endif()
endforeach()

# RapidJSON has no imported target of its own, and its headers warn: always a system include.
add_library(whittle_rapidjson INTERFACE)
if(RAPIDJSON_INCLUDE_DIRS)
  target_include_directories(whittle_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS})
else()
  target_include_directories(whittle_rapidjson SYSTEM INTERFACE ${rapidjson_SOURCE_DIR}/include)
endif()

# libyaml has no CMake package on Debian, only a header and a library.
find_path(WHITTLE_YAML_INCLUDE yaml.h)
find_library(WHITTLE_YAML_LIBRARY
  NAMES ${CMAKE_STATIC_LIBRARY_PREFIX}yaml${CMAKE_STATIC_LIBRARY_SUFFIX} yaml)
add_library(whittle_yaml INTERFACE)
if(WHITTLE_YAML_INCLUDE AND WHITTLE_YAML_LIBRARY)
  target_include_directories(whittle_yaml SYSTEM INTERFACE ${WHITTLE_YAML_INCLUDE})
  target_link_libraries(whittle_yaml INTERFACE ${WHITTLE_YAML_LIBRARY})
else()
  FetchContent_Declare(yaml
    URL https://github.com/yaml/libyaml/archive/refs/tags/0.2.5.tar.gz
    URL_HASH SHA256=fa240dbf262be053f3898006d502d514936c818e422afdcf33921c63bed9bf2e SYSTEM)
  FetchContent_MakeAvailable(yaml)
  target_link_libraries(whittle_yaml INTERFACE yaml)
endif()

# zlib for gzipped logs; the static library where there is one.
set(ZLIB_USE_STATIC_LIBS ON)
find_package(ZLIB QUIET)
if(NOT ZLIB_FOUND)
  FetchContent_Declare(zlib
    URL https://github.com/madler/zlib/archive/refs/tags/v1.2.13.tar.gz
    URL_HASH SHA256=1525952a0a567581792613a9723333d7f8cc20b87a81f920fb8bc7e3f2251428 SYSTEM)
  FetchContent_MakeAvailable(zlib)
  target_include_directories(zlibstatic INTERFACE ${zlib_SOURCE_DIR} ${zlib_BINARY_DIR})
  add_library(ZLIB::ZLIB ALIAS zlibstatic)
endif()

if(WHITTLE_BUILD_TESTS)
  FetchContent_Declare(googletest
    URL https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz
    URL_HASH SHA256=81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2
    SYSTEM FIND_PACKAGE_ARGS NAMES GTest)
  FetchContent_MakeAvailable(googletest)
  if(NOT TARGET GTest::gtest_main)
    message(FATAL_ERROR "GoogleTest not found: apt-get install libgtest-dev")
  endif()
endif()
if(WHITTLE_BUILD_BENCH)
  find_package(benchmark QUIET)
  if(NOT benchmark_FOUND)
    message(WARNING "Google Benchmark not found: no benchmarks (apt-get install libbenchmark-dev)")
  endif()
endif()
