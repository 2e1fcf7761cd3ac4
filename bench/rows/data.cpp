#include "data.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "raw_connection.h"

namespace bench {

const char* const settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; "
    "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON";

std::vector<Item> items(std::size_t count) {
  std::vector<Item> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(1'000'000 + i);
    all[i] = {.id = static_cast<std::int64_t>(i + 1),
              .name = "the name of " + number,
              .quantity = i % 3 == 0 ? std::nullopt : std::optional<std::int64_t>(i % 100),
              .price = static_cast<double>(i % 1000) / 4,
              .note = "a note of some length about the thing, and its number " + number,
              .owner = static_cast<std::int64_t>(i % 1000)};
  }
  return all;
}

std::vector<std::int64_t> shuffled_keys(std::size_t count) {
  std::vector<std::int64_t> keys(count);
  for (std::size_t i = 0; i < count; ++i) keys[i] = static_cast<std::int64_t>(i + 1);
  std::shuffle(keys.begin(), keys.end(), std::mt19937(7));
  return keys;
}

File::File() {
  static int made = 0;
  const std::filesystem::path memory = "/dev/shm";
  const auto folder =
      std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
  path_ = folder /
          ("retort-bench-" + std::to_string(::getpid()) + "-" + std::to_string(++made) + ".db");
  RawConnection(path_).run(
      "CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, quantity "
      "INTEGER, "
      "price REAL NOT NULL, note VARCHAR NOT NULL, owner INTEGER NOT NULL);"
      "CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL);"
      "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, parent_id "
      "INTEGER "
      "NOT NULL REFERENCES parent (id));"
      "CREATE INDEX child_parent ON child (parent_id)");
}

File::~File() {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + suffix);
}

void File::fill(std::size_t count) const {
  RawConnection connection(path_);
  connection.run("BEGIN");
  RawStatement insert(connection, "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)");
  for (const Item& item : items(count)) insert.insert(item);
  connection.run("COMMIT; CREATE INDEX IF NOT EXISTS item_owner ON item (owner); ANALYZE");
}

void File::fill_families(std::size_t parents) const {
  const std::string count = std::to_string(parents);
  RawConnection(path_).run(
      "INSERT INTO parent WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE "
      "i "
      "< " +
      count +
      ") SELECT i, 'parent ' || i FROM n; INSERT INTO child WITH RECURSIVE n (i) AS (VALUES "
      "(0) UNION ALL SELECT i + 1 FROM n WHERE i < " +
      count + " * 10 - 1) SELECT i + 1, 'child number ' || i, i / 10 + 1 FROM n; ANALYZE");
}

std::int64_t File::number(const char* sql) const {
  RawConnection connection(path_);
  RawStatement statement(connection, sql);
  require(sqlite3_step(statement.get()) == SQLITE_ROW, sql);
  return sqlite3_column_int64(statement.get(), 0);
}

void require(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "a peer did not do its work: %s\n", what);
  std::exit(1);
}

}  // namespace bench
