#include <retort/engine/advisory_lock.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

#include <retort/engine/detail/driver.h>
#include <retort/engine/detail/pool.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>

namespace retort::engine {

AdvisoryLock::AdvisoryLock(std::unique_ptr<detail::DriverLock> held) : held_(std::move(held)) {}
AdvisoryLock::AdvisoryLock(AdvisoryLock&&) noexcept = default;
AdvisoryLock& AdvisoryLock::operator=(AdvisoryLock&&) noexcept = default;
AdvisoryLock::~AdvisoryLock() = default;

AdvisoryLock Engine::lock(std::string_view name, std::chrono::milliseconds timeout) {
  using Clock = std::chrono::steady_clock;
  using std::chrono::milliseconds;
  const Clock::time_point end = Clock::now() + timeout;
  // Nobody is told when the holder lets go, so this looks again and again, less and less often.
  for (milliseconds pause(1);; pause = std::min(pause * 2, milliseconds(50))) {
    if (std::unique_ptr<detail::DriverLock> held = pool_->driver().try_lock(url(), name))
      return AdvisoryLock(std::move(held));
    if (Clock::now() >= end)
      throw BusyError({.message = "another process holds the lock \"" + std::string(name) + "\"",
                       .doing = "cannot lock " + url().text(),
                       .hint = "waited " + std::to_string(timeout.count()) + " ms for it"});
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace retort::engine
