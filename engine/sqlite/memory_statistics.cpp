#include <retort/engine/memory_statistics.h>

#include <sqlite3.h>

namespace retort::engine {

bool without_memory_statistics() { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK; }

}  // namespace retort::engine
