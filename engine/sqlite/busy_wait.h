// Waiting for another connection's lock, and knowing how long it took.
//
// SQLite's own sqlite3_busy_timeout() waits as well but does not tell; an error that says "locked"
// after five seconds and one that came at once call for different answers.

#pragma once

#include <chrono>

struct sqlite3;

namespace retort::engine::sqlite {

class BusyWait {
 public:
  explicit BusyWait(std::chrono::milliseconds limit) : limit_(limit) {}
  BusyWait(const BusyWait&) = delete;
  BusyWait& operator=(const BusyWait&) = delete;

  /// This object must outlive the connection.
  void install(sqlite3* database);

  /// A statement begins.
  void start() { waited_ = {}; }
  /// How long the statement has waited so far.
  std::chrono::milliseconds waited() const { return waited_; }
  std::chrono::milliseconds limit() const { return limit_; }

 private:
  static int on_busy(void* self, int attempt);
  bool wait(int attempt);

  std::chrono::milliseconds limit_;
  std::chrono::milliseconds waited_{};
  std::chrono::steady_clock::time_point began_;
};

}  // namespace retort::engine::sqlite
