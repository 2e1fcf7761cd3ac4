# retort_part(NAME [DEPENDS part...] [PRIVATE library...])
#
# One part of the library: the folder NAME with every *.cpp below it, as target retort_NAME, alias and
# export retort::NAME. Its public headers are NAME/*.h; what lies in a folder detail/ is installed only
# where a public template needs it (NAME/detail/*.h of orm).

function(retort_part name)
  cmake_parse_arguments(PART "" "" "DEPENDS;PRIVATE;SOURCES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(retort_${name} STATIC ${sources} ${PART_SOURCES})
  add_library(retort::${name} ALIAS retort_${name})
  set_target_properties(retort_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(retort_${name} PUBLIC cxx_std_20)
  target_include_directories(
    retort_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
                          $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  foreach(part IN LISTS PART_DEPENDS)
    target_link_libraries(retort_${name} PUBLIC retort_${part})
  endforeach()
  target_link_libraries(retort_${name} PRIVATE ${PART_PRIVATE} $<BUILD_INTERFACE:retort_warnings>)
  install(TARGETS retort_${name} EXPORT retort ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})

  # <retort/NAME/...> is the folder itself, in the build tree and after installation.
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include/retort)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${name} ${PROJECT_BINARY_DIR}/include/retort/${name} SYMBOLIC)
  install(
    DIRECTORY ${PROJECT_SOURCE_DIR}/${name}/
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/retort/${name}
    FILES_MATCHING
    PATTERN "*.h"
    PATTERN "detail" EXCLUDE
    PATTERN "sqlite" EXCLUDE)
endfunction()
