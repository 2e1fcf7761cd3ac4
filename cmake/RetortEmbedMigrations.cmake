# retort_embed_migrations(TARGET FOLDER... [NAME name] [NAMESPACE namespace] [RECURSIVE])
#
# Builds the migration scripts of the folders into TARGET. Its sources then have
#
#   #include <name.h>
#   retort::migrate::EmbeddedScripts namespace::name();
#
# for retort::migrate::open() and retort::cli::run(). `name` is the last part of the first FOLDER where
# it is not given, `namespace` is `embedded`. A script that changes, comes or goes is seen by the next
# build; one that is wrong stops it, with its file and line. TARGET has to link retort::migrate, or
# retort::retort, by itself.
#
# The source is written by the `migrate` command of the package. Where that cannot run, as in a cross
# build, set RETORT_MIGRATE_EXECUTABLE to one that can.

function(retort_embed_migrations target)
  cmake_parse_arguments(PARSE_ARGV 1 EMBED "RECURSIVE" "NAME;NAMESPACE" "")
  set(folders)
  foreach(folder IN LISTS EMBED_UNPARSED_ARGUMENTS)
    cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    if(NOT IS_DIRECTORY "${folder}")
      message(FATAL_ERROR "retort_embed_migrations: there is no folder ${folder}")
    endif()
    # Without a slash at its end, it has a last part.
    string(REGEX REPLACE "(.)/$" "\\1" folder "${folder}")
    list(APPEND folders "${folder}")
  endforeach()
  if(NOT folders)
    message(FATAL_ERROR "retort_embed_migrations: which folder of scripts?")
  endif()
  if(NOT DEFINED EMBED_NAME)
    list(GET folders 0 first)
    cmake_path(GET first FILENAME EMBED_NAME)
    string(MAKE_C_IDENTIFIER "${EMBED_NAME}" EMBED_NAME)
  endif()
  if(NOT DEFINED EMBED_NAMESPACE)
    set(EMBED_NAMESPACE embedded)
  endif()
  set(recursive)
  if(EMBED_RECURSIVE)
    set(recursive --recursive)
  endif()
  set(command $<TARGET_FILE:retort::migrate_command>)
  if(RETORT_MIGRATE_EXECUTABLE)
    set(command "${RETORT_MIGRATE_EXECUTABLE}")
  endif()

  set(output "${CMAKE_CURRENT_BINARY_DIR}/retort_embedded/${target}")
  add_custom_command(
    OUTPUT "${output}/${EMBED_NAME}.cpp" "${output}/${EMBED_NAME}.h"
    COMMAND "${command}" embed ${folders} --output "${output}" --function ${EMBED_NAME} --namespace
            ${EMBED_NAMESPACE} ${recursive} --depfile
    DEPFILE "${output}/${EMBED_NAME}.d"
    COMMENT "Embedding the migrations of ${target}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}/${EMBED_NAME}.cpp" "${output}/${EMBED_NAME}.h")
  target_include_directories(${target} PRIVATE "${output}")
endfunction()
