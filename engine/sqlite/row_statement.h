// A query that hands a row over in one piece: SELECT retort_row(a, b, c) FROM ... calls our function with
// all columns, where sqlite3_column_value() is several calls for each.
//
// A function in the list is called once for a row that is given, just before it is given; so SQLite
// evaluates a list, unless it sorts: then it is called for all rows first, or for all of a group that an
// index brings together. Two calls before the first row are how that is noticed, and the query is
// run as it is. That is right for a plain SELECT alone (engine/select_list.h); of DISTINCT, say, a
// row may fall away after the call.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/select_list.h>
#include <retort/engine/sqlite/statement.h>

struct sqlite3;
struct sqlite3_context;
struct sqlite3_value;

namespace retort::engine::sqlite {

class RowStatement;

/// The statement of a connection that is taking its next row, for the function.
struct RowReading {
  RowStatement* statement = nullptr;
};

class RowStatement final : public detail::DriverStatement {
 public:
  /// Of a list of so many columns our function can be called.
  static bool takes(sqlite3* handle, const SelectList& list);
  /// The query with the call for its list.
  static std::string called(std::string_view sql, const SelectList& list);
  /// Makes the function known to the handle; `reading` must live as long as that.
  static void add_function(sqlite3* handle, RowReading& reading);

  /// `called` is prepared from what called() has made of `sql`.
  RowStatement(SqliteConnection& connection, std::string_view sql, int columns,
               std::unique_ptr<detail::DriverStatement> called);

  void bind(int first, std::span<const Cell> cells) override;
  bool step() override;
  bool step(RowReceiver& receiver) override;
  void reset() noexcept override;
  void clear() noexcept override;

  bool writes() const override { return called_->writes(); }
  int column_count() const override { return static_cast<int>(cells_.size()); }
  int parameter_count() const override { return called_->parameter_count(); }
  std::string_view column_name(int column) const override;
  Cell cell(int column) const override;
  void cells(int first, std::span<Cell> into) const override;
  Storage storage(int column) const override { return cell(column).storage; }
  std::int64_t int64(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::span<const std::byte> blob(int column) const override;

 private:
  static void call(sqlite3_context* context, int count, sqlite3_value** values);
  void take(sqlite3_value** values);
  void keep();
  /// Null for nothing where the row is copied.
  bool step_called(RowReceiver* receiver);
  /// As it is, with what is bound.
  void start_plain();
  detail::DriverStatement& plain() const;
  Cell cell_of(int column, Storage storage) const;

  SqliteConnection& connection_;
  std::string sql_;
  std::unique_ptr<detail::DriverStatement> called_;
  /// The query without the call, once it was needed.
  mutable std::unique_ptr<detail::DriverStatement> plain_;
  /// SQLite sorts: from then on the rows are those of plain_.
  bool sorts_ = false;
  /// In this step.
  int calls_ = 0;
  RowReceiver* receiver_ = nullptr;
  /// Of the current row. Their bytes are copies, since arguments are a function's while it is called.
  std::vector<Cell> cells_;
  std::vector<char> bytes_;
  std::vector<Cell> bound_;
};

}  // namespace retort::engine::sqlite
