// SQLite's C API, as a careful programmer would wrap it for one program.

#pragma once

#include <sqlite3.h>

#include <string>

#include "data.h"

namespace bench {

class RawConnection {
 public:
  /// With SQLite's mutex, as sqlite3_open has it, or without.
  explicit RawConnection(const std::string& path, bool mutex = true) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                      (mutex ? SQLITE_OPEN_FULLMUTEX : SQLITE_OPEN_NOMUTEX);
    require(sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) == SQLITE_OK, path.c_str());
    run(settings);
  }
  ~RawConnection() { sqlite3_close(handle_); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  void run(const std::string& sql) {
    require(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
            sql.c_str());
  }
  sqlite3* get() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

class RawStatement {
 public:
  RawStatement(const RawConnection& connection, const std::string& sql) {
    require(sqlite3_prepare_v3(connection.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                               &handle_, nullptr) == SQLITE_OK,
            sql.c_str());
  }
  ~RawStatement() { sqlite3_finalize(handle_); }
  RawStatement(const RawStatement&) = delete;
  RawStatement& operator=(const RawStatement&) = delete;

  sqlite3_stmt* get() const { return handle_; }

  void bind(int at, const std::string& text) {
    sqlite3_bind_text(handle_, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  /// From parameter `at` on.
  void bind(int at, const Item& item) {
    sqlite3_bind_int64(handle_, at, item.id);
    bind(at + 1, item.name);
    if (item.quantity)
      sqlite3_bind_int64(handle_, at + 2, *item.quantity);
    else
      sqlite3_bind_null(handle_, at + 2);
    sqlite3_bind_double(handle_, at + 3, item.price);
    bind(at + 4, item.note);
    sqlite3_bind_int64(handle_, at + 5, item.owner);
  }
  void insert(const Item& item) {
    bind(1, item);
    finish();
  }
  bool step() { return sqlite3_step(handle_) == SQLITE_ROW; }
  void finish() {
    require(sqlite3_step(handle_) == SQLITE_DONE, sqlite3_sql(handle_));
    sqlite3_reset(handle_);
  }

  std::string text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
  }
  /// SELECT id, name, quantity, price, note, owner.
  Item item() const {
    Item item;
    item.id = sqlite3_column_int64(handle_, 0);
    item.name = text(1);
    if (sqlite3_column_type(handle_, 2) != SQLITE_NULL)
      item.quantity = sqlite3_column_int64(handle_, 2);
    item.price = sqlite3_column_double(handle_, 3);
    item.note = text(4);
    item.owner = sqlite3_column_int64(handle_, 5);
    return item;
  }

 private:
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace bench
