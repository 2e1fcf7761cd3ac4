// Relationships: the two ends of a foreign key as members of the models.
//
//   struct ArtistModel { ... HasMany<As, AlbumModel, "artist_id", delete_orphan> albums{}; };
//   struct AlbumModel  { ... BelongsTo<As, ArtistModel, "artist_id", joined> artist{}; };
//
// The name is that of the foreign key's (first) column, in the table that refers; so there may be
// any number of paths between two tables. Read as a value, HasMany is a Collection of handles,
// HasOne a Single and BelongsTo a Reference to one object; they load when they are first used,
// through the session of their object, and each keeps the other side in step. Read as an expression
// they have any(), has() and are what join() takes. Either side may be declared alone.
//
// Many to many without an object of its own for the link:
//
//   ManyToMany<As, TagModel, PostTagModel, "post_id", "tag_id"> tags{};     // in PostModel
//   ManyToMany<As, PostModel, PostTagModel, "tag_id", "post_id"> posts{};   // in TagModel
//
// PostTagModel is the model of the link's table: two foreign keys and a primary key of both.
// docs/relationships.md has all of it.

#pragma once

#include <retort/orm/fixed_string.h>
#include <retort/orm/mapping/mapped_relationship.h>
#include <retort/orm/reading.h>

namespace retort::orm {

// How it is loaded; lazily where nothing is said (loading.h).

/// With the query that loads the owners, by LEFT OUTER JOIN. For the many it repeats the owner's row
/// in the result of the database, so that selectin is better where there are many of them.
struct joined {
  static void apply(detail::MappedRelationship& end) { end.loading = Loading::joined; }
};
struct selectin {
  static void apply(detail::MappedRelationship& end) { end.loading = Loading::selectin; }
};
struct raise_on_load {
  static void apply(detail::MappedRelationship& end) { end.loading = Loading::raise; }
};

// Of the many.

/// Removing the one removes the many.
struct cascade_delete {
  static void apply(detail::MappedRelationship& end) { end.cascade_delete = true; }
};
/// The same, and whoever is taken from the one without being given to another is removed too.
struct delete_orphan {
  static void apply(detail::MappedRelationship& end) {
    end.cascade_delete = true;
    end.delete_orphan = true;
  }
};
/// Removing the one leaves rows that are not in memory to ON DELETE.
struct passive_deletes {
  static void apply(detail::MappedRelationship& end) { end.passive_deletes = true; }
};
/// To be read only; what is done to it elsewhere is seen when it is loaded again.
struct view_only {
  static void apply(detail::MappedRelationship& end) { end.view_only = true; }
};
/// Only what fulfils the condition, in SQL about the other table; for view_only.
template <FixedString Condition>
struct only_where {
  static void apply(detail::MappedRelationship& end) { end.where = Condition.view(); }
};
/// The order in which they are loaded.
template <FixedString Column, bool Descending = false>
struct ordered_by {
  static void apply(detail::MappedRelationship& end) {
    end.order_by.emplace_back(Column.view(), Descending);
  }
};
/// In the order of an integer column of theirs, which is kept in step: the first has 0. Reads as a List,
/// with insert() and move(). For HasMany.
template <FixedString Column>
struct positioned_by {
  static void apply(detail::MappedRelationship& end) {
    end.position = Column.view();
    end.order_by.emplace_back(Column.view(), false);
  }
};
/// Reads as a Keyed, whose objects are found by the value of a column of theirs. For HasMany and
/// ManyToMany.
template <FixedString Column>
struct keyed_by {
  static void apply(detail::MappedRelationship&) {}
};
/// Whether an object joins those of another, or leaves them.
enum class Membership { joins, leaves };

/// Calls `void check(const Album&, const Song&, Membership)` before an object joins the many or leaves
/// them in memory, on whichever side it is done; what it throws keeps it from happening. Nothing is
/// asked where rows are loaded, nor by statements. The function is declared before the models, whose
/// entities it may use when it is defined. For HasMany.
template <auto Check>
struct validate_members {
  template <class Owner, class Member>
  static auto caller(void (*)(const Owner&, const Member&, Membership)) {
    return +[](const void* owner, const void* member, bool joins) {
      Check(*static_cast<const Owner*>(owner), *static_cast<const Member*>(member),
            joins ? Membership::joins : Membership::leaves);
    };
  }
  static void apply(detail::MappedRelationship& end) { end.check_member = caller(Check); }
};
/// Is never loaded: objects are added and removed, and read by queries.
struct write_only {
  static void apply(detail::MappedRelationship& end) { end.write_only = true; }
};

template <class As, template <class> class Target, FixedString ForeignKey, class... Options>
using HasMany = typename As::template HasMany<Target, ForeignKey, Options...>;

template <class As, template <class> class Target, FixedString ForeignKey, class... Options>
using HasOne = typename As::template HasOne<Target, ForeignKey, Options...>;

template <class As, template <class> class Target, FixedString ForeignKey, class... Options>
using BelongsTo = typename As::template BelongsTo<Target, ForeignKey, Options...>;

/// `Own` is the link's column that refers to this model, `Other` the one that refers to Target.
template <class As, template <class> class Target, template <class> class Link, FixedString Own,
          FixedString Other, class... Options>
using ManyToMany = typename As::template ManyToMany<Target, Link, Own, Other, Options...>;

}  // namespace retort::orm
