#include <retort/engine/detail/pool.h>

#include <utility>

namespace retort::engine::detail {

Pool::Pool(const Driver& driver, Url url, Options options)
    : driver_(driver),
      url_(std::move(url)),
      options_(std::move(options)),
      only_one_(driver_.in_memory(url_)) {}

std::shared_ptr<ConnectionState> Pool::lend() {
  if (only_one_) return lend_the_only_one();
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      // The one used last: its pages and statements are warm.
      auto state = std::move(idle_.back());
      idle_.pop_back();
      return lent(std::move(state));
    }
  }
  return lent(open());
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
  return state;
}

std::unique_ptr<ConnectionState> Pool::open() const {
  auto state = std::make_unique<ConnectionState>(driver_.connect(url_, options_), driver_.dialect(),
                                                 options_.echo, options_.statement_cache);
  if (options_.on_connect) {
    // Borrowed: what it lends out must not outlive the call.
    Connection connection(std::shared_ptr<ConnectionState>(std::shared_ptr<void>(), state.get()));
    options_.on_connect(connection);
  }
  return state;
}

std::shared_ptr<ConnectionState> Pool::lent(std::unique_ptr<ConnectionState> state) {
  return {state.release(), [pool = weak_from_this()](ConnectionState* returned) {
            std::unique_ptr<ConnectionState> owned(returned);
            if (const auto home = pool.lock()) home->take_back(std::move(owned));
          }};
}

void Pool::take_back(std::unique_ptr<ConnectionState> state) {
  if (state->driver->in_transaction()) state->abandon("ROLLBACK");
  state->savepoints = 0;
  state->driver->restore();
  const std::lock_guard lock(mutex_);
  if (only_one_ || idle_.size() < options_.pool_size) idle_.push_back(std::move(state));
  came_back_.notify_one();
}

}  // namespace retort::engine::detail
