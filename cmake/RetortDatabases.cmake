# Which databases there are: every folder of engine/ but detail. For each of them engine/, introspect/
# and migrate/ define one function; the tables of these functions are written here, so that adding a
# database touches no existing file.

file(GLOB entries RELATIVE ${PROJECT_SOURCE_DIR}/engine CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/engine/*)
set(RETORT_DATABASES)
foreach(entry IN LISTS entries)
  if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/engine/${entry} AND NOT entry STREQUAL "detail")
    list(APPEND RETORT_DATABASES ${entry})
  endif()
endforeach()

# retort_database_table(OUT RESULT-TYPE HEADER NAMESPACE FIND DECLARATION ENTRY)
# `@` in DECLARATION and ENTRY stands for the database's name.
function(retort_database_table out result header namespace find declaration entry)
  set(declarations)
  set(entries)
  foreach(database IN LISTS RETORT_DATABASES)
    string(REPLACE "@" ${database} line "${declaration}")
    string(APPEND declarations "${line};\n")
    string(REPLACE "@" ${database} line "${entry}")
    string(APPEND entries "  if (name == \"${database}\") return ${line};\n")
  endforeach()
  set(text
      "// Written by cmake/RetortDatabases.cmake.\n#include <${header}>\n\nnamespace ${namespace} {\n\n${declarations}\n${result} ${find}(std::string_view name) {\n${entries}  return nullptr;\n}\n\n}  // namespace ${namespace}\n"
  )
  file(CONFIGURE OUTPUT ${out} CONTENT "${text}" @ONLY)
endfunction()
