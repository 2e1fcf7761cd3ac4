#include <retort/engine/copy_database.h>

#include <retort/engine/detail/connection_state.h>
#include <retort/engine/dialect.h>
#include <retort/engine/error.h>

namespace retort::engine {

void copy_database(Connection& from, Connection& to) {
  if (from.dialect().name() != to.dialect().name())
    throw UsageError("a database can be copied only to one of its own kind");
  from.state_->driver->copy_to(*to.state_->driver);
}

}  // namespace retort::engine
