// Collection<Album>: the many that belong to an object (HasMany, read as a value).
//
//   for (auto& album : artist->albums) ...     // loads them on first use
//   artist->albums.add(Album{.name = "Lateralus", .tracks = 13});
//   artist->albums.remove(album);              // album->artist refers to nothing now
//
// Both sides are kept in step: what is added here finds its foreign key set. Adding to the
// collection of an object that a session knows adds to the session too.

#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>

#include <retort/orm/handle.h>
#include <retort/orm/object/collection_base.h>

namespace retort::orm {

template <class EntityType>
class Collection : public detail::CollectionBase {
 public:
  /// Hands out a handle that lives until the next step, so that `auto&` works in loops.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Handle<EntityType>;
    using difference_type = std::ptrdiff_t;
    using pointer = Handle<EntityType>*;
    using reference = Handle<EntityType>&;

    Iterator(const Collection& collection, std::size_t index)
        : collection_(&collection), index_(index) {}

    reference operator*() const { return current_ = (*collection_)[index_]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) { return {*collection_, index_++}; }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Collection* collection_;
    std::size_t index_;
    mutable Handle<EntityType> current_;
  };

  std::size_t size() const { return items().size(); }
  bool empty() const { return items().empty(); }
  Handle<EntityType> operator[](std::size_t index) const { return Handle<EntityType>(at(index)); }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  template <class Other>
  void add(const Handle<Other>& child) {
    static_assert(std::same_as<Other, EntityType>,
                  "retort: this relationship refers to another model than the handle does");
    CollectionBase::add(child.shared());
  }
  Handle<EntityType> add(EntityType child) {
    Handle<EntityType> handle(std::move(child));
    add(handle);
    return handle;
  }
  void remove(const Handle<EntityType>& child) { CollectionBase::remove(child.instance()); }
};

}  // namespace retort::orm
