# Compiles SOURCE and compares with its first line, `// expect: text`. The first error has to say
# the text, and all that the compiler says stays under 25 lines; `expect: nothing`
# means that the file compiles.
#
#   cmake -DCOMPILER=... -DINCLUDE=... -DSOURCE=... -P check.cmake

cmake_policy(VERSION 3.25)
set(longest 24)

file(READ ${SOURCE} text LIMIT 300)
string(REGEX MATCH "^// expect: ([^\n]*)" line "${text}")
set(expected "${CMAKE_MATCH_1}")

execute_process(
  COMMAND ${COMPILER} -std=c++20 -fsyntax-only -Wall -Wextra -Wconversion -Werror -I${INCLUDE}
          ${SOURCE}
  RESULT_VARIABLE status
  ERROR_VARIABLE output)
# A quote may be a typographic one, depending on the locale.
string(REGEX REPLACE "‘|’" "'" output "${output}")
string(REGEX MATCH "error: [^\n]*" first_error "${output}")
string(REGEX REPLACE "[^\n]" "" newlines "${output}")
string(LENGTH "${newlines}" count)

if(expected STREQUAL "nothing")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "This has to compile:\n${output}")
  endif()
  return()
endif()
if(status EQUAL 0)
  message(FATAL_ERROR "This compiles, and should not.")
endif()
if(count GREATER longest)
  message(FATAL_ERROR "The message has ${count} lines, more than ${longest}:\n${output}")
endif()
string(FIND "${first_error}" "${expected}" position)
if(position EQUAL -1)
  message(FATAL_ERROR "The first error does not say: ${expected}\n${output}")
endif()
