// Writes random schemas as scripts of DDL with rows: `random_schemas FOLDER FIRST COUNT`. Those that
// SQLite does not take are left out, and the next seed is tried.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>

#include "migrate/random_schema.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "random_schemas FOLDER FIRST COUNT\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  unsigned seed = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
  std::filesystem::create_directories(folder);
  for (unsigned count = static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)); count > 0;
       ++seed) {
    const retort::migrate::RandomDatabase database = retort::migrate::RandomSchema(seed).database();
    const std::string script = database.ddl() + database.rows();
    try {
      retort::engine::Engine("sqlite://", {.foreign_keys = false}).connect().execute_script(script);
    } catch (const retort::engine::DatabaseError&) {
      continue;
    }
    std::ofstream(folder / ("seed-" + std::to_string(seed) + ".sql")) << script;
    --count;
  }
}
