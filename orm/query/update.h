// UpdateStatement and DeleteStatement: rows changed and deleted by a condition, without loading them.
//
//   session.update(books).set(books.pages, books.pages + 1).filter(books.title.like("T%")).execute();
//   session.delete_from(books).filter(books.pages < 10).returning(books.title).all();
//
// Values; every method returns a new one. Without filter() they are about all rows. Running one
// flushes the session first. Its objects of that table, and what they are related to, are then read
// again when they are next used; those whose rows a DELETE has deleted are no session's any more.
// unsynchronized() leaves the objects alone.

#pragma once

#include <utility>

#include <retort/orm/query/assignment.h>
#include <retort/orm/query/common_table.h>
#include <retort/orm/query/insert.h>
#include <retort/orm/query/statement_base.h>

namespace retort::orm {

/// UsedScope: the table and those of from().
template <class Table, class UsedScope = detail::Scope<Table>>
class UpdateStatement : public detail::StatementBase {
 public:
  using StatementBase::StatementBase;

  template <detail::BareColumn Column, class Value>
  UpdateStatement set(const Column& column, const Value& value) const {
    static_assert(std::same_as<typename Column::TableType, Table>,
                  "retort: this column is not one of the table that the statement changes");
    check_reach<detail::CommonScopeOf<Value>>();
    return changed(*this, [&](auto& statement) {
      detail::add_value(statement, {column.name(), detail::assigned(column, value)});
    });
  }
  /// Another table, whose columns may be used from here on; filter() says which of its rows belong to
  /// which.
  template <detail::FromTarget Other>
  auto from(const Other& other) const {
    using Used = detail::UnionOf<UsedScope, detail::Scope<typename detail::FromOf<Other>::Table>>;
    auto statement = copy();
    detail::add_from(*statement, detail::FromOf<Other>::item(other));
    return UpdateStatement<Table, Used>(session_, std::move(statement));
  }
  template <detail::TestLike... Tests>
  UpdateStatement filter(const Tests&... tests) const {
    (check_reach<typename Tests::ScopeType>(), ...);
    return changed(*this,
                   [&](auto& statement) { (detail::add_filter(statement, tests.node()), ...); });
  }
  /// WITH named AS (query); add its columns with from(named), or ask in a subquery.
  template <detail::FromTarget Named, class Inner>
  UpdateStatement with(const Named& named, const Inner& query) const {
    return changed(*this, [&](auto& statement) {
      detail::add_common_table(statement, detail::common_table(named, query));
    });
  }
  template <detail::FromTarget Named, class Inner>
  UpdateStatement with_recursive(const Named& named, const Inner& query) const {
    return changed(*this, [&](auto& statement) {
      detail::add_common_table(statement, detail::recursive_common_table(named, query));
    });
  }
  /// For rows that models and the session leave out elsewhere, too.
  UpdateStatement unscoped() const {
    return changed(*this, [](auto& statement) { detail::set_unscoped(statement); });
  }
  /// The session's objects stay as they are in memory.
  UpdateStatement unsynchronized() const {
    auto statement = *this;
    statement.synchronized_ = false;
    return statement;
  }
  /// The rows as they are then.
  template <class... Items>
  auto returning(const Items&... items) const {
    return detail::returning<Table, false>(session_, copy(), items...);
  }

 private:
  template <class Used>
  static consteval void check_reach() {
    static_assert(
        detail::covers<Used, UsedScope>,
        "retort: the statement does not have the table of this column; add it with from()");
  }
};

template <class Table>
class DeleteStatement : public detail::StatementBase {
 public:
  using StatementBase::StatementBase;

  template <detail::TestLike... Tests>
  DeleteStatement filter(const Tests&... tests) const {
    static_assert((detail::covers<typename Tests::ScopeType, detail::Scope<Table>> && ...),
                  "retort: the statement does not have the table of this column; ask about other "
                  "tables with exists() or in()");
    return changed(*this,
                   [&](auto& statement) { (detail::add_filter(statement, tests.node()), ...); });
  }
  /// WITH named AS (query), for what filter() asks with in() and exists().
  template <detail::FromTarget Named, class Inner>
  DeleteStatement with(const Named& named, const Inner& query) const {
    return changed(*this, [&](auto& statement) {
      detail::add_common_table(statement, detail::common_table(named, query));
    });
  }
  template <detail::FromTarget Named, class Inner>
  DeleteStatement with_recursive(const Named& named, const Inner& query) const {
    return changed(*this, [&](auto& statement) {
      detail::add_common_table(statement, detail::recursive_common_table(named, query));
    });
  }
  /// For rows that models and the session leave out elsewhere, too.
  DeleteStatement unscoped() const {
    return changed(*this, [](auto& statement) { detail::set_unscoped(statement); });
  }
  /// The session's objects stay as they are in memory.
  DeleteStatement unsynchronized() const {
    auto statement = *this;
    statement.synchronized_ = false;
    return statement;
  }
  /// The rows as they were: columns, or plain(table).
  template <class... Items>
  auto returning(const Items&... items) const {
    return detail::returning<Table, true>(session_, copy(), items...);
  }
};

}  // namespace retort::orm
