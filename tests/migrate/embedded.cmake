# A folder of scripts that are hard to write as C++: every byte, the signs of trigraphs and escapes, a
# line longer than a literal may be. embed_test.cpp compares what the program holds with these files.
set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
set(bytes)
foreach(byte RANGE 1 255)
  list(APPEND bytes ${byte})
endforeach()
string(ASCII ${bytes} every_byte)
string(REPEAT "0123456789abcdef" 20000 long)
string(ASCII 92 backslash)
file(WRITE ${folder}/aaaa_odd.sql
     "-- revision = \"aaaa\"\n-- [upgrade]\nSELECT '??=' /* ${backslash}n ${backslash} \" ??/\n${every_byte}7 */")
file(WRITE ${folder}/more/bbbb_long.sql
     "-- revision = \"bbbb\"\n-- down_revision = \"aaaa\"\n\n-- [upgrade]\nSELECT '${long}';\r\n")
retort_embed_migrations(migrate_tests ${folder} NAME odd_scripts NAMESPACE retort::testing RECURSIVE)
# For its one source alone: a definition with a path in it keeps ccache from sharing the others.
set_source_files_properties(migrate/embed_test.cpp PROPERTIES COMPILE_DEFINITIONS
                                                              "ODD_SCRIPTS=\"${folder}\"")

# A history of five scripts of which three were squashed in two steps, as `migrate squash` leaves it:
# bbbb and cccc became cccc, and that with dddd became dddd.
set(folder ${CMAKE_CURRENT_BINARY_DIR}/squashed_history)
function(retort_test_script file parent replaces)
  get_filename_component(id ${file} NAME_WE)
  set(text "-- revision = \"${id}\"\n")
  if(parent)
    string(APPEND text "-- down_revision = \"${parent}\"\n")
  endif()
  if(replaces)
    list(JOIN replaces "\", \"" ids)
    string(APPEND text "-- replaces = [\"${ids}\"]\n")
  endif()
  string(APPEND text "\n-- [upgrade]\n")
  foreach(made IN LISTS replaces id)
    string(APPEND text "CREATE TABLE t_${made} (x);\n")
  endforeach()
  file(WRITE ${folder}/${file} "${text}")
endfunction()
retort_test_script(aaaa.sql "" "")
retort_test_script(dddd.sql aaaa "bbbb;cccc")
retort_test_script(eeee.sql dddd "")
retort_test_script(squashed/dddd/cccc.sql aaaa bbbb)
retort_test_script(squashed/dddd/dddd.sql cccc "")
retort_test_script(squashed/dddd/squashed/cccc/bbbb.sql aaaa "")
retort_test_script(squashed/dddd/squashed/cccc/cccc.sql bbbb "")
retort_embed_migrations(migrate_tests ${folder} NAME squashed_history NAMESPACE retort::testing)
