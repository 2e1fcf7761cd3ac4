// Compound: the rows of several queries: a.union_all(b).except(c).order_by(artists.name).limit(3).
//
// Its rows are of the type that the queries select, which has to be the same. Its own type depends on
// nothing else, so that one can be put together in a loop:
//
//   auto all = union_all(select(songs.title));
//   if (with_albums) all = all.union_all(select(albums.name));
//
// or from a vector of queries of one type: union_all(queries). It is ordered by columns of the
// result. A member may have ORDER BY and LIMIT of its own. What was bound to the members (bind()) is
// bound to the whole; QueryError where two of them have different values for one parameter. The cost
// of adding a member is that of a copy of the list of those before.

#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <retort/orm/query/change.h>
#include <retort/orm/query/common_table.h>
#include <retort/orm/query/results.h>
#include <retort/orm/shared.h>

namespace retort::orm {

template <class Check, class Row, class... Readers>
class Compound;

namespace detail {

/// What a compound takes from around it. Its members are checked when it is made of them.
template <class Tables>
struct MembersCheck {
  using Correlated = Tables;
  static consteval void check() {}
};

using Members = std::span<const QueryBase* const>;

/// Of queries of one type.
template <class Check, class Row, class... Readers>
auto make_compound(SetOperator op, Members queries, const Results<Check, Row, Readers...>*) {
  Check::check();
  return Compound<MembersCheck<typename Check::Correlated>, Row, Readers...>(op, queries);
}

template <class Check, class Row, class... Readers, class OtherCheck, class OtherRow,
          class... OtherReaders>
auto make_compound(const Results<Check, Row, Readers...>& query, SetOperator op,
                   const Results<OtherCheck, OtherRow, OtherReaders...>& other) {
  static_assert(
      std::same_as<Results<Check, Row, Readers...>, Results<Check, OtherRow, OtherReaders...>>,
      "retort: the queries of a union (intersect, except) select the same types");
  Check::check();
  OtherCheck::check();
  using Around = UnionOf<typename Check::Correlated, typename OtherCheck::Correlated>;
  const QueryBase* const both[] = {&query, &other};
  return Compound<MembersCheck<Around>, Row, Readers...>(op, both);
}

template <class Query>
auto compound_of_all(SetOperator op, const std::vector<Query>& queries) {
  std::vector<const QueryBase*> members;
  for (const auto& each : queries) members.push_back(&each);
  return make_compound(op, members, static_cast<const Query*>(nullptr));
}

}  // namespace detail

template <class Check, class RowType, class... Readers>
class Compound : public Results<Check, RowType, Readers...> {
  using Base = Results<Check, RowType, Readers...>;

 public:
  /// For the library.
  Compound(detail::SetOperator op, detail::Members queries) : Base(op, queries) {}
  Compound(const Compound& query, detail::Weak<detail::SessionCore> session)
      : Base(query, std::move(session)) {}

  template <class... Terms>
  Compound order_by(const Terms&... terms) const {
    return changed([&](auto& select) { (detail::add_order(select, terms.node()), ...); });
  }
  Compound limit(std::int64_t rows) const {
    return changed([&](auto& select) { detail::set_limit(select, rows); });
  }
  Compound offset(std::int64_t rows) const {
    return changed([&](auto& select) { detail::set_offset(select, rows); });
  }
  template <class... Values>
  Compound bind(const Values&... values) const {
    auto bound = *this;
    (bound.add_binding(values), ...);
    return bound;
  }
  /// See Query.
  template <detail::FromTarget Table, class Inner>
  Compound with(const Table& table, const Inner& query) const {
    return changed([&](auto& select) {
      detail::add_common_table(select, detail::common_table(table, query));
    });
  }

  template <class Other>
  auto union_with(const Other& other) const {
    return detail::make_compound(*this, detail::SetOperator::unite, other);
  }
  template <class Other>
  auto union_all(const Other& other) const {
    return detail::make_compound(*this, detail::SetOperator::unite_all, other);
  }
  template <class Other>
  auto intersect(const Other& other) const {
    return detail::make_compound(*this, detail::SetOperator::intersect, other);
  }
  template <class Other>
  auto except(const Other& other) const {
    return detail::make_compound(*this, detail::SetOperator::except, other);
  }

 private:
  Compound(const Compound& query, detail::Shared<const detail::Select> select)
      : Base(query, query.session_, std::move(select)) {}

  template <class Change>
  Compound changed(Change change) const {
    auto select = this->copy();
    change(*select);
    return Compound(*this, std::move(select));
  }
};

/// A compound of one query, which takes on more.
template <detail::InnerQuery Query>
auto union_all(const Query& query) {
  const detail::QueryBase* const alone[] = {&query};
  return detail::make_compound(detail::SetOperator::unite_all, alone, &query);
}
/// The rows of all queries, each as often as they give it. Throws QueryError where there is none.
template <class Query>
auto union_all(const std::vector<Query>& queries) {
  return detail::compound_of_all(detail::SetOperator::unite_all, queries);
}

/// The same, and each row once.
template <class Query>
auto union_with(const std::vector<Query>& queries) {
  return detail::compound_of_all(detail::SetOperator::unite, queries);
}

}  // namespace retort::orm
