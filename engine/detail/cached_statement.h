// A prepared statement with what was bound to it: what a Statement holds while it is used and the
// cache of its connection in between.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <retort/engine/detail/driver.h>
#include <retort/engine/value.h>

namespace retort::engine::detail {

struct ConnectionState;

struct CachedStatement {
  CachedStatement(std::string_view text, std::unique_ptr<DriverStatement> prepared);

  /// `Bound` is one of the alternatives of View.
  template <class Bound>
  void bind(int parameter, Bound value) {
    const auto slot = static_cast<std::size_t>(parameter) - 1;
    if (running || slot >= bound.size()) [[unlikely]]
      refuse_bind(parameter);
    driver->bind(parameter, value);
    bound[slot] = value;
  }

  bool step(ConnectionState& connection);
  void reset() noexcept;

  /// Copies of what is bound.
  std::vector<Value> parameters() const;

  // What was bound is remembered as views, for echo and for errors. Neither database library gives
  // bound values back, and a view is one store of 24 bytes, where a copy would cost an allocation.
  using View =
      std::variant<Null, std::int64_t, double, std::string_view, std::span<const std::byte>>;

  std::string sql;
  std::unique_ptr<DriverStatement> driver;
  std::vector<View> bound;
  /// A row is there, and the next step() goes on to the next one.
  bool running = false;

 private:
  void start(ConnectionState& connection);
  [[noreturn]] void refuse_bind(int parameter) const;
};

}  // namespace retort::engine::detail
