// Query: what to select, as a value.
//
//   auto tracks = sum(albums.tracks);
//   auto query = session.query(artists, tracks).join(albums).group_by(artists.id);
//   for (auto& [artist, total] : query.order_by(tracks.desc()).limit(2).all()) ...
//   std::cout << query.sql();
//
// Every method returns a new query and leaves the old one as it is; nothing is sent before the rows
// are asked for (query/results.h). A column of a table that was not joined does not compile. Made by
// Session::query; select() makes one that has no session yet, for subqueries and to be kept:
// `session.query(kept)` runs it. A kept query is written as SQL once. Safe to share between threads.

#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include <retort/orm/expression/operators.h>
#include <retort/orm/expression/ordering.h>
#include <retort/orm/expression/window.h>
#include <retort/orm/mapping/relationship_of.h>
#include <retort/orm/query/change.h>
#include <retort/orm/query/common_table.h>
#include <retort/orm/query/compound.h>
#include <retort/orm/query/from_state.h>
#include <retort/orm/query/join_check.h>
#include <retort/orm/query/load_option.h>
#include <retort/orm/query/results.h>
#include <retort/orm/query/selected.h>
#include <retort/orm/query/values.h>
#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {

template <class From, class... Items>
using ResultsOf = Results<QueryCheck<From, Items...>,
                          typename RowOf<ReaderOf<typename From::Nullable, Items>...>::type,
                          ReaderOf<typename From::Nullable, Items>...>;

}  // namespace detail

/// From: a detail::FromState. Items: what is selected.
template <class From, class... Items>
class Query : public detail::ResultsOf<From, Items...> {
  using Base = detail::ResultsOf<From, Items...>;

 public:
  /// For the library.
  Query(detail::Weak<detail::SessionCore> session, detail::Shared<const detail::Select> select)
      : Base(std::move(session), std::move(select)) {}
  /// The same query in a session.
  Query(const Query& query, detail::Weak<detail::SessionCore> session)
      : Base(query, std::move(session)) {}

  /// Conditions that all have to be true.
  template <detail::TestLike... Tests>
  Query filter(const Tests&... tests) const {
    (check_reach<typename Tests::ScopeType>(), ...);
    static_assert((!detail::is_aggregate<Tests> && ...),
                  "retort: filter() chooses rows before they are grouped, so it cannot use an "
                  "aggregate; use having()");
    return changed([&](auto& select) { (detail::add_filter(select, tests.node()), ...); });
  }

  /// Joins a table along the only foreign key, or a relationship (`join(artists.albums)`).
  template <class Target>
  auto join(const Target& target) const {
    return joined_with<detail::JoinKind::inner>(target);
  }
  template <class Target, detail::TestLike Test>
  auto join(const Target& target, const Test& on) const {
    return joined_on<detail::JoinKind::inner>(target, on);
  }
  /// Keeps the rows that find no partner: an entity of the joined table is then an empty handle,
  /// and its columns are std::optional.
  template <class Target>
  auto outer_join(const Target& target) const {
    return joined_with<detail::JoinKind::left>(target);
  }
  template <class Target, detail::TestLike Test>
  auto outer_join(const Target& target, const Test& on) const {
    return joined_on<detail::JoinKind::left>(target, on);
  }
  /// Keeps the rows of the joined table that find no partner.
  template <class Target>
  auto right_join(const Target& target) const {
    return joined_with<detail::JoinKind::right>(target);
  }
  template <class Target, detail::TestLike Test>
  auto right_join(const Target& target, const Test& on) const {
    return joined_on<detail::JoinKind::right>(target, on);
  }
  /// Keeps the rows of both sides.
  template <class Target>
  auto full_join(const Target& target) const {
    return joined_with<detail::JoinKind::full>(target);
  }
  template <class Target, detail::TestLike Test>
  auto full_join(const Target& target, const Test& on) const {
    return joined_on<detail::JoinKind::full>(target, on);
  }
  /// Every row with every row.
  template <detail::FromTarget Target>
  auto cross_join(const Target& target) const {
    return joined_with<detail::JoinKind::cross>(target);
  }
  /// One more table in FROM, after a comma. A subquery or a call takes the place of its name.
  template <detail::FromTarget Target>
  auto from(const Target& target) const {
    using Table = typename detail::FromOf<Target>::Table;
    auto select = this->copy();
    detail::add_from(*select, detail::FromOf<Target>::item(target));
    return again<typename From::template Joined<Table, detail::JoinKind::inner>>(std::move(select));
  }

  /// The columns of that table are those of the query around this one.
  template <detail::FromTarget... Targets>
  auto correlate(const Targets&...) const {
    return again<typename Correlate<From, typename detail::FromOf<Targets>::Table...>::type>(
        this->copy());
  }

