// in_session: a piece of work in a session of its own, done again where the database is locked.
//
//   orm::in_session(engine, [](orm::Session& session) { session.get<Artist>(3)->name = "Tool"; });
//
// For the thread that calls it; the session ends with the work, and with it what handles can still load.

#pragma once

#include <type_traits>

#include <retort/engine/error.h>
#include <retort/orm/session.h>

namespace retort::orm {

/// Runs the work in a session of its own and commits. Where another connection holds the lock for
/// longer than the engine's busy_timeout, all of it is done again with a new session, so many times:
/// the work must have no other effects.
template <class Work>
auto in_session(const engine::Engine& engine, Work work, SessionOptions options = {},
                int retries = 3) {
  for (;; --retries) {
    Session session(engine, options);
    try {
      if constexpr (std::is_void_v<decltype(work(session))>) {
        work(session);
        return session.commit();
      } else {
        auto result = work(session);
        session.commit();
        return result;
      }
    } catch (const engine::BusyError&) {
      if (retries <= 0) throw;
    }
  }
}

}  // namespace retort::orm
