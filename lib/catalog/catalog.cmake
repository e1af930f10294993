# The catalogue: its data are compiled by a host tool into one blob that becomes part of the library.
set(catalog_dir ${CMAKE_CURRENT_SOURCE_DIR}/catalog)
set(catalog_data_dir ${catalog_dir}/data)

add_executable(catalog_compiler ${catalog_dir}/compiler/main.cc ${catalog_dir}/model_reader.cc
                                ${catalog_dir}/blob_writer.cc ${catalog_dir}/arn_facts.cc)
target_include_directories(catalog_compiler PRIVATE ${PROJECT_SOURCE_DIR}/lib)
target_link_libraries(catalog_compiler PRIVATE whittle_options)

# Hand-kept tables come after what they mend.
file(GLOB catalog_services CONFIGURE_DEPENDS ${catalog_data_dir}/services/*.txt)
set(catalog_data ${catalog_data_dir}/origin.txt ${catalog_services}
    ${catalog_data_dir}/managed-policies.txt ${catalog_data_dir}/global-keys.txt
    ${catalog_data_dir}/corrections.txt ${catalog_data_dir}/providers.txt
    ${catalog_data_dir}/withdrawn.txt ${catalog_data_dir}/confusions.txt)

if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND NOT WIN32 AND NOT APPLE)
  set(catalog_blob ${CMAKE_CURRENT_BINARY_DIR}/catalog.bin)
  add_custom_command(
    OUTPUT ${catalog_blob}
    COMMAND catalog_compiler bytes ${catalog_blob} ${catalog_data}
    DEPENDS catalog_compiler ${catalog_data}
    COMMENT "Compiling the catalogue" VERBATIM)
  set(catalog_source ${CMAKE_CURRENT_BINARY_DIR}/catalog_blob.S)
  file(CONFIGURE OUTPUT ${catalog_source} CONTENT [[
    .section .rodata
    .balign 8
    .global whittle_catalog_blob
    .type whittle_catalog_blob, %object
whittle_catalog_blob:
    .incbin "@catalog_blob@"
    .size whittle_catalog_blob, . - whittle_catalog_blob
    .section .note.GNU-stack,"",%progbits
]] @ONLY)
  enable_language(ASM)
  set_source_files_properties(${catalog_source} PROPERTIES OBJECT_DEPENDS ${catalog_blob})
else()
  set(catalog_source ${CMAKE_CURRENT_BINARY_DIR}/catalog_blob.cc)
  add_custom_command(
    OUTPUT ${catalog_source}
    COMMAND catalog_compiler source ${catalog_source} ${catalog_data}
    DEPENDS catalog_compiler ${catalog_data}
    COMMENT "Compiling the catalogue" VERBATIM)
endif()

whittle_add_room(catalog text)
target_sources(whittle_catalog PRIVATE ${catalog_source})
