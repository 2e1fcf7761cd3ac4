// One script of SQL by the C API: a rebuild as a careful person would write it.
// `script_floor DATABASE SCRIPT`.

#include "floor.h"

int main(int, char** arguments) {
  bench::Database database(arguments[1]);
  database.run(bench::read(arguments[2]));
}
