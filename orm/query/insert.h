// InsertStatement: rows into a table without objects.
//
//   session.insert_into(books).set(books.title, "Rose").set(books.pages, 500).execute();
//   session.insert_into(books).rows(std::vector<Book>{...}).returning(books.id).all();
//   session.insert_into(archive).columns(archive.title).from(select(books.title)).execute();
//   session.insert_into(authors).set(authors.name, "Eco").set(authors.born, 1932)
//       .on_conflict(authors.name).do_update(assign(authors.born, excluded(authors.born))).execute();
//
// A value; every method returns a new one. Running it flushes the session first; afterwards the
// session reads its objects of the table again when they are next used (as after rollback), so that
// an upsert's changes are seen.

#pragma once

#include <utility>
#include <vector>

#include <retort/orm/query/assignment.h>
#include <retort/orm/query/common_table.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/selected.h>
#include <retort/orm/query/shape_check.h>
#include <retort/orm/query/statement_base.h>
#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {

/// RETURNING these.
template <class Table, bool Deleted, class... Items>
auto returning(Weak<SessionCore> session, Shared<AnyStatement> statement, const Items&... items) {
  static_assert((covers<typename Selected<Items>::ScopeType, Scope<Table>> && ...),
                "retort: returning() gives columns of the table that is changed");
  if constexpr (Deleted) {
    static_assert((!FromTarget<Items> && ...),
                  "retort: rows that were deleted cannot be objects of the session; return "
                  "plain(table)");
  }
  set_returning(*statement, {Selected<Items>::item(items)...});
  using Row = typename RowOf<ReaderOf<Scope<>, Items>...>::type;
  return Returning<Row, ReaderOf<Scope<>, Items>...>(std::move(session), std::move(statement));
}

}  // namespace detail

template <class Table>
class InsertStatement : public detail::StatementBase {
 public:
  using StatementBase::StatementBase;

  /// The value of a column in the one row.
  template <detail::BareColumn Column, class Value>
  InsertStatement set(const Column& column, const Value& value) const {
    check_own<typename Column::TableType>();
    return changed(*this, [&](auto& statement) {
      detail::add_value(statement, {column.name(), detail::assigned(column, value)});
    });
  }
  /// Rows, as entities. Keys of 0 and server defaults that are not set are left to the database.
  template <class Entities>
  InsertStatement rows(const Entities& entities) const {
    return changed(*this, [&](auto& statement) {
      for (Table entity : entities) detail::add_entity_row(statement, &entity);
    });
  }

  /// INSERT INTO table (columns) SELECT ...
  template <detail::BareColumn... Columns>
  auto columns(const Columns&... columns) const {
    (check_own<typename Columns::TableType>(), ...);
    return FromQuery<typename Columns::ValueType...>{changed(
        *this, [&](auto& statement) { detail::set_columns(statement, {columns.name()...}); })};
  }
  template <class... Types>
  struct FromQuery {
    InsertStatement statement;

    template <detail::InnerQuery Query>
    InsertStatement from(const Query& query) const {
      static_assert(
          detail::columns_fit<detail::TypeList<Types...>, typename Query::Columns>,
          "retort: the query's columns are not of the kinds of the columns that are inserted");
      return changed(statement, [&](auto& data) { detail::set_query(data, query.data()); });
    }
  };
  /// WITH named AS (query), for a query that from() inserts (query/common_table.h).
  template <detail::FromTarget Named, class Inner>
  InsertStatement with(const Named& named, const Inner& query) const {
    return changed(*this, [&](auto& statement) {
      detail::add_common_table(statement, detail::common_table(named, query));
    });
  }
  template <detail::FromTarget Named, class Inner>
  InsertStatement with_recursive(const Named& named, const Inner& query) const {
    return changed(*this, [&](auto& statement) {
      detail::add_common_table(statement, detail::recursive_common_table(named, query));
    });
  }

  /// What to do where a row would break the unique constraint of these columns; of any, for none.
  template <detail::BareColumn... Columns>
  auto on_conflict(const Columns&... columns) const {
    (check_own<typename Columns::TableType>(), ...);
    return Conflict{*this, {.columns = {columns.node()...}}};
  }
  struct Conflict {
    InsertStatement statement;
    detail::OnConflict conflict;

    /// The row is left out.
    InsertStatement do_nothing() const { return with({}, nullptr); }
    /// The row that is there is changed.
    template <class... UsedScopes>
    InsertStatement do_update(
        const detail::TypedAssignment<Table, UsedScopes>&... assignments) const {
      return with({assignments.assignment...}, nullptr);
    }
    /// It is changed where that is true, and left as it is elsewhere.
    template <detail::TestLike Test, class... UsedScopes>
    InsertStatement do_update_if(
        const Test& test, const detail::TypedAssignment<Table, UsedScopes>&... assignments) const {
      return with({assignments.assignment...}, test.node());
    }

   private:
    InsertStatement with(std::vector<detail::Assignment> set, NodePtr where) const {
      auto full = conflict;
      full.set = std::move(set);
      full.where = std::move(where);
      return changed(statement, [&](auto& data) { detail::add_conflict(data, full); });
    }
  };

  template <class... Items>
  auto returning(const Items&... items) const {
    return detail::returning<Table, false>(session_, copy(), items...);
  }

 private:
  template <class Other>
  static consteval void check_own() {
    static_assert(std::same_as<Other, Table>,
                  "retort: this column is not one of the table that the statement changes");
  }
};

}  // namespace retort::orm
