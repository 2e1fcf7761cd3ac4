// engine::AdvisoryLock: one holder at a time of a name that belongs to a database.
//
//   engine::AdvisoryLock lock = engine.lock("migrate", std::chrono::seconds(60));
//
// It keeps out those who ask for the same name of the same database, in other processes and threads,
// and nobody else: statements run as without it. It is let go with the object, and by the system when
// the process dies, however it dies. A database in memory has one user, so the lock is had at once.
// Engine::lock() throws BusyError where it is not to be had in time. Any thread may let it go.

#pragma once

#include <memory>

namespace retort::engine {

namespace detail {
class DriverLock;
}  // namespace detail

class AdvisoryLock {
 public:
  explicit AdvisoryLock(std::unique_ptr<detail::DriverLock> held);
  AdvisoryLock(AdvisoryLock&&) noexcept;
  AdvisoryLock& operator=(AdvisoryLock&&) noexcept;
  ~AdvisoryLock();

 private:
  std::unique_ptr<detail::DriverLock> held_;
};

}  // namespace retort::engine
