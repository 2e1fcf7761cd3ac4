#include <retort/engine/sqlite/busy_wait.h>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <thread>

namespace retort::engine::sqlite {

void BusyWait::install(sqlite3* database) { sqlite3_busy_handler(database, &on_busy, this); }

int BusyWait::on_busy(void* self, int attempt) {
  return static_cast<BusyWait*>(self)->wait(attempt) ? 1 : 0;
}

bool BusyWait::wait(int attempt) {
  using std::chrono::milliseconds;
  // Most locks are short, so the first looks come soon. The steps are SQLite's own.
  static constexpr std::array<int, 12> steps = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
  const auto now = std::chrono::steady_clock::now();
  if (attempt == 0) began_ = now;
  waited_ = std::chrono::duration_cast<milliseconds>(now - began_);
  if (waited_ >= limit_) return false;
  const std::size_t step = std::min(static_cast<std::size_t>(attempt), steps.size() - 1);
  std::this_thread::sleep_for(std::min(milliseconds(steps[step]), limit_ - waited_));
  return true;
}

}  // namespace retort::engine::sqlite