  template <SqlExpression... Terms>
  auto group_by(const Terms&... terms) const {
    (check_reach<typename Terms::ScopeType>(), ...);
    static_assert((!detail::is_aggregate<Terms> && ...),
                  "retort: rows cannot be grouped by an aggregate of the groups");
    auto select = this->copy();
    (detail::add_group(*select, terms.node()), ...);
    return again<typename From::template GroupedBy<Terms...>>(std::move(select));
  }
  template <detail::TestLike Test>
  Query having(const Test& test) const {
    check_reach<typename Test::ScopeType>();
    return changed([&](auto& select) { detail::add_having(select, test.node()); });
  }
  /// A window that several functions share: `sum(x).over(window("w"))`.
  template <class WindowScope>
  Query named_window(std::string_view name, const Window<WindowScope>& window) const {
    check_reach<WindowScope>();
    return changed([&](auto& select) { detail::add_window(select, name, window.data()); });
  }
  /// Expressions, or what their asc() and desc() give.
  template <class... Terms>
  Query order_by(const Terms&... terms) const {
    (check_reach<typename Terms::ScopeType>(), ...);
    return changed([&](auto& select) { (detail::add_order(select, terms.node()), ...); });
  }
  /// A number, or a param<>.
  template <class Rows>
  Query limit(const Rows& rows) const {
    return changed([&](auto& select) { detail::set_limit(select, number(rows)); });
  }
  template <class Rows>
  Query offset(const Rows& rows) const {
    return changed([&](auto& select) { detail::set_offset(select, number(rows)); });
  }
  Query distinct() const {
    return changed([](auto& select) { detail::set_distinct(select); });
  }

  /// For the library: terms of ORDER BY behind those that are there.
  Query ordered_by_nodes(const std::vector<NodePtr>& terms) const {
    return changed([&](auto& select) {
      for (const auto& term : terms) detail::add_order(select, term);
    });
  }

  /// How what the objects are related to is loaded (query/load_option.h).
  template <class... Tables>
  Query options(const detail::LoadOption<Tables>&... options) const {
    (check_reach<typename detail::LoadOption<Tables>::ScopeType>(), ...);
    return changed([&](auto& select) { (detail::add_loading(select, options.path), ...); });
  }

  /// Only these rows of a model, wherever the query has its table: in FROM, in joins, in subqueries,
  /// and in all that is loaded along relationships for the objects that it gives.
  template <template <class> class Model, detail::TestLike Test>
  Query with_criteria(const Model<Expressions<Model>>&, const Test& condition) const {
    static_assert(detail::covers<typename Test::ScopeType, detail::Scope<Entity<Model>>>,
                  "retort: with_criteria() takes a condition about the table that it is for");
    return changed([&](auto& select) {
      detail::add_criterion(select, detail::mapper<Model>(), condition.node());
    });
  }
  /// What models (default_scope()) and the session say of rows does not hold for this query; with
  /// tables, of those.
  template <template <class> class... Models>
  Query unscoped(const Models<Expressions<Models>>&...) const {
    return changed([](auto& select) {
      if constexpr (sizeof...(Models) == 0) {
        detail::set_unscoped(select);
      } else {
        (detail::set_unscoped(select, detail::mapper<Models>()), ...);
      }
    });
  }

  /// Values for the query's param<>s: `bind(year = 1980)`.
  template <class... Values>
  Query bind(const Values&... values) const {
    static_assert((std::same_as<Values, detail::Binding> && ...),
                  "retort: bind() takes assignments to params: bind(year = 1980)");
    auto bound = *this;
    (bound.add_binding(values), ...);
    return bound;
  }

  /// WITH table AS (query): the shape `table` is the name of that query's rows in this one.
  template <detail::FromTarget Table, class Inner>
  Query with(const Table& table, const Inner& query,
             Materialization materialization = Materialization::unsaid) const {
    return changed([&](auto& select) {
      detail::add_common_table(select, detail::common_table(table, query, materialization));
    });
  }
  /// The query may use the table itself, in the later members of its union.
  template <detail::FromTarget Table, class Inner>
  Query with_recursive(const Table& table, const Inner& query) const {
    return changed([&](auto& select) {
      detail::add_common_table(select, detail::recursive_common_table(table, query));
    });
  }

  /// Objects that the session has are read again; changes that were not flushed are lost.
  Query populate_existing() const {
    return changed([](auto& select) { detail::set_populate_existing(select); });
  }

  /// The rows are about to be changed: nobody else changes them before the session's transaction ends,
  /// and objects that it has are read again. SQLite has one lock for all rows, which is taken when the
  /// query runs, as Mode::immediate does; throws BusyError where another connection holds it, or has
  /// written since this transaction began to read.
  Query with_for_update() const {
    return changed([](auto& select) {
      detail::set_for_update(select);
      detail::set_populate_existing(select);
    });
  }

  /// Loads the deferred columns of a table with the rest.
  template <detail::FromTarget Table>
  auto undefer(const Table& table) const {
    const auto source = detail::FromOf<Table>::item(table).source;
    return changed([&](auto& select) { detail::undefer(select, source); });
  }
  /// One of them.
  template <detail::BareColumn Column>
  auto undefer(const Column& column) const {
    static_assert(
        detail::is_deferred<typename Column::MemberType>,
        "retort: this column is loaded with every object; undefer() is for deferred ones");
    const auto source = detail::SourceOf<typename Column::TableType>::source();
    return changed([&](auto& select) { detail::undefer(select, source, column.name()); });
  }
  /// Using one that the query does not load throws LazyLoadError.
  template <detail::FromTarget Table>
  auto raise_deferred(const Table& table) const {
    const auto source = detail::FromOf<Table>::item(table).source;
    return changed([&](auto& select) { detail::raise_deferred(select, source); });
  }

