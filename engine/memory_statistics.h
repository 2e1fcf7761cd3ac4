// engine::without_memory_statistics(): SQLite does not count the memory that it uses.
//
//   int main() {
//     retort::engine::without_memory_statistics();
//     ...
//
// Each piece that SQLite takes or gives back costs two locks and two counts otherwise, 9% of the time of an
// INSERT. It holds for the whole process: sqlite3_memory_used() stays 0, and sqlite3_soft_heap_limit64()
// limits nothing. That is why no engine does it by itself; `migrate` does.

#pragma once

namespace retort::engine {

/// To be called before anything in the program uses SQLite, while there is one thread. Returns false, and
/// changes nothing, when it comes too late.
bool without_memory_statistics();

}  // namespace retort::engine
