# Run by ctest: install, configure an outside project against the install tree, build it, run it.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGV}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${PROGRAM} -B ${WORK}/build -G ${GENERATOR}
    -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}" -DCMAKE_PREFIX_PATH=${WORK}/prefix)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/outside)
if(NOT output STREQUAL "Tool\n")
  message(FATAL_ERROR "the outside program printed: ${output}")
endif()
run(${WORK}/prefix/bin/migrate --version)
foreach(file IN ITEMS bash-completion/completions/migrate zsh/site-functions/_migrate
                      fish/vendor_completions.d/migrate.fish man/man1/migrate.1
                      man/man1/migrate-upgrade.1)
  if(NOT EXISTS ${WORK}/prefix/share/${file})
    message(FATAL_ERROR "share/${file} was not installed")
  endif()
endforeach()

# The template of an application is one: it builds, and is its own `migrate`.
file(MAKE_DIRECTORY ${WORK}/app)
function(run_in_app)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${WORK}/app RESULT_VARIABLE status
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGV}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()
run_in_app(${WORK}/prefix/bin/migrate init -t cpp)
run(${CMAKE_COMMAND} -S ${WORK}/app -B ${WORK}/app/build -G ${GENERATOR}
    -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}" -DCMAKE_PREFIX_PATH=${WORK}/prefix)
run(${CMAKE_COMMAND} --build ${WORK}/app/build)
run_in_app(${WORK}/app/build/app revision --autogenerate -m "create notes")
run_in_app(${WORK}/app/build/app upgrade head)
run_in_app(${WORK}/app/build/app check)
if(NOT output STREQUAL "nothing differs\n")
  message(FATAL_ERROR "the application of the template printed: ${output}")
endif()
