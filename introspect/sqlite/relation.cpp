// What the rows of an SQLite relation hold. The declared type gives a first answer, by SQLite's rules of
// affinity (https://sqlite.org/datatype3.html) and the names that people use for what SQLite has no type
// for; then one statement for some dozen columns asks the rows.

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/introspect/detail/introspector.h>

namespace retort::introspect::detail {

namespace {

struct Found {
  bool integer, real, text, blob, no_boolean, no_date, no_time, no_date_time;
};
constexpr std::size_t asked = 8;
constexpr std::size_t columns_at_once = 40;
constexpr std::string_view rows_of_a_view = "1000";

Holds declared(const std::string& type) {
  const std::string word = engine::sqlite::ddl::upper_case(type.substr(0, type.find('(')));
  const auto has = [&](std::string_view part) { return word.find(part) != word.npos; };
  if (word.empty() || word == "ANY") return Holds::any;
  if (has("BOOL")) return Holds::boolean;
  if (word == "DATE") return Holds::date;
  if (word == "TIME") return Holds::time;
  if (word == "DATETIME" || word.starts_with("TIMESTAMP")) return Holds::date_time;
  if (has("INT")) return Holds::integer;
  if (has("CHAR") || has("CLOB") || has("TEXT")) return Holds::text;
  if (has("BLOB")) return Holds::bytes;
  if (has("REAL") || has("FLOA") || has("DOUB") || has("DEC") || has("NUM") || has("MONEY"))
    return Holds::real;
  if (has("JSON") || has("UUID") || has("STRING") || has("ENUM")) return Holds::text;
  return Holds::any;
}

std::string replaced(std::string text, const std::string& by) {
  for (std::size_t at = 0; (at = text.find('@', at)) != text.npos; at += by.size())
    text.replace(at, 1, by);
  return text;
}

// In the order of Found. The forms of dates and times are those that the types of models read; SQLite's
// own functions know the calendar, and take more than these.
std::string questions(const std::string& column) {
  static const std::string clock =
      "GLOB '[0-9][0-9]:[0-9][0-9]*' AND time(#) IS NOT NULL AND substr(#, 1, 2) < '24' AND # NOT "
      "GLOB "
      "'*[^0-9:.]*' AND length(#) <= 15";
  const auto clock_of = [&](const std::string& text) {
    std::string test = text + ' ' + clock;
    for (std::size_t at = 0; (at = test.find('#', at)) != test.npos; at += text.size())
      test.replace(at, 1, text);
    return test;
  };
  const std::string date =
      "date(substr(@, 1, 10), '+0 days') IS substr(@, 1, 10) AND substr(@, 1, 4) <> '0000'";
  const auto none = [](const std::string& test) {
    return ", max(@ IS NOT NULL AND NOT coalesce(typeof(@) = 'text' AND " + test + ", 0))";
  };
  std::string sql;
  for (const char* type : {"integer", "real", "text", "blob"})
    sql += std::string(", max(typeof(@) = '") + type + "')";
  sql += ", max(@ IS NOT NULL AND NOT (typeof(@) = 'integer' AND @ IN (0, 1)))";
  sql += none(date + " AND length(@) = 10");
  sql += none(clock_of("@"));
  sql += none(date + " AND (length(@) = 10 OR (substr(@, 11, 1) IN (' ', 'T') AND " +
              clock_of("substr(@, 12)") + "))");
  return replaced(std::move(sql), column);
}

Holds seen(Holds wanted, const Found& found) {
  const int kinds = int{found.integer} + int{found.real} + int{found.text} + int{found.blob};
  if (kinds == 0) return wanted;
  if (wanted == Holds::boolean && !found.no_boolean) return wanted;
  if (wanted == Holds::date && !found.no_date) return wanted;
  if (wanted == Holds::time && !found.no_time) return wanted;
  if (wanted == Holds::date_time && !found.no_date_time) return wanted;
  if (kinds == 1 && found.integer) return wanted == Holds::real ? Holds::real : Holds::integer;
  if (!found.text && !found.blob) return Holds::real;
  if (kinds > 1) return Holds::any;
  return found.text ? Holds::text : Holds::bytes;
}

bool read_columns(engine::Connection& connection, Relation& relation) {
  bool is_view = true;
  auto statement = connection.prepare(
      "SELECT name, type, \"notnull\", hidden, (SELECT type FROM sqlite_schema AS "
      "s WHERE s.name = ?1 COLLATE NOCASE AND s.type IN ('table', 'view')) "
      "FROM pragma_table_xinfo(?1)");
  statement.bind(1, relation.name);
  while (statement.step()) {
    is_view = statement.text(4) == "view";
    if (statement.int64(3) == 1) continue;
    std::string type(statement.text(1));
    const Holds holds = declared(type);
    relation.columns.push_back({.name = std::string(statement.text(0)),
                                .type = {std::move(type)},
                                .nullable = is_view || statement.int64(2) == 0,
                                .holds = holds});
  }
  return is_view;
}

void ask_rows(engine::Connection& connection, Relation& relation, bool is_view) {
  const engine::Dialect& dialect = connection.dialect();
  std::string from = " FROM " + dialect.quote(relation.name);
  if (is_view) from = " FROM (SELECT *" + from + " LIMIT " + std::string(rows_of_a_view) + ')';
  for (std::size_t first = 0; first < relation.columns.size(); first += columns_at_once) {
    const std::size_t end = std::min(first + columns_at_once, relation.columns.size());
    std::string sql = "SELECT count(*)";
    for (std::size_t i = first; i < end; ++i)
      sql += questions(dialect.quote(relation.columns[i].name));
    auto statement = connection.prepare(sql + from);
    if (!statement.step() || statement.int64(0) == 0) return;
    for (std::size_t i = first; i < end; ++i) {
      const auto answer = [&](std::size_t question) {
        return statement.int64(static_cast<int>(1 + (i - first) * asked + question)) != 0;
      };
      RelationColumn& column = relation.columns[i];
      const Holds is = seen(column.holds, {answer(0), answer(1), answer(2), answer(3), answer(4),
                                           answer(5), answer(6), answer(7)});
      column.unlike_type = is != column.holds && column.holds != Holds::any;
      column.holds = is;
    }
  }
}

}  // namespace

Relation sqlite_relation(engine::Connection& connection, std::string_view name) {
  Relation relation{.name = std::string(name)};
  const bool is_view = read_columns(connection, relation);
  try {
    ask_rows(connection, relation, is_view);
  } catch (const engine::DatabaseError&) {
    // The SELECT of a view may fail for reasons of its own, which are nothing against its columns.
    if (!is_view) throw;
  }
  return relation;
}

}  // namespace retort::introspect::detail
