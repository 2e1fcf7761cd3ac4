// Relationships read as expressions: artists.albums.any(...), albums.artist.has(...).

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
#include <retort/orm/query/select.h>
#include <retort/orm/reading.h>
#include <retort/orm/relationship.h>

namespace retort::orm::detail {

const MappedRelationship& find_relationship(const Mapper& owner, const Mapper& target,
                                            std::string_view column, bool many);
/// EXISTS over the rows at the other end of a relationship.
NodePtr make_exists(const MappedRelationship& relationship, const NodePtr& condition);
/// `? = albums.artist_id`, or IS NULL for no target.
NodePtr make_refers_to(const MappedRelationship& relationship, const Instance* target);

/// What both ends have in common.
template <template <class> class Model, template <class> class Target, FixedString Key, bool Many>
class RelationshipOf {
 public:
  static constexpr bool is_primary_key = false;
  using OwnerEntity = Entity<Model>;
  using TargetEntity = Entity<Target>;

  constexpr RelationshipOf() = default;

  static constexpr bool declares(std::string_view) { return false; }

  static const MappedRelationship& relationship() {
    return find_relationship(mapper<Model>(), mapper<Target>(), Key.view(), Many);
  }

 protected:
  template <class Inner>
  using Outside = UnionOf<Scope<OwnerEntity>, typename Without<Inner, TargetEntity>::type>;

  template <class Inner>
  static auto exists(const NodePtr& condition) {
    return Expression<bool, Outside<Inner>>(make_exists(relationship(), condition));
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

template <template <class> class Model, template <class> class Target, FixedString Key,
          class... Options>
class HasManyOf : public RelationshipOf<Model, Target, Key, true> {
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

  template <class Member>
  void describe(Mapper& mapper, std::size_t offset) const {
    this->template add_to<Options...>(mapper, offset);
  }
};

template <template <class> class Model, template <class> class Target, FixedString Key,
          class... Options>
class BelongsToOf : public RelationshipOf<Model, Target, Key, false> {
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
    return Expression<bool, Scope<Entity<Model>>>(
        make_refers_to(self.relationship(), target.instance()));
  }

  template <class Member>
  void describe(Mapper& mapper, std::size_t offset) const {
    this->template add_to<Options...>(mapper, offset);
  }
};

}  // namespace retort::orm::detail
