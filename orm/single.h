// Single<Passport>: the one at the other end of a foreign key that is unique (HasOne, read as a
// value).
//
//   person->passport = session.add(Passport{.number = "A1"});   // sets passport->person_id
//   if (person->passport) person->passport->number;
//   person->passport = nullptr;
//
// What was there before is let go of, as by Collection::remove(). Finding several rows at the other
// end throws MultipleResultsFound.

#pragma once

#include <retort/orm/handle.h>
#include <retort/orm/object/collection_base.h>

namespace retort::orm {

template <class EntityType>
class Single : public detail::CollectionBase {
 public:
  Single() = default;
  template <class Other>
  Single(const Handle<Other>& target) {
    *this = target;
  }

  template <class Other>
  Single& operator=(const Handle<Other>& target) {
    static_assert(detail::is_a<Other, EntityType>,
                  "retort: this relationship refers to another model than the handle does");
    set_only(target.shared());
    return *this;
  }
  Single& operator=(std::nullptr_t) {
    set_only(nullptr);
    return *this;
  }

  /// An empty handle for none.
  Handle<EntityType> get() const { return Handle<EntityType>(only()); }
  operator Handle<EntityType>() const { return get(); }
  explicit operator bool() const { return only() != nullptr; }
  EntityType* operator->() const { return get().operator->(); }
  EntityType& operator*() const { return *get(); }

  friend bool operator==(const Single& a, const Handle<EntityType>& b) { return a.get() == b; }
};

}  // namespace retort::orm
