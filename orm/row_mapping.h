// RowMapping: a row by the names of its columns, for code that does not know them when it is compiled: a
// table on a screen, a file of CSV, a query that a person typed.
//
//   for (const auto& row : session.sql("SELECT name, born FROM authors").mappings().all())
//     std::cout << row.get<std::string>("name") << ' ' << engine::to_text(row["born"]) << '\n';
//   session.query(authors).mappings().one()["name"];
//
// A table gives its columns; an expression is named by its label or its function, a column by itself. Of two
// columns of one name each is reached by its place. The values are those of the database, copied, and the names
// are shared by the rows of a result; where the columns are known, tuples and structs cost less. A row is a
// value of its own; Mappings hold their session as queries do, weakly, and are for its thread.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/value.h>
#include <retort/orm/mapping/codec.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/query_base.h>
#include <retort/orm/query/raw_query.h>

namespace retort::orm {

class RowMapping {
 public:
  using Names = std::shared_ptr<const std::vector<std::string>>;

  /// For the library.
  RowMapping(Names names, std::vector<engine::Value> values)
      : names_(std::move(names)), values_(std::move(values)) {}

  /// Throws QueryError for a name that no column has, or more than one.
  const engine::Value& operator[](std::string_view name) const { return values_[place(name)]; }
  const engine::Value& operator[](std::size_t place) const { return values_.at(place); }
  /// As a type that a column may have. Throws ConversionError where the value is none of it.
  template <class T>
  T get(std::string_view name) const {
    T value{};
    detail::codec_of<T>().set(&value, (*this)[name]);
    return value;
  }
  bool contains(std::string_view name) const;
  std::size_t size() const { return values_.size(); }
  const std::vector<std::string>& names() const { return *names_; }
  const std::vector<engine::Value>& values() const { return values_; }

 private:
  std::size_t place(std::string_view name) const;

  Names names_;
  std::vector<engine::Value> values_;
};

/// How the rows of a query or statement are asked for as mappings.
class Mappings {
 public:
  explicit Mappings(detail::QueryBase query);
  explicit Mappings(detail::RawBase statement);

  std::vector<RowMapping> all() const;
  std::optional<RowMapping> first() const;
  /// Throws NoResultFound or MultipleResultsFound.
  RowMapping one() const;
  std::optional<RowMapping> one_or_none() const;
  /// Calls the function with each row, in constant memory.
  void each(const std::function<void(const RowMapping&)>& visit) const;

 private:
  struct Rows {
    detail::Cursor cursor;
    RowMapping::Names names;
  };
  std::vector<RowMapping> read(std::size_t most) const;

  std::function<Rows()> open_;
};

template <class Check, class RowType, class... Readers>
Mappings Results<Check, RowType, Readers...>::mappings() const {
  Check::check();
  return Mappings(*this);
}

inline Mappings RawQuery::mappings() const { return Mappings(*this); }

}  // namespace retort::orm
