// Relationships read as expressions: artists.albums.any(...), albums.artist.has(...), and what a
// query may join along.

#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include <retort/orm/expression/expression.h>
#include <retort/orm/expression/operators.h>
#include <retort/orm/handle.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/members.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/select.h>
#include <retort/orm/reading.h>
#include <retort/orm/relationship.h>

namespace retort::orm::detail {

const MappedRelationship& find_relationship(const Mapper& owner, const Mapper& target,
                                            std::string_view column, bool many);
/// EXISTS over the rows at the other end of a relationship of `owner`.
NodePtr make_exists(const MappedRelationship& relationship, const Source& owner,
                    const NodePtr& condition);
/// `? = albums.artist_id`, or IS NULL for no target.
NodePtr make_refers_to(const MappedRelationship& relationship, const Source& owner,
                       const Instance* target);

/// The opposite, which rows that refer to nothing fulfil.
NodePtr make_refers_to_other(const MappedRelationship& relationship, const Source& owner,
                             const Instance* target);
/// `albums.id = ?`
NodePtr make_is_object(const Mapper& mapper, const Instance* object);

/// A relationship as a query joins along it: between which tables.
template <class Owner, class Target>
struct Path {
  using OwnerTable = Owner;
  using TargetTable = Target;

  const MappedRelationship& relationship;
  Source owner;
  Source target;
};

template <class Owner, class Target>
const Path<Owner, Target>& path_of(const Path<Owner, Target>& path) {
  return path;
}
template <class Relationship>
auto path_of(const Relationship& relationship) {
  using Target = typename Relationship::TargetTable;
  return Path<typename Relationship::OwnerTable, Target>{
      relationship.relationship(), relationship.owner(), SourceOf<Target>::source()};
}

/// What both ends have in common. Table is the owner's: its entity, or an alias.
template <template <class> class Model, class Table, template <class> class Target, FixedString Key,
          bool Many>
class RelationshipOf {
 public:
  static constexpr bool is_primary_key = false;
  using OwnerTable = Table;
  using TargetTable = Entity<Target>;

  constexpr RelationshipOf() = default;

  static constexpr bool declares(std::string_view) { return false; }

  static const MappedRelationship& relationship() {
    return find_relationship(mapper<Model>(), mapper<Target>(), Key.view(), Many);
  }
  static Source owner() { return {&mapper<Model>(), alias_of<Table>}; }

  /// The same, with an alias at its other end: `join(nodes.parent.to(parents))`.
  template <FromTarget To>
  auto to(const To& target) const {
    using ToTable = typename FromOf<To>::Table;
    static_assert(std::same_as<EntityOf<ToTable>, Entity<Target>>,
                  "retort: to() takes an alias of the table that the relationship refers to");
    return Path<Table, ToTable>{relationship(), owner(), FromOf<To>::item(target).source};
  }

 protected:
  template <class Inner>
  using Outside = UnionOf<Scope<Table>, typename Without<Inner, Entity<Target>>::type>;

  template <class Inner>
  static auto exists(const NodePtr& condition) {
    return Expression<bool, Outside<Inner>>(make_exists(relationship(), owner(), condition));
  }

  template <class... Options>
  static void add_to(Mapper& mapper, std::size_t offset) {
    static_assert(Many ? declares_column<Target>(Key.view()) : declares_column<Model>(Key.view()),
                  "retort: the foreign key of a HasMany is a column of the other model, that of a "
                  "BelongsTo a column of its own; there is no column of this name");
    mapper.declared_relationships.push_back(
        {.many = Many,
         .target = &detail::mapper<Target>,
         .column = Key.view(),
         .offset = offset,
         .joined = (std::same_as<Options, joined> || ...),
         .cascade_delete = (std::same_as<Options, cascade_delete> || ...)});
  }
};

template <template <class> class Model, class Table, template <class> class Target, FixedString Key,
          class... Options>
class HasManyOf : public RelationshipOf<Model, Table, Target, Key, true> {
 public:
  static_assert((std::same_as<Options, cascade_delete> && ...),
                "retort: the only option of HasMany is cascade_delete");

  /// Whether there is one at all.
  auto any() const { return this->template exists<Scope<>>(nullptr); }
  /// Whether there is one that fulfils the condition.
  template <TestLike Test>
  auto any(const Test& condition) const {
    return this->template exists<typename Test::ScopeType>(condition.node());
  }
  /// Whether this very object is among them.
  auto contains(const Handle<Entity<Target>>& object) const {
    return this->template exists<Scope<>>(is_object(object));
  }

  template <class Member>
  void describe(Mapper& mapper, std::size_t offset) const {
    this->template add_to<Options...>(mapper, offset);
  }

 private:
  static NodePtr is_object(const Handle<Entity<Target>>& object) {
    return make_is_object(mapper<Target>(), object.instance());
  }
};

template <template <class> class Model, class Table, template <class> class Target, FixedString Key,
          class... Options>
class BelongsToOf : public RelationshipOf<Model, Table, Target, Key, false> {
 public:
  static_assert((std::same_as<Options, joined> && ...),
                "retort: the only option of BelongsTo is joined");

  auto has() const { return this->template exists<Scope<>>(nullptr); }
  template <TestLike Test>
  auto has(const Test& condition) const {
    return this->template exists<typename Test::ScopeType>(condition.node());
  }

  /// Rows that refer to this very object: `albums.artist == metallica`.
  friend auto operator==(const BelongsToOf& self, const Handle<Entity<Target>>& target) {
    return Expression<bool, Scope<Table>>(
        make_refers_to(self.relationship(), self.owner(), target.instance()));
  }
  friend auto operator==(const BelongsToOf& self, std::nullptr_t) {
    return self == Handle<Entity<Target>>();
  }
  /// Rows that refer to another one, or to none.
  friend auto operator!=(const BelongsToOf& self, const Handle<Entity<Target>>& target) {
    return Expression<bool, Scope<Table>>(
        make_refers_to_other(self.relationship(), self.owner(), target.instance()));
  }
  friend auto operator!=(const BelongsToOf& self, std::nullptr_t) {
    return self != Handle<Entity<Target>>();
  }

  template <class Member>
  void describe(Mapper& mapper, std::size_t offset) const {
    this->template add_to<Options...>(mapper, offset);
  }
};

}  // namespace retort::orm::detail
