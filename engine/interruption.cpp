#include <retort/engine/interruption.h>

#include <retort/engine/detail/connection_state.h>

namespace retort::engine {

Interruption::Interruption(Connection& connection, const std::atomic<bool>& stop)
    : state_(connection.state_) {
  state_->driver->stop_when(&stop);
}

Interruption::~Interruption() { state_->driver->stop_when(nullptr); }

}  // namespace retort::engine
