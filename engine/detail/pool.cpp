#include <retort/engine/detail/pool.h>

#include <string>
#include <utility>

#include <retort/engine/error.h>

namespace retort::engine::detail {

namespace {

std::shared_ptr<const Listeners> listeners_of(const Options& options) {
  auto listeners =
      std::make_shared<const Listeners>(Listeners{.echo = options.echo, .events = options.events});
  return listeners->any() ? listeners : nullptr;
}

}  // namespace

Pool::Pool(const Driver& driver, Url url, Options options)
    : driver_(driver),
      url_(std::move(url)),
      options_(std::move(options)),
      only_one_(driver_.in_memory(url_, options_)),
      listeners_(listeners_of(options_)) {}

std::shared_ptr<ConnectionState> Pool::lend() {
  return only_one_ ? lend_the_only_one() : checked_out(lend_one());
}

std::shared_ptr<ConnectionState> Pool::checked_out(std::shared_ptr<ConnectionState> state) const {
  if (listeners_) listeners_->connection(&Events::checkout, *state);
  return state;
}

std::shared_ptr<ConnectionState> Pool::lend_one() {
  {
    std::unique_lock lock(mutex_);
    wait_for_place(lock);
    if (!idle_.empty()) {
      // The one used last: its pages and statements are warm.
      auto state = std::move(idle_.back());
      idle_.pop_back();
      return lent(std::move(state));
    }
  }
  try {
    return lent(open());
  } catch (...) {
    give_up_place();
    throw;
  }
}

void Pool::wait_for_place(std::unique_lock<std::mutex>& lock) {
  const auto& overflow = options_.max_overflow;
  const auto free = [&] { return !overflow || in_use_ < options_.pool_size + *overflow; };
  if (!came_back_.wait_for(lock, options_.pool_timeout, free))
    throw PoolTimeout("connect to " + url_.text() + ": all " + std::to_string(in_use_) +
                      " connections are in use (pool_size " + std::to_string(options_.pool_size) +
                      ", max_overflow " + std::to_string(*overflow) + "), and none came back in " +
                      std::to_string(options_.pool_timeout.count()) +
                      " ms (pool_timeout); let connections and sessions go when they are done, or "
                      "allow more");
  ++in_use_;
}

void Pool::give_up_place() {
  const std::lock_guard lock(mutex_);
  --in_use_;
  came_back_.notify_one();
}

std::shared_ptr<ConnectionState> Pool::lend_the_only_one() {
  std::unique_lock lock(mutex_);
  if (auto out = out_.lock()) return out;
  if (!opened_) {
    idle_.push_back(open());
    opened_ = true;
  }
  // Out, and yet nobody's: another thread is just bringing it back.
  came_back_.wait(lock, [this] { return !idle_.empty(); });
  auto state = lent(std::move(idle_.back()));
  idle_.pop_back();
  out_ = state;
  lock.unlock();
  return checked_out(std::move(state));
}

std::unique_ptr<ConnectionState> Pool::open() const {
  auto state = std::make_unique<ConnectionState>(connect(), driver_.dialect(), listeners_,
                                                 options_.statement_cache);
  state->hide_parameters = options_.hide_parameters;
  if (options_.on_connect) {
    auto connection = state->borrowed();
    options_.on_connect(connection);
  }
  return state;
}

std::unique_ptr<DriverConnection> Pool::connect() const {
  try {
    return driver_.connect(url_, options_);
  } catch (const DatabaseError& error) {
    if (listeners_) listeners_->error(error);
    throw;
  }
}

std::shared_ptr<ConnectionState> Pool::lent(std::unique_ptr<ConnectionState> state) {
  return {state.release(), [pool = weak_from_this()](ConnectionState* returned) {
            std::unique_ptr<ConnectionState> owned(returned);
            if (const auto home = pool.lock()) home->take_back(std::move(owned));
          }};
}

void Pool::take_back(std::unique_ptr<ConnectionState> state) {
  if (state->driver->in_transaction()) state->abandon();
  state->savepoints = 0;
  if (listeners_) listeners_->quietly(&Events::checkin, *state);
  state->token.clear();
  state->driver->restore();
  const std::lock_guard lock(mutex_);
  if (!only_one_) --in_use_;
  if (only_one_ || idle_.size() < options_.pool_size) idle_.push_back(std::move(state));
  came_back_.notify_one();
}

}  // namespace retort::engine::detail
