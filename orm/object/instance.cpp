// What happens when the program gets at an entity.

#include <retort/orm/detail/session_core.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {

SessionCore* Instance::session() const {
  const bool known = state != State::transient && state != State::detached;
  return known ? store_->session() : nullptr;
}

void Instance::prepare() {
  if (auto* owner = session()) owner->before_use(*this);
  if (state != State::transient && state != State::pending) take_snapshot();
  touched_ = true;
}

}  // namespace retort::orm::detail
