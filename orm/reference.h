// Reference<Artist>: the one that an object belongs to (BelongsTo, read as a value).
//
//   album->artist->name                 // loads the artist when it is not known yet
//   album->artist = metallica;          // sets album->artist_id, and puts it into
//   metallica->albums album->artist = nullptr; if (album->artist) ...
//
// It follows the foreign key: after `album->artist_id = 4` it refers to artist 4.

#pragma once

#include <retort/orm/handle.h>
#include <retort/orm/object/reference_base.h>

namespace retort::orm {

template <class EntityType>
class Reference : public detail::ReferenceBase {
 public:
  Reference() = default;
  template <class Other>
  Reference(const Handle<Other>& target) {
    *this = target;
  }

  template <class Other>
  Reference& operator=(const Handle<Other>& target) {
    static_assert(detail::is_a<Other, EntityType>,
                  "retort: this relationship refers to another model than the handle does");
    set(target.shared());
    return *this;
  }
  Reference& operator=(std::nullptr_t) {
    set(nullptr);
    return *this;
  }

  /// An empty handle for none. Throws DetachedError when it has to be loaded and cannot be.
  Handle<EntityType> get() const { return Handle<EntityType>(ReferenceBase::get()); }
  operator Handle<EntityType>() const { return get(); }
  explicit operator bool() const { return ReferenceBase::get() != nullptr; }

  EntityType* operator->() const { return get().operator->(); }
  EntityType& operator*() const { return *get(); }

  friend bool operator==(const Reference& a, const Handle<EntityType>& b) { return a.get() == b; }
};

}  // namespace retort::orm
