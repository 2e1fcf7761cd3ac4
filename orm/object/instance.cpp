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
  auto* owner = session();
  if (owner) owner->before_use(*this);
  if (!touched_ && state != State::transient && state != State::pending) take_snapshot();
  touched_ = true;
  in_use_ = owner != nullptr;
}

}  // namespace retort::orm::detail