  // Rows of this query and of another one that selects the same types.

  template <class Other>
  auto union_with(const Other& other) const {
    return compound(detail::SetOperator::unite, other);
  }
  template <class Other>
  auto union_all(const Other& other) const {
    return compound(detail::SetOperator::unite_all, other);
  }
  template <class Other>
  auto intersect(const Other& other) const {
    return compound(detail::SetOperator::intersect, other);
  }
  template <class Other>
  auto except(const Other& other) const {
    return compound(detail::SetOperator::except, other);
  }

 private:
  template <class State, class... Tables>
  struct Correlate {
    using type = State;
  };
  template <class State, class First, class... Rest>
  struct Correlate<State, First, Rest...>
      : Correlate<typename State::template CorrelatedWith<First>, Rest...> {};

  template <class UsedScope>
  static consteval void check_reach() {
    static_assert(detail::covers<UsedScope, typename From::Visible>,
                  "retort: the query does not select from the table of this column; join it first");
  }

  template <class Change>
  Query changed(Change change) const {
    auto select = this->copy();
    change(*select);
    return again<From>(std::move(select));
  }
  template <class State>
  Query<State, Items...> again(detail::Shared<const detail::Select> select) const {
    return Query<State, Items...>(*this, this->session_, std::move(select));
  }

  template <detail::JoinKind Kind, class Target>
  auto joined_with(const Target& target) const {
    auto select = this->copy();
    if constexpr (detail::FromTarget<Target>) {
      using Table = typename detail::FromOf<Target>::Table;
      constexpr bool related =
          Kind == detail::JoinKind::cross || detail::joins_by_key<Table, typename From::Tables>;
      static_assert(related,
                    "retort: no foreign key leads from the tables of the query to this one, or "
                    "back; say how they are joined: join(table, condition)");
      detail::add_join(*select, detail::FromOf<Target>::item(target), nullptr, Kind);
      return again<typename From::template Joined<Table, Kind>>(std::move(select));
    } else {
      check_reach<detail::Scope<typename Target::OwnerTable>>();
      using Table = typename Target::TargetTable;
      static_assert(!detail::in_scope<Table, typename From::Tables>,
                    "retort: the query has the table of this relationship already; join an alias "
                    "of it: join(employees.boss.to(alias<\"bosses\">(employees)))");
      const auto path = detail::path_of(target);
      detail::add_join(*select, path.relationship, path.owner, path.target, Kind);
      return again<typename From::template Joined<Table, Kind>>(std::move(select));
    }
  }
  template <detail::JoinKind Kind, class Target, class Test>
  auto joined_on(const Target& target, const Test& on) const {
    using Table = typename detail::FromOf<Target>::Table;
    using State = typename From::template Joined<Table, Kind>;
    static_assert(detail::covers<typename Test::ScopeType, typename State::Visible>,
                  "retort: the condition of this join uses a table that the query does not have");
    auto select = this->copy();
    detail::add_join(*select, detail::FromOf<Target>::item(target), on.node(), Kind);
    return again<State>(std::move(select));
  }

  template <class Rows>
  static auto number(const Rows& rows) {
    constexpr bool counts = std::integral<Rows> || SqlExpression<Rows>;
    static_assert(counts, "retort: limit() and offset() take a number or a param<>");
    if constexpr (SqlExpression<Rows>) {
      return rows.node();
    } else if constexpr (counts) {
      return static_cast<std::int64_t>(rows);
    } else {
      return std::int64_t{};
    }
  }

  template <class Other>
  auto compound(detail::SetOperator op, const Other& other) const {
    return detail::make_compound(*this, op, other);
  }

  template <class, class...>
  friend class Query;
  Query(const detail::QueryBase& bound, detail::Weak<detail::SessionCore> session,
        detail::Shared<const detail::Select> select)
      : Base(bound, std::move(session), std::move(select)) {}
};

namespace detail {

template <class First, class... Rest>
auto make_query(Weak<SessionCore> session, const First& first, const Rest&... rest) {
  constexpr bool selectable = is_selectable<First> && (is_selectable<Rest> && ...);
  static_assert(selectable,
                "retort: query() selects tables (table<Model>) and expressions; a window function "
                "needs over()");
  if constexpr (selectable) {
    using From = FirstOf<typename Selected<First>::ScopeType>;
    auto select = new_select();
    add_item(*select, Selected<First>::item(first));
    (add_item(*select, Selected<Rest>::item(rest)), ...);
    From::add_to(*select);
    return Query<FromState<typename From::ScopeType>, First, Rest...>(std::move(session),
                                                                      std::move(select));
  } else {
    return 0;
  }
}

}  // namespace detail
}  // namespace retort::orm
