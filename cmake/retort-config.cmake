include(CMakeFindDependencyMacro)
find_dependency(SQLite3)
find_dependency(Threads)
include(${CMAKE_CURRENT_LIST_DIR}/retort-targets.cmake)
