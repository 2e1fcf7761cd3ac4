// detail::FromState: what is known of a query when it is compiled, beside what it selects.

#pragma once

#include <type_traits>

#include <retort/orm/expression/aggregate.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/mapping/describe.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/query/selected.h>

namespace retort::orm::detail {

/// No GROUP BY, or one by these terms.
struct Ungrouped {};
template <class... Terms>
struct Grouped {};

template <class... Terms, class... More>
Grouped<Terms..., More...> group_more(Grouped<Terms...>, Grouped<More...>);
template <class... More>
Grouped<More...> group_more(Ungrouped, Grouped<More...>);

/// Tables: those in FROM. Nullable: those of which an outer join may have found nothing. Groups:
/// Ungrouped or Grouped. Correlated: tables of the query around this one.
template <class TablesInFrom, class NullableTables = Scope<>, class GroupTerms = Ungrouped,
          class OuterTables = Scope<>>
struct FromState {
  using Tables = TablesInFrom;
  using Nullable = NullableTables;
  using Groups = GroupTerms;
  using Correlated = OuterTables;
  using Visible = UnionOf<Tables, Correlated>;

  template <class Table, JoinKind Kind>
  using Joined = FromState<
      UnionOf<Tables, Scope<Table>>,
      UnionOf<
          UnionOf<Nullable, std::conditional_t<Kind == JoinKind::right || Kind == JoinKind::full,
                                               Tables, Scope<>>>,
          std::conditional_t<Kind == JoinKind::left || Kind == JoinKind::full, Scope<Table>,
                             Scope<>>>,
      Groups, Correlated>;
  template <class... Terms>
  using GroupedBy =
      FromState<Tables, Nullable, decltype(group_more(Groups{}, Grouped<Terms...>{})), Correlated>;
  template <class Table>
  using CorrelatedWith = FromState<Tables, Nullable, Groups, UnionOf<Correlated, Scope<Table>>>;
};

/// The table that a selected item is a row or a plain column of; void where it is neither.
template <class Item>
struct TableOfItem {
  using type = void;
};
template <BareColumn Item>
struct TableOfItem<Item> {
  using type = typename Item::TableType;
};
template <class Item>
requires FromTarget<Item>
struct TableOfItem<Item> {
  using type = typename FromOf<Item>::Table;
};

template <class Table>
struct TableOfItem<PlainTable<Table>> : TableOfItem<Table> {};

/// Whether a term of GROUP BY makes an item the same in all rows of a group: it is that column, or
/// the key of its table.
template <class Term, class Item>
consteval bool fixes() {
  using Table = typename TableOfItem<Item>::type;
  if constexpr (std::same_as<Term, Item>) {
    return true;
  } else if constexpr (BareColumn<Term>) {
    return Term::is_primary_key && std::same_as<typename Term::TableType, Table>;
  } else {
    // The terms of a run-time condition and the like are not known.
    return false;
  }
}

template <class Item, class... Terms>
consteval bool is_fixed(Grouped<Terms...>) {
  if constexpr (std::is_void_v<typename TableOfItem<Item>::type>) {
    return true;
  } else if constexpr (!HasSingleKey<EntityOf<typename TableOfItem<Item>::type>>::value) {
    // A key of several columns may be fixed by all of them together.
    return BareColumn<Item> || sizeof...(Terms) > 1 || (fixes<Terms, Item>() || ...);
  } else {
    return (fixes<Terms, Item>() || ...);
  }
}

/// Whether all rows of a group agree on what is selected.
template <class... Items>
struct GroupCheck {
  template <class... Terms>
  static consteval bool holds(Grouped<Terms...> groups) {
    return (is_fixed<Items>(groups) && ...);
  }
  static consteval bool holds(Ungrouped) {
    constexpr bool one_group = (is_aggregate<Items> || ...);
    return !one_group || (std::is_void_v<typename TableOfItem<Items>::type> && ...);
  }
};

/// What has to hold of a query before it runs.
template <class From, class... Items>
struct QueryCheck {
  /// Tables of the query around it.
  using Correlated = typename From::Correlated;

  static consteval void check() {
    constexpr bool reached =
        (covers<typename Selected<Items>::ScopeType, typename From::Visible> && ...);
    static_assert(reached, "retort: the query selects a column of a table that it does not join");
    if constexpr (reached) {
      static_assert(
          GroupCheck<Items...>::holds(typename From::Groups{}),
          "retort: a selected column is neither in group_by() nor inside of an aggregate, so that "
          "it would be taken from any row of the group; group by it or by its table's key, or say "
          "ungrouped(column)");
    }
  }
};

}  // namespace retort::orm::detail
