// ScopedSession: one session for each thread, for programs whose parts do not hand one on.
//
//   ScopedSession sessions(engine);
//   void rename(std::int64_t id, std::string name) { sessions->get<Artist>(id)->name = name; }
//   void request() {
//     rename(3, "Tool");
//     sessions->commit();
//     sessions.remove();                    // the next request of this thread begins anew
//   }
//
// May be used by many threads at once. A thread's session is made when it is first asked for, and
// ends with remove() or with its thread; what was not committed is rolled back. Sessions of threads
// that go on keep what they need when the ScopedSession ends, and end with their threads.

#pragma once

#include <functional>
#include <memory>

#include <retort/orm/session_options.h>

namespace retort::engine {
class Engine;
}

namespace retort::orm {

class Session;

class ScopedSession {
 public:
  explicit ScopedSession(const engine::Engine& engine, SessionOptions options = {});
  /// Called with each new session, on its thread: criteria, listeners.
  ScopedSession(const engine::Engine& engine, SessionOptions options,
                std::function<void(Session&)> on_begin);
  ScopedSession(const ScopedSession&) = delete;
  ScopedSession& operator=(const ScopedSession&) = delete;
  ~ScopedSession();

  /// This thread's. Throws what `on_begin` throws.
  Session& get();
  Session* operator->() { return &get(); }
  Session& operator*() { return get(); }
  /// Ends this thread's session, if it has one.
  void remove();

 private:
  struct Recipe;
  std::shared_ptr<const Recipe> recipe_;
};

}  // namespace retort::orm
