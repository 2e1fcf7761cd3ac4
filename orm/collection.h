// Collection<Album>: the many that belong to an object (HasMany, read as a value).
//
//   for (auto& album : artist->albums) ...     // loads them on first use
//   artist->albums.add(Album{.name = "Lateralus", .tracks = 13});
//   artist->albums.remove(album);              // album->artist refers to nothing now
//   artist->albums | std::views::filter(...)   // a range to read
//
// Both sides are kept in step: what is added here finds its foreign key set, or in a many to many
// relationship the row of the link is made. Adding to the collection of an object that a session
// knows adds to the session too. A view_only one reads as a View, a write_only one as a Writer, one
// with positioned_by<> as a List, one with keyed_by<> as a Keyed. It is part of its object, keeps
// what was loaded until that expires, and is for the thread that has the object's session. Loading throws
// DetachedError where that is gone, LazyLoadError where it is not allowed.

#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/handle.h>
#include <retort/orm/mapping/column_kind.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/key_index.h>
#include <retort/orm/relationship.h>

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

    Iterator() = default;
    Iterator(const Collection& collection, std::size_t index)
        : collection_(&collection), index_(index) {}

    reference operator*() const { return current_ = (*collection_)[index_]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) {
      auto before = *this;
      ++index_;
      return before;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Collection* collection_ = nullptr;
    std::size_t index_ = 0;
    mutable Handle<EntityType> current_;
  };

  std::size_t size() const { return items().size(); }
  bool empty() const { return items().empty(); }
  Handle<EntityType> operator[](std::size_t index) const { return Handle<EntityType>(at(index)); }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  template <class Other>
  void add(const Handle<Other>& child) {
    static_assert(detail::is_a<Other, EntityType>,
                  "retort: this relationship refers to another model than the handle does");
    CollectionBase::add(child.shared());
  }
  Handle<EntityType> add(EntityType child) {
    Handle<EntityType> handle(std::move(child));
    add(handle);
    return handle;
  }
  /// One of a model that inherits from this one.
  template <template <class> class Model>
  requires(detail::Derives<Model<Values>, EntityType>::value) Handle<Model<Values>> add(
      Model<Values> child) {
    Handle<Model<Values>> handle(std::move(child));
    add(handle);
    return handle;
  }
  void remove(const Handle<EntityType>& child) { CollectionBase::remove(child.instance()); }
  bool contains(const Handle<EntityType>& child) const {
    return CollectionBase::contains(child.instance());
  }
  /// Removes all.
  void clear() {
    while (!empty()) remove((*this)[size() - 1]);
  }
  /// Makes these all that there are: others are removed, those that are there stay as they are.
  void assign(const std::vector<Handle<EntityType>>& children) {
    for (std::size_t i = size(); i-- > 0;) {
      const auto child = (*this)[i];
      bool stays = false;
      for (const auto& each : children) stays = stays || each == child;
      if (!stays) remove(child);
    }
    for (const auto& child : children) {
      if (!contains(child)) add(child);
    }
  }
};

/// A collection that is only read (view_only).
template <class EntityType>
class View : public Collection<EntityType> {
 public:
  template <class Child>
  void add(const Child&) {
    static_assert(!std::same_as<Child, Child>,
                  "retort: this relationship is view_only; add to the one that it is a view of");
  }
  template <class Child>
  void remove(const Child&) {
    static_assert(
        !std::same_as<Child, Child>,
        "retort: this relationship is view_only; remove from the one that it is a view of");
  }
  void clear() = delete;
  void assign(const std::vector<Handle<EntityType>>&) = delete;
};

/// A collection that is never loaded (write_only). Read it by a query:
/// `session.query(albums).filter(albums.artist == artist)`.
template <class EntityType>
class Writer : public detail::CollectionBase {
 public:
  template <class Other>
  void add(const Handle<Other>& child) {
    static_assert(detail::is_a<Other, EntityType>,
                  "retort: this relationship refers to another model than the handle does");
    CollectionBase::add(child.shared());
  }
  Handle<EntityType> add(EntityType child) {
    Handle<EntityType> handle(std::move(child));
    add(handle);
    return handle;
  }
  /// One of a model that inherits from this one.
  template <template <class> class Model>
  requires(detail::Derives<Model<Values>, EntityType>::value) Handle<Model<Values>> add(
      Model<Values> child) {
    Handle<Model<Values>> handle(std::move(child));
    add(handle);
    return handle;
  }
  void remove(const Handle<EntityType>& child) { CollectionBase::remove(child.instance()); }
};

