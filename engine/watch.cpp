#include <retort/engine/watch.h>

#include <retort/engine/detail/connection_state.h>

namespace retort::engine {

Watch::Watch(Connection& connection, Tick tick) : state_(connection.state_) {
  state_->driver->watch(std::move(tick));
}

Watch::~Watch() { state_->driver->watch({}); }

}  // namespace retort::engine
