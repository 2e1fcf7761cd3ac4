// The least of SQLite's C API that the floors of the schema benchmarks need.

#pragma once

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace bench {

inline std::string read(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Database {
 public:
  explicit Database(const char* path) { check(sqlite3_open(path, &handle_), path); }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql) {
    check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr), sql.c_str());
  }
  void run(const std::string& sql, const std::string& value) {
    sqlite3_stmt* statement = prepare(sql);
    sqlite3_bind_text(statement, 1, value.c_str(), -1, SQLITE_STATIC);
    check(sqlite3_step(statement) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR, sql.c_str());
    sqlite3_finalize(statement);
  }
  sqlite3_stmt* prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), sql.c_str());
    return statement;
  }
  /// How many rows it has.
  std::size_t rows(const std::string& sql) {
    sqlite3_stmt* statement = prepare(sql);
    std::size_t count = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(statement); ++i) sqlite3_column_text(statement, i);
      ++count;
    }
    sqlite3_finalize(statement);
    return count;
  }

 private:
  void check(int code, const char* what) {
    if (code == SQLITE_OK) return;
    std::fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(handle_));
    std::exit(1);
  }

  sqlite3* handle_ = nullptr;
};

}  // namespace bench
