// One sqlite3 handle.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include <retort/engine/detail/driver.h>
#include <retort/engine/sqlite/attach.h>
#include <retort/engine/sqlite/busy_wait.h>
#include <retort/engine/sqlite/open_target.h>
#include <retort/engine/sqlite/row_statement.h>

struct sqlite3;

namespace retort::engine::sqlite {

/// How many steps of SQLite's programs lie between two calls of a watch.
inline constexpr int steps_between_ticks = 10000;

class SqliteConnection final : public detail::DriverConnection {
 public:
  SqliteConnection(const OpenTarget& target, const Options& options);

  std::unique_ptr<detail::DriverStatement> prepare(std::string_view& sql) override;
  std::unique_ptr<detail::DriverStatement> prepare_rows(std::string_view sql,
                                                        const SelectList& list) override;
  std::int64_t changes() const override;
  bool changed_more() const override;
  std::int64_t last_insert_id() const override;
  bool in_transaction() const override;
  void watch(std::function<void(std::int64_t)> tick) override;
  void stop_when(const std::atomic<bool>* flag) override;
  void copy_to(detail::DriverConnection& to) override;
  std::string_view begin(Mode mode) const override;
  void restore() noexcept override;

  /// Another database beside this one, before anybody has the connection.
  void attach(const Attachment& attachment);

  /// For statements: what they need of their connection.
  sqlite3* handle() const { return handle_.get(); }
  void statement_starts();
  RowReading& row_reading() { return row_reading_; }
  [[noreturn]] void fail(std::string_view sql) const;

 private:
  bool set_foreign_keys() noexcept;
  void install_progress();

  struct Close {
    void operator()(sqlite3* handle) const;
  };

  bool foreign_keys_;
  BusyWait busy_;
  std::int64_t total_before_ = 0;
  std::function<void(std::int64_t)> tick_;
  const std::atomic<bool>* stop_ = nullptr;
  RowReading row_reading_;
  bool has_row_function_ = false;
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace retort::engine::sqlite
