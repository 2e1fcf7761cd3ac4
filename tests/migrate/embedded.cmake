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
