// Results: how the rows of a query are asked for: all(), first(), one(), one_or_none(), scalar(),
// stream(), and into<T>() for a struct of the program's.
//
//   struct Summary { std::string name; std::int64_t albums; };
//   for (const Summary& s : session.query(artists.name, count(albums.id)).join(albums)
//                               .group_by(artists.id).into<Summary>().all()) ...
//
// A row is what was selected: a Handle for a table, a value for an expression, a tuple for several.
// Running flushes the session first; when the session is gone it throws DetachedError.

#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <retort/orm/expression/expression.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/query_base.h>
#include <retort/orm/query/readers.h>
#include <retort/orm/query/shape_check.h>
#include <retort/orm/query/stream.h>

namespace retort::orm {

/// Check: what has to hold of the query when it is run, checked when it is compiled. Readers: what
/// the parts of a row are.
template <class Check, class RowType, class... Readers>
class Results : public detail::QueryBase {
 public:
  using Row = RowType;
  /// For queries that have this one inside: the tables that it takes from around it, and the types of
  /// its columns.
  using Correlated = typename Check::Correlated;
  using Columns = detail::ColumnsOf<Readers...>;

  std::vector<Row> all() const {
    Check::check();
    return Reader::read_all(open(), SIZE_MAX);
  }
  /// The first row, or nothing. Asks the database for one row only.
  std::optional<Row> first() const {
    Check::check();
    return only(Reader::read_all(open_first(), 1));
  }
  /// The only row. Throws NoResultFound or MultipleResultsFound.
  Row one() const {
    auto found = one_or_none();
    if (!found) detail::throw_no_result(select_.get());
    return *std::move(found);
  }
  /// The only row, or nothing. Throws MultipleResultsFound.
  std::optional<Row> one_or_none() const {
    Check::check();
    auto found = Reader::read_all(open(), 2);
    if (found.size() > 1) detail::throw_multiple_results(select_.get());
    return only(std::move(found));
  }
  /// The first column of the only row: nothing where there is no row, or it is NULL.
  auto scalar() const {
    Check::check();
    using Value = typename detail::FirstReader<Readers...>::Row;
    auto cursor = open();
    std::optional<detail::Plain<Value>> value;
    if (!cursor.next()) return value;
    if (Value found = detail::FirstReader<Readers...>::read(cursor, 0); detail::has_value(found))
      value = detail::value_of(std::move(found));
    if (cursor.next()) detail::throw_multiple_results(select_.get());
    return value;
  }

  /// One row at a time (query/stream.h).
  Stream<Row, Readers...> stream() const {
    Check::check();
    return Stream<Row, Readers...>(open());
  }

  /// Rows by the names of their columns, for which the program includes retort/orm/row_mapping.h.
  Mappings mappings() const;

  /// In FROM of another query, under the name and with the columns of a shape or an alias.
  template <detail::FromTarget Table>
  auto as(const Table& table) const {
    detail::check_shape<Table, Results>();
    auto item = detail::FromOf<Table>::item(table);
    item.query = select_;
    return detail::Derived<typename detail::FromOf<Table>::Table>{std::move(item)};
  }
  /// In another query as a value, NULL where it finds no row.
  auto scalar_subquery() const {
    static_assert(sizeof...(Readers) == 1, "retort: a query that is a value selects one column");
    using Value = std::optional<detail::Plain<typename detail::FirstReader<Readers...>::Row>>;
    return Expression<Value, Correlated>(detail::make_subquery(select_));
  }

  /// Rows as a struct whose members take the selected columns, in their order.
  template <class T>
  auto into() const {
    constexpr bool fits = requires(typename Readers::Row... columns) { T{std::move(columns)...}; };
    static_assert(
        fits,
        "retort: into<T>() needs a struct whose members take the selected columns in "
        "their order, without narrowing (count() and sum() of integers are std::int64_t)");
    return Results<Check, std::conditional_t<fits, T, Row>, Readers...>(*this, session_);
  }

 protected:
  template <class, class, class...>
  friend class Results;
  using Reader = detail::RowReader<Row, Readers...>;
  using QueryBase::QueryBase;

 private:
  static std::optional<Row> only(std::vector<Row> found) {
    return found.empty() ? std::nullopt : std::optional<Row>(std::move(found.front()));
  }
};

}  // namespace retort::orm
