// A prepared statement with what was bound to it: what a Statement holds while it is used and the
// cache of its connection in between.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/detail/driver.h>
#include <retort/engine/value.h>

namespace retort::engine::detail {

struct ConnectionState;

/// What Connection::prepare was given beside the text: two forms of one text are two statements.
enum class Form : std::uint8_t { plain, rows };

struct CachedStatement {
  CachedStatement(std::string_view text, std::unique_ptr<DriverStatement> prepared,
                  Form form = Form::plain);

  /// To that parameter and those after it.
  void bind(int first, std::span<const Cell> cells);

  /// A row goes to the receiver where there is one.
  bool step(ConnectionState& connection, RowReceiver* receiver = nullptr);
  void reset(const ConnectionState& connection) noexcept;

  /// Copies of what is bound.
  std::vector<Value> parameters() const;

  std::string sql;
  std::unique_ptr<DriverStatement> driver;
  /// What was bound, for echo and for errors. Neither database library gives bound values back, and a
  /// cell is one store of 24 bytes, where a copy would cost an allocation.
  std::vector<Cell> bound;
  /// A row is there, and the next step() goes on to the next one.
  bool running = false;
  Form form;
  // Of this run, for those who are told of it; where nobody is they are not kept.

  /// Copies: what was bound may be gone when the run is over.
  std::vector<Value> shown{};
  std::int64_t rows = 0;
  std::chrono::nanoseconds worked{};

 private:
  bool step_told(ConnectionState& connection, RowReceiver* receiver);
  bool step_driver(ConnectionState& connection, RowReceiver* receiver);
  [[noreturn]] void refuse_bind(int first, std::size_t count) const;
};

}  // namespace retort::engine::detail
