// One sqlite3_stmt.

#pragma once

#include <memory>
#include <vector>

#include <retort/engine/detail/driver.h>

struct sqlite3_stmt;

namespace retort::engine::sqlite {

class SqliteConnection;

class SqliteStatement final : public detail::DriverStatement {
 public:
  SqliteStatement(SqliteConnection& connection, sqlite3_stmt* prepared)
      : connection_(connection), prepared_(prepared) {}

  void bind(int first, std::span<const Cell> cells) override;

  bool step() override;
  bool step(RowReceiver& receiver) override;
  void reset() noexcept override;
  void clear() noexcept override;

  bool writes() const override;
  int column_count() const override;
  int parameter_count() const override;
  std::string_view column_name(int column) const override;
  Cell cell(int column) const override;
  void cells(int first, std::span<Cell> into) const override;
  Storage storage(int column) const override;
  std::int64_t int64(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::span<const std::byte> blob(int column) const override;

 private:
  void check(int code) const {
    if (code != 0) [[unlikely]]
      fail();
  }
  [[noreturn]] void fail() const;

  struct Finalize {
    void operator()(sqlite3_stmt* prepared) const;
  };

  SqliteConnection& connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> prepared_;
  bool running_ = false;
  /// What a receiver takes.
  std::vector<Cell> row_;
};

}  // namespace retort::engine::sqlite
