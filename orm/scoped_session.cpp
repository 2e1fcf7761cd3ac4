#include <retort/orm/scoped_session.h>

#include <algorithm>
#include <utility>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/orm/session.h>

namespace retort::orm {

struct ScopedSession::Recipe {
  engine::Engine engine;
  SessionOptions options;
  std::function<void(Session&)> on_begin;
};

namespace {

/// A thread's sessions, each with what it belongs to, which may be gone by now.
struct Own {
  std::weak_ptr<const void> scope;
  std::unique_ptr<Session> session;
};

thread_local std::vector<Own> own_sessions;

void remove_of(const std::shared_ptr<const void>& scope) {
  std::erase_if(own_sessions,
                [&](const Own& own) { return own.scope.expired() || own.scope.lock() == scope; });
}

}  // namespace

ScopedSession::ScopedSession(const engine::Engine& engine, SessionOptions options)
    : ScopedSession(engine, std::move(options), nullptr) {}

ScopedSession::ScopedSession(const engine::Engine& engine, SessionOptions options,
                             std::function<void(Session&)> on_begin)
    : recipe_(
          std::make_shared<const Recipe>(Recipe{engine, std::move(options), std::move(on_begin)})) {
}

ScopedSession::~ScopedSession() { remove(); }

Session& ScopedSession::get() {
  for (const auto& own : own_sessions) {
    if (own.scope.lock() == recipe_) return *own.session;
  }
  auto session = std::make_unique<Session>(recipe_->engine, recipe_->options);
  if (recipe_->on_begin) recipe_->on_begin(*session);
  own_sessions.push_back({recipe_, std::move(session)});
  return *own_sessions.back().session;
}

void ScopedSession::remove() { remove_of(recipe_); }

}  // namespace retort::orm
