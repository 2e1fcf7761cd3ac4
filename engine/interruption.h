// engine::Interruption: a way to stop a long statement from outside.
//
//   std::atomic<bool> stop = false;   // set by another thread, or by a signal's handler
//   engine::Interruption interruption(connection, stop);
//   connection.execute("INSERT INTO new_table SELECT * FROM old_table");
//
// The statement at work fails with engine::Interrupted soon after the flag is set, as do those after
// it that take long; SQLite rolls the transaction back then. The flag must outlive it, and it must not
// outlive its connection. One at a time; not copyable. Costs a look at the flag for thousands of steps.

#pragma once

#include <atomic>
#include <memory>

#include <retort/engine/connection.h>

namespace retort::engine {

class Interruption {
 public:
  Interruption(Connection& connection, const std::atomic<bool>& stop);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

 private:
  std::shared_ptr<detail::ConnectionState> state_;
};

}  // namespace retort::engine
