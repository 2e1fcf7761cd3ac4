// RawQuery: a statement in SQL whose rows are read as types of the program's.
//
//   struct Person { std::string name; std::optional<int> born; };
//   session.sql("SELECT name, born FROM authors WHERE born > :year", arg("year", 1900))
//       .into<Person>().all();
//   session.sql("SELECT name, born FROM authors").columns<std::string, std::optional<int>>().one();
//   session.sql("DELETE FROM authors WHERE born < :year", arg("year", 1900)).execute();
//
// Values are named and always bound. Columns are read in their order. Running it flushes the session
// first. Rows as objects: session.query(authors).from(sql(authors, "SELECT ...")), which needs the
// columns of the table, in any order; the SQL is then a table of a typed query, which may go on with
// filter(), join() and the rest. Whoever changes rows in this way tells the session by refresh(). A
// query holds its session weakly and is for that one's thread; running it when that is gone throws
// DetachedError, a name without a value QueryError.

#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <retort/orm/expression/text.h>
#include <retort/orm/mapping/members.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/results.h>
#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {

/// Throws QueryError where the statement has another number of columns.
void check_columns(Cursor& cursor, std::size_t width);

/// Reads a row into the members of a struct.
template <class T>
struct StructReader {
  using Row = T;
  static constexpr std::size_t members = count_members<T>();

  static Row read(Cursor& cursor, std::size_t) {
    check_columns(cursor, members);
    Row row{};
    visit_members<members>(row, [&](auto&... member) {
      std::size_t column = 0;
      (cursor.read_column(column++, codec_of<std::remove_reference_t<decltype(member)>>().read,
                          &member),
       ...);
    });
    return row;
  }
};

class RawBase {
 public:
  RawBase(Weak<SessionCore> session, NodePtr text)
      : session_(std::move(session)), text_(std::move(text)) {}

  /// With the placeholders of the database.
  std::string sql() const;

 protected:
  friend class orm::Mappings;
  /// Flushes and runs; a row has so many columns.
  Cursor open(std::size_t width) const;
  /// A row has as many as the statement gives.
  Cursor open_any() const;
  std::int64_t run() const;

  Weak<SessionCore> session_;
  NodePtr text_;

 private:
  Shared<SessionCore> session() const;
  Cursor run(std::vector<SelectItem> items) const;
};

}  // namespace detail

/// The rows of a RawQuery, asked for as those of a Query are.
template <class RowType, std::size_t Width, class... Readers>
class RawRows : public detail::RawBase {
 public:
  using Row = RowType;
  using RawBase::RawBase;

  std::vector<Row> all() const { return read(SIZE_MAX); }
  std::optional<Row> first() const { return only(read(1)); }
  /// Throws NoResultFound or MultipleResultsFound.
  Row one() const {
    auto found = one_or_none();
    if (!found) detail::throw_no_result();
    return *std::move(found);
  }
  std::optional<Row> one_or_none() const {
    auto found = read(2);
    if (found.size() > 1) detail::throw_multiple_results();
    return only(std::move(found));
  }
  /// One row at a time (query/stream.h).
  Stream<Row, Readers...> stream() const { return Stream<Row, Readers...>(open(Width)); }

 private:
  std::vector<Row> read(std::size_t most) const {
    return detail::RowReader<Row, Readers...>::read_all(open(Width), most);
  }
  static std::optional<Row> only(std::vector<Row> found) {
    return found.empty() ? std::nullopt : std::optional<Row>(std::move(found.front()));
  }
};

class RawQuery : public detail::RawBase {
 public:
  using RawBase::RawBase;

  /// A struct whose members take the columns, in their order.
  template <class T>
  auto into() const {
    static_assert(std::is_aggregate_v<T>, "retort: into<T>() needs a struct of plain members");
    using Reader = detail::StructReader<T>;
    return RawRows<T, Reader::members, Reader>(session_, text_);
  }
  /// A value for one type, a tuple for several.
  template <class... T>
  auto columns() const {
    constexpr bool storable = (detail::is_storable<detail::Plain<T>> && ...);
    static_assert(storable, "retort: a column cannot be read as this type");
    return RawRows<typename detail::RowOf<detail::ValueReader<T>...>::type, sizeof...(T),
                   detail::ValueReader<T>...>(session_, text_);
  }
  /// Rows by the names of their columns, for which the program includes retort/orm/row_mapping.h.
  Mappings mappings() const;
  /// Runs it to its end. Returns the number of rows inserted, updated or deleted.
  std::int64_t execute() const { return run(); }
};

/// SQL that stands in FROM in the place of a table, whose columns it selects.
template <detail::FromTarget Table, std::same_as<detail::TextArgument>... Arguments>
auto sql(const Table& table, std::string_view text, const Arguments&... arguments) {
  auto item = detail::FromOf<Table>::item(table);
  item.call = detail::make_text("(" + std::string(text) + ")", {arguments...});
  return detail::Derived<typename detail::FromOf<Table>::Table>{std::move(item)};
}

}  // namespace retort::orm
