// What a query loads along relationships, at any depth:
//
//   session.query(authors).options(selectinload(authors.books, books.reviews)).all();
//   session.query(reviews).options(joinedload(reviews.book, books.author)).all();
//   session.query(books).options(raiseload(books.author)).all();
//   session.query(authors).options(selectinload(authors.books), raiseload(everything)).all();
//   session.query(authors).join(authors.books).join(books.reviews).filter(reviews.stars > 3)
//       .options(contains_eager(authors.books, books.reviews)).all();
//
// Each step of a path starts where the one before ends; steps on the way are loaded in the same
// manner unless another option says more. What a query says goes before what the model says.

#pragma once

#include <concepts>
#include <type_traits>

#include <retort/orm/mapping/relationship_of.h>
#include <retort/orm/query/select_parts.h>

namespace retort::orm {

namespace detail {

/// Stands at the end of a path for every relationship there, and below.
struct Everything {};

template <class Table>
struct LoadScope {
  using type = Scope<Table>;
};
template <>
struct LoadScope<Everything> {
  using type = Scope<>;
};

/// Table: the one that the path starts from; Everything for none.
template <class Table>
struct LoadOption {
  using ScopeType = typename LoadScope<Table>::type;

  LoadPath path;

  /// By JOIN: owners without any are left out.
  LoadOption inner() const {
    auto option = *this;
    option.path.inner = true;
    return option;
  }
};

template <class First>
consteval bool is_connected() {
  return true;
}
template <class First, class Second, class... Rest>
consteval bool is_connected() {
  if constexpr (std::same_as<Second, Everything>) {
    return sizeof...(Rest) == 0;
  } else {
    return std::same_as<typename First::TargetTable, typename Second::OwnerTable> &&
           is_connected<Second, Rest...>();
  }
}

template <class First, class... Rest>
auto load_option(Loading loading, bool contained) {
  static_assert(is_connected<First, Rest...>(),
                "retort: each relationship of this path has to start from the table that the one "
                "before it leads to");
  return LoadOption<typename First::OwnerTable>{
      {{&First::relationship(), &Rest::relationship()...}, loading, contained}};
}

/// The path without the Everything at its end.
template <class First, class... Rest>
auto load_option_of_all(Loading loading) {
  if constexpr (std::same_as<First, Everything>) {
    static_assert(sizeof...(Rest) == 0, "retort: everything is the end of a path");
    return LoadOption<Everything>{{.path = {}, .loading = loading, .everything = true}};
  } else if constexpr (!(std::same_as<Rest, Everything> || ...)) {
    return load_option<First, Rest...>(loading, false);
  } else if constexpr (sizeof...(Rest) == 1) {
    auto option = load_option<First>(loading, false);
    option.path.everything = true;
    return option;
  } else {
    static_assert(is_connected<First, Rest...>(),
                  "retort: each relationship of this path has to start from the table that the one "
                  "before it leads to");
    auto option = LoadOption<typename First::OwnerTable>{load_option_of_all<Rest...>(loading).path};
    option.path.path.insert(option.path.path.begin(), &First::relationship());
    return option;
  }
}

}  // namespace detail

/// In raiseload() and lazyload(): all that no other option of the query is about. Alone it is about
/// the whole query, at the end of a path about what the path leads to.
inline constexpr detail::Everything everything{};

/// With one more query for each step, however many rows there are.
template <class... Relationships>
auto selectinload(const Relationships&...) {
  return detail::load_option<Relationships...>(Loading::selectin, false);
}
/// With a LEFT OUTER JOIN of the query; with a JOIN where it is known that there is one:
/// `joinedload(books.author).inner()`. The many may be joined too: each owner still comes once, and
/// limit() and offset() count owners. The query's own joins and conditions are not about what is
/// joined here. Where a query selects several things, or orders what it limits by more than columns
/// of its table, the many are loaded as by selectinload().
template <class... Relationships>
auto joinedload(const Relationships&...) {
  return detail::load_option<Relationships...>(Loading::joined, false);
}
/// When it is used, whatever the model says.
template <class... Relationships>
auto lazyload(const Relationships&...) {
  return detail::load_option_of_all<Relationships...>(Loading::lazy);
}
/// Not at all: using it throws LazyLoadError.
template <class... Relationships>
auto raiseload(const Relationships&...) {
  return detail::load_option_of_all<Relationships...>(Loading::raise);
}
/// Rows of derived models whose columns lie in tables of their own (inheritance.h): by one more query
/// for each such model, or with the query itself, which is what happens where neither it nor the
/// model says anything.
template <template <class> class Model>
auto selectin_polymorphic(const Model<Expressions<Model>>&) {
  return detail::LoadOption<Entity<Model>>{
      {.path = {}, .loading = Loading::selectin, .kinds_of = &detail::mapper<Model>()}};
}
template <template <class> class Model>
auto with_polymorphic(const Model<Expressions<Model>>&) {
  return detail::LoadOption<Entity<Model>>{
      {.path = {}, .loading = Loading::joined, .kinds_of = &detail::mapper<Model>()}};
}
/// From the rows that the query itself has joined: the collection holds those, and no others, until
/// it is loaded again. An object that several rows are about comes once.
template <class... Relationships>
auto contains_eager(const Relationships&...) {
  return detail::load_option<Relationships...>(Loading::lazy, true);
}

}  // namespace retort::orm
