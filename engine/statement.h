// engine::Statement: one prepared statement, with its parameters and its current row.
//
//   auto statement = connection.prepare("SELECT name FROM artists WHERE year > ?");
//   statement.bind(1, std::int64_t{1980});
//   while (statement.step()) std::cout << statement.text(0) << '\n';
//
// It is borrowed from its connection's cache and goes back there, reset, when it is destroyed; it
// must not outlive the connection. Movable, not copyable, one thread at a time. Preparing the same
// text again costs a hash look-up. Parameters count from 1, columns from 0, as in SQL and C.
//
// bind() of text and blobs does not copy: what is bound must stay alive until the statement is
// bound again, reset or destroyed. text() and blob() are valid until the next step() or reset().

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <retort/engine/cell.h>
#include <retort/engine/value.h>

namespace retort::engine {

namespace detail {
struct CachedStatement;
struct ConnectionState;
}  // namespace detail

class RowReceiver;

class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  void bind(int parameter, Null);
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, double value);
  void bind(int parameter, std::string_view text);
  void bind(int parameter, std::span<const std::byte> blob);
  void bind(int parameter, const Value& value);
  void bind(int parameter, const std::string& text) { bind(parameter, std::string_view(text)); }
  void bind(int parameter, const char* text) { bind(parameter, std::string_view(text)); }
  void bind(int parameter, const Blob& blob) { bind(parameter, std::span<const std::byte>(blob)); }
  template <std::integral Integer>
  void bind(int parameter, Integer value) {
    bind(parameter, static_cast<std::int64_t>(value));
  }
  /// All of them, from 1 on. Throws UsageError when the statement takes more or fewer.
  void bind_all(std::span<const Value> values);
  /// Those of that parameter and the ones after it.
  void bind_cells(int first, std::span<const Cell> cells);

  /// Runs to the next row. False when there is none; the statement is then reset, and what was
  /// bound stays bound. Throws DatabaseError with the statement and its parameters.
  bool step();
  /// The same, and the receiver takes the row, which this statement does not have afterwards: cell() and
  /// its kin are for the other step().
  bool step(RowReceiver& receiver);
  /// Runs to the end, whether there are rows or not.
  void run();
  /// Ready to run again; what was bound stays bound.
  void reset();

  /// Whether running it may change a database; BEGIN, COMMIT and savepoints by themselves do not.
  bool writes() const;
  int column_count() const;
  int parameter_count() const;
  std::string_view column_name(int column) const;
  const std::string& sql() const;

  Cell cell(int column) const;
  /// Of as many columns as `into` has places, from that one on.
  void cells(int first, std::span<Cell> into) const;
  Storage storage(int column) const;
  bool is_null(int column) const { return storage(column) == Storage::null; }
  std::int64_t int64(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::span<const std::byte> blob(int column) const;
  Value value(int column) const;

 private:
  friend class Connection;
  Statement(std::shared_ptr<detail::ConnectionState> connection,
            std::unique_ptr<detail::CachedStatement> cached);
  void bind_cell(int parameter, const Cell& cell);

  std::shared_ptr<detail::ConnectionState> connection_;
  std::unique_ptr<detail::CachedStatement> cached_;
};

}  // namespace retort::engine
