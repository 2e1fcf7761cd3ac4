// engine::Watch: a function that is called while a connection is at work on long statements.
//
//   engine::Watch watch(connection, [&](std::int64_t key) { show(key); });
//   connection.execute("INSERT INTO new_table SELECT * FROM old_table");
//
// It is called on the connection's thread every now and then, thousands of times a second at most, and
// may neither use the connection nor throw. `key` is the one that the database gave to the row inserted
// last. A connection without one pays nothing for it. One at a time; not copyable; must not outlive
// its connection.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include <retort/engine/connection.h>

namespace retort::engine {

class Watch {
 public:
  using Tick = std::function<void(std::int64_t key)>;

  Watch(Connection& connection, Tick tick);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  std::shared_ptr<detail::ConnectionState> state_;
};

}  // namespace retort::engine
