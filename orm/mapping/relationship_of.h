// Relationships read as expressions: artists.albums.any(...), albums.artist.has(...), and what a
// query may join along.

#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>

#include <retort/orm/expression/expression.h>
#include <retort/orm/expression/operators.h>
#include <retort/orm/handle.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/members.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/select_parts.h>
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
  static constexpr bool is_many = Many;
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
    [[maybe_unused]] auto& end =
        add_relationship(mapper, Many, &detail::mapper<Target>, Key.view(), offset);
    (Options::apply(end), ...);
  }
};

template <class Option>
inline constexpr bool is_of_the_many =
    std::same_as<Option, joined> || std::same_as<Option, selectin> ||
    std::same_as<Option, raise_on_load> || std::same_as<Option, cascade_delete> ||
    std::same_as<Option, delete_orphan> || std::same_as<Option, passive_deletes> ||
    std::same_as<Option, view_only> || std::same_as<Option, write_only>;
template <FixedString Condition>
inline constexpr bool is_of_the_many<only_where<Condition>> = true;
template <FixedString Column, bool Descending>
inline constexpr bool is_of_the_many<ordered_by<Column, Descending>> = true;

/// Names a column of the other model.
template <class Option>
inline constexpr std::string_view arranging_column = {};
template <FixedString Column>
inline constexpr std::string_view arranging_column<positioned_by<Column>> = Column.view();
template <FixedString Column>
inline constexpr std::string_view arranging_column<keyed_by<Column>> = Column.view();
template <class Option>
inline constexpr bool is_validate_members = false;
template <auto Check>
inline constexpr bool is_validate_members<validate_members<Check>> = true;
template <class Option>
inline constexpr bool is_positioned_by = false;
template <FixedString Column>
inline constexpr bool is_positioned_by<positioned_by<Column>> = true;

template <template <class> class Target, class Option>
consteval void check_arranging() {
  if constexpr (!arranging_column<Option>.empty())
    static_assert(declares_column<Target>(arranging_column<Option>),
                  "retort: positioned_by<> and keyed_by<> name a column of the model at the other "
                  "end; it has none of this name");
}

/// What has several objects at its other end, or may have.
template <template <class> class Model, class Table, template <class> class Target, FixedString Key>
class ToMany : public RelationshipOf<Model, Table, Target, Key, true> {
 public:
  /// Whether there is one at all.
  auto any() const { return this->template exists<Scope<>>(nullptr); }
  /// Whether there is one that fulfils the condition.
  template <TestLike Test>
  auto any(const Test& condition) const {
    return this->template exists<typename Test::ScopeType>(condition.node());
  }
  /// Whether this very object is among them.
  auto contains(const Handle<Entity<Target>>& object) const {
    return this->template exists<Scope<>>(make_is_object(mapper<Target>(), object.instance()));
  }
};

template <template <class> class Model, class Table, template <class> class Target, FixedString Key,
          class... Options>
class HasManyOf : public ToMany<Model, Table, Target, Key> {
 public:
  static_assert(((is_of_the_many<Options> || is_validate_members<Options> ||
                  !arranging_column<Options>.empty()) &&
                 ...),
                "retort: this is no option of HasMany; those are in orm/relationship.h");

  void describe(Mapper& mapper, std::size_t offset) const {
    (check_arranging<Target, Options>(), ...);
    this->template add_to<Options...>(mapper, offset);
  }
};

template <template <class> class Model, class Table, template <class> class Target, FixedString Key,
          class... Options>
class HasOneOf : public RelationshipOf<Model, Table, Target, Key, true> {
 public:
  static_assert((is_of_the_many<Options> && ...),
                "retort: this is no option of HasOne; those are in orm/relationship.h");
  static_assert((!std::same_as<Options, write_only> && ...) &&
                    (!std::same_as<Options, view_only> && ...),
                "retort: HasOne is loaded and written; view_only and write_only are for HasMany");

  auto has() const { return this->template exists<Scope<>>(nullptr); }
  template <TestLike Test>
  auto has(const Test& condition) const {
    return this->template exists<typename Test::ScopeType>(condition.node());
  }

  void describe(Mapper& mapper, std::size_t offset) const {
    this->template add_to<Options...>(mapper, offset);
  }
};

template <template <class> class Model, class Table, template <class> class Target,
          template <class> class Link, FixedString Own, FixedString Other, class... Options>
class ManyToManyOf : public ToMany<Model, Table, Target, Own> {
 public:
  static_assert(((is_of_the_many<Options> ||
                  (!arranging_column<Options>.empty() && !is_positioned_by<Options>)) &&
                 ...),
                "retort: this is no option of ManyToMany; those are in orm/relationship.h");
  static_assert((!std::same_as<Options, delete_orphan> && ...) &&
                    (!std::same_as<Options, cascade_delete> && ...),
                "retort: ManyToMany deletes the rows of its link and leaves what they link alone");

  void describe(Mapper& mapper, std::size_t offset) const {
    static_assert(declares_column<Link>(Own.view()) && declares_column<Link>(Other.view()),
                  "retort: ManyToMany names two columns of the link's model: the one that refers "
                  "to this model, then the one that refers to the other; there is no such column");
    (check_arranging<Target, Options>(), ...);
    auto& end = add_relationship(mapper, true, &detail::mapper<Link>, Own.view(), offset);
    end.far = &detail::mapper<Target>;
    end.far_column = Other.view();
    (Options::apply(end), ...);
  }
};

template <template <class> class Model, class Table, template <class> class Target, FixedString Key,
          class... Options>
class BelongsToOf : public RelationshipOf<Model, Table, Target, Key, false> {
 public:
  static_assert(((std::same_as<Options, joined> || std::same_as<Options, selectin> ||
                  std::same_as<Options, raise_on_load>)&&...),
                "retort: the options of BelongsTo are joined, selectin and raise_on_load");

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

  void describe(Mapper& mapper, std::size_t offset) const {
    this->template add_to<Options...>(mapper, offset);
  }
};

}  // namespace retort::orm::detail
