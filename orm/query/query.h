// Query: what to select, as a value.
//
//   auto tracks = sum(albums.tracks);
//   auto query = session.query(artists, tracks).join(albums).group_by(artists.id);
//   for (auto& [artist, total] : query.order_by(tracks.desc()).limit(2).all()) ...
//   std::cout << query.sql();
//
// Every method returns a new query and leaves the old one as it is; nothing is sent before all(),
// first(), one(), one_or_none() or count(). A row is what was asked for: a Handle for a table, a
// value for an expression, a tuple for several. A column of a table that was not joined does not
// compile. Running it flushes its session first; when the session is gone it throws DetachedError.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/operators.h>
#include <retort/orm/expression/ordering.h>
#include <retort/orm/mapping/relationship_of.h>
#include <retort/orm/query/query_base.h>
#include <retort/orm/query/selected.h>

namespace retort::orm {

/// FromScope: the tables in FROM. Items: what is selected.
template <class FromScope, class... Items>
class Query : public detail::QueryBase {
 public:
  using Row = typename detail::RowOf<Items...>::type;

  /// From Session::query.
  Query(std::weak_ptr<detail::SessionCore> session, detail::Select select)
      : QueryBase(std::move(session), std::move(select)) {}

  /// Conditions that all have to be true.
  template <detail::TestLike... Tests>
  Query filter(const Tests&... tests) const {
    (check_reach<typename Tests::ScopeType>(), ...);
    return with([&](auto& select) { (detail::add_filter(select, tests.node()), ...); });
  }

  /// Joins a table along the only foreign key, or a relationship (`join(artists.albums)`).
  template <class Target>
  auto join(const Target& target) const {
    return joined_with(target, nullptr, false);
  }
  template <class Target, detail::TestLike Test>
  auto join(const Target& target, const Test& on) const {
    return joined_with(target, on.node(), false);
  }
  /// Keeps the rows that find no partner: an entity of the joined table is then an empty handle.
  template <class Target>
  auto outer_join(const Target& target) const {
    return joined_with(target, nullptr, true);
  }
  template <class Target, detail::TestLike Test>
  auto outer_join(const Target& target, const Test& on) const {
    return joined_with(target, on.node(), true);
  }
  /// One more table in FROM: every row with every row.
  template <detail::Selectable Target>
  auto from(const Target& target) const {
    using Added = detail::UnionOf<FromScope, typename detail::Selected<Target>::ScopeType>;
    auto select = select_;
    select.add_from(detail::Selected<Target>::item(target).entity);
    return Query<Added, Items...>(session_, std::move(select));
  }

  template <SqlExpression... Terms>
  Query group_by(const Terms&... terms) const {
    (check_reach<typename Terms::ScopeType>(), ...);
    return with([&](auto& select) { (select.group_by.push_back(terms.node()), ...); });
  }
  template <detail::TestLike Test>
  Query having(const Test& test) const {
    check_reach<typename Test::ScopeType>();
    return with(
        [&](auto& select) { select.having = detail::make_and(select.having, test.node()); });
  }
  /// Expressions, or what their asc() and desc() give.
  template <class... Terms>
  Query order_by(const Terms&... terms) const {
    (check_reach<typename Terms::ScopeType>(), ...);
    return with([&](auto& select) { (select.order_by.push_back(terms.node()), ...); });
  }
  Query limit(std::int64_t rows) const {
    return with([&](auto& select) { select.limit = rows; });
  }
  Query offset(std::int64_t rows) const {
    return with([&](auto& select) { select.offset = rows; });
  }
  Query distinct() const {
    return with([](auto& select) { select.distinct = true; });
  }

  std::vector<Row> all() const { return rows(*open()); }

  /// The first row, or nothing. Asks the database for one row only.
  std::optional<Row> first() const {
    auto found = limit(1).all();
    return found.empty() ? std::nullopt : std::optional<Row>(std::move(found.front()));
  }
  /// The only row. Throws NoResultFound or MultipleResultsFound.
  Row one() const {
    auto found = one_or_none();
    if (!found) detail::throw_no_result(select_);
    return *std::move(found);
  }
  /// The only row, or nothing. Throws MultipleResultsFound.
  std::optional<Row> one_or_none() const {
    auto found = rows(*open(), 2);
    if (found.size() > 1) detail::throw_multiple_results(select_);
    return found.empty() ? std::nullopt : std::optional<Row>(std::move(found.front()));
  }

 private:
  template <class UsedScope>
  static consteval void check_reach() {
    static_assert(detail::covers<UsedScope, FromScope>,
                  "retort: the query does not select from the table of this column; join it first");
  }

  template <class Change>
  Query with(Change change) const {
    auto changed = *this;
    change(changed.select_);
    return changed;
  }

  template <class Target>
  auto joined_with(const Target& target, NodePtr on, bool outer) const {
    auto select = select_;
    if constexpr (detail::Selectable<Target>) {
      using Added = detail::UnionOf<FromScope, typename detail::Selected<Target>::ScopeType>;
      detail::add_join(select, detail::Selected<Target>::item(target).entity, std::move(on), outer);
      return Query<Added, Items...>(session_, std::move(select));
    } else {
      check_reach<detail::Scope<typename Target::OwnerEntity>>();
      using Added = detail::UnionOf<FromScope, detail::Scope<typename Target::TargetEntity>>;
      detail::add_join(select, Target::relationship(), outer);
      return Query<Added, Items...>(session_, std::move(select));
    }
  }

  std::vector<Row> rows(detail::Cursor& cursor, std::size_t most = SIZE_MAX) const {
    static_assert((detail::covers<typename detail::Selected<Items>::ScopeType, FromScope> && ...),
                  "retort: the query selects a column of a table that it does not join");
    std::vector<Row> found;
    while (found.size() < most && cursor.next())
      found.push_back(detail::read_row<Items...>(cursor, std::index_sequence_for<Items...>()));
    return found;
  }
};

}  // namespace retort::orm
