// Handle<Artist>: an object that a session knows.
//
//   Handle<Artist> tool = session.add(Artist{.name = "Tool"});
//   tool->year = 1990;                 // the session finds the change when it flushes
//   Artist copy = *tool;               // a plain object, free of the session
//
// A handle is a counted pointer. It keeps its object alive, and with it all objects of the session
// it came from, since they refer to each other; copy the entity to keep one of them alone. After
// the session is gone the values can still be read; what would have to be loaded throws
// DetachedError. The count is safe between threads; the object, as its session, is for one thread
// at a time.

#pragma once

#include <type_traits>
#include <utility>

#include <retort/orm/mapping/declared.h>
#include <retort/orm/object/entity_storage.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {
[[noreturn]] void throw_empty_handle();
}

template <class EntityType>
class Handle {
 public:
  using Entity = EntityType;

  /// Refers to nothing.
  Handle() = default;
  Handle(std::nullptr_t) {}
  /// A new object that no session knows yet.
  explicit Handle(EntityType entity)
      : Handle(detail::new_instance(detail::ModelOf<EntityType>::mapper(), &entity,
                                    &detail::move_entity<EntityType>)) {}
  /// For the library: an instance whose entity is of this type.
  explicit Handle(detail::Shared<detail::Instance> instance) : instance_(std::move(instance)) {}

  /// The same object, as one of a model that its own inherits from (inheritance.h).
  template <class Base>
  requires(detail::Derives<EntityType, Base>::value) operator Handle<Base>() const {
    return Handle<Base>(instance_);
  }

  EntityType* operator->() const { return &entity(); }
  EntityType& operator*() const { return entity(); }
  explicit operator bool() const { return instance_ != nullptr; }

  /// Whether both are the same object.
  friend bool operator==(const Handle& a, const Handle& b) = default;

  detail::Instance* instance() const { return instance_.get(); }
  const detail::Shared<detail::Instance>& shared() const { return instance_; }

 private:
  EntityType& entity() const {
    if (!instance_) detail::throw_empty_handle();
    instance_->touch();
    // It may be one of a derived model, which begins with an entity of this type.
    return *static_cast<EntityType*>(instance_->entity());
  }

  detail::Shared<detail::Instance> instance_;
};

}  // namespace retort::orm