/// A collection whose objects know their places (positioned_by): `list->songs.insert(0, song)`. What
/// is done to it numbers their column anew, from 0; changing the column by hand does not move them
/// before they are loaded again.
template <class EntityType>
class List : public Collection<EntityType> {
 public:
  /// Before the object that is there; at the end where there is none.
  void insert(std::size_t index, const Handle<EntityType>& child) {
    Collection<EntityType>::add(child);
    this->place(child.instance(), index);
  }
  Handle<EntityType> insert(std::size_t index, EntityType child) {
    Handle<EntityType> handle(std::move(child));
    insert(index, handle);
    return handle;
  }
  /// Throws SessionError for an object that is not in it.
  void move(const Handle<EntityType>& child, std::size_t index) {
    this->place(child.instance(), index);
  }
};

/// A collection whose objects are found by a column (keyed_by): `post->comments["ann"]`.
/// Finding one takes no walk through the collection, unless one was taken out or a column changed since
/// the last look-up; that there is none takes one.
template <class EntityType, FixedString Column>
class Keyed : public Collection<EntityType> {
 public:
  using Collection<EntityType>::contains;

  /// An empty handle for none.
  template <class Key>
  Handle<EntityType> operator[](const Key& key) const {
    check<Key>();
    return Handle<EntityType>(index_.find(*this, Column.view(), detail::to_value(key)));
  }
  template <class Key>
  requires(!std::same_as<Key, Handle<EntityType>>) bool contains(const Key& key) const {
    check<Key>();
    return index_.find(*this, Column.view(), detail::to_value(key)) != nullptr;
  }
  /// In the place of the object that has the same key, which is removed.
  void set(const Handle<EntityType>& child) {
    if (const Handle<EntityType> before(index_.same(*this, Column.view(), child.instance()));
        before && before != child)
      this->remove(before);
    if (!contains(child)) this->add(child);
  }
  Handle<EntityType> set(EntityType child) {
    Handle<EntityType> handle(std::move(child));
    set(handle);
    return handle;
  }

 private:
  template <class Key>
  static consteval void check() {
    static_assert(detail::may_be_alike(detail::KindIn<EntityType>::of(Column.view()),
                                       detail::kind_of<detail::Plain<Key>>()),
                  "retort: the key is of another kind than the column that keyed_by<> names");
  }

  mutable detail::KeyIndex index_;
};

namespace detail {

/// What the one option of these says that arranges a collection; void for none.
template <class EntityType, class Option>
struct Arranged {
  using type = void;
};
template <class EntityType, FixedString Column>
struct Arranged<EntityType, positioned_by<Column>> {
  using type = List<EntityType>;
};
template <class EntityType, FixedString Column>
struct Arranged<EntityType, keyed_by<Column>> {
  using type = Keyed<EntityType, Column>;
};
template <class EntityType, class... Options>
struct PlainOrArranged {
  using type = Collection<EntityType>;
};
template <class EntityType, class First, class... Rest>
struct PlainOrArranged<EntityType, First, Rest...>
    : std::conditional<std::is_void_v<typename Arranged<EntityType, First>::type>,
                       typename PlainOrArranged<EntityType, Rest...>::type,
                       typename Arranged<EntityType, First>::type> {};

/// What a HasMany with these options reads as.
template <class EntityType, class... Options>
using Many = std::conditional_t<
    (std::same_as<Options, view_only> || ...), View<EntityType>,
    std::conditional_t<(std::same_as<Options, write_only> || ...), Writer<EntityType>,
                       typename PlainOrArranged<EntityType, Options...>::type>>;

}  // namespace detail

}  // namespace retort::orm
