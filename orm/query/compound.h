// Compound: the rows of several queries: a.union_all(b).except(c).order_by(artists.name).limit(3).
//
// Its rows are of the type that the queries select, which has to be the same. It is ordered by
// columns of the result. A member may have ORDER BY and LIMIT of its own.

#pragma once

#include <concepts>
#include <cstdint>
#include <utility>

#include <retort/orm/query/change.h>
#include <retort/orm/query/common_table.h>
#include <retort/orm/query/results.h>
#include <retort/orm/shared.h>

namespace retort::orm {

template <class Check, class Row, class... Readers>
class Compound;

namespace detail {

/// What has to hold of both, and what both take from around them.
template <class A, class B>
struct BothCheck {
  using Correlated = UnionOf<typename A::Correlated, typename B::Correlated>;
  static consteval void check() {
    A::check();
    B::check();
  }
};

template <class Check, class Row, class... Readers, class OtherCheck, class OtherRow,
          class... OtherReaders>
auto make_compound(const Results<Check, Row, Readers...>& query, SetOperator op,
                   const Results<OtherCheck, OtherRow, OtherReaders...>& other) {
  static_assert(
      std::same_as<Results<Check, Row, Readers...>, Results<Check, OtherRow, OtherReaders...>>,
      "retort: the queries of a union (intersect, except) select the same types");
  return Compound<BothCheck<Check, OtherCheck>, Row, Readers...>(query, op, other);
}

}  // namespace detail

template <class Check, class RowType, class... Readers>
class Compound : public Results<Check, RowType, Readers...> {
  using Base = Results<Check, RowType, Readers...>;

 public:
  /// From Query and Compound.
  Compound(const detail::QueryBase& query, detail::SetOperator op, const detail::QueryBase& other)
      : Base(query, query.session_of(other), detail::compound_of(query.data(), op, other.data())) {}
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

}  // namespace retort::orm
