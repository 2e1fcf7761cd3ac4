#include <retort/migrate/sqlite/edit_probe.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/engine/sqlite/ddl/token.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/sqlite/free_name.h>
#include <retort/migrate/sqlite/stored_text.h>
#include <retort/migrate/sqlite/table_text.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;
using schema::same_name;

// No value that anybody would store.
constexpr const char* mark = "x'7265746F72742072656C6965732064656661756C74'";

// ADD COLUMN takes none of these where there are rows.
bool is_computed(const std::string& server_default) {
  const ddl::Tokens tokens = ddl::tokenize(server_default);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool is_name =
        tokens[i].kind == ddl::TokenKind::word || tokens[i].kind == ddl::TokenKind::quoted_word;
    const bool is_call = is_name && tokens[i + 1].is("(");
    if (is_call || schema::folded(tokens[i].text).starts_with("current_")) return true;
  }
  return false;
}

bool is_in_key(const schema::Table& table, const schema::Column& column) {
  const auto has = [&](const std::vector<schema::IndexedColumn>& terms) {
    return std::ranges::any_of(
        terms, [&](const auto& term) { return same_name(term.column, column.name); });
  };
  return (table.primary_key && has(table.primary_key->columns)) ||
         std::ranges::any_of(table.uniques, [&](const auto& u) { return has(u.columns); });
}

bool is_there_from_the_start(const schema::Table& table, const schema::Column& column) {
  if (&column == &table.columns.front() || is_in_key(table, column)) return true;
  if (column.generated) return column.generated->stored;
  if (!column.server_default) return !column.nullable;
  return is_computed(*column.server_default);
}

std::string any_of(const std::vector<std::string>& columns, const std::string& test,
                   const engine::Dialect& dialect) {
  std::string condition;
  for (const std::string& column : columns)
    condition += (condition.empty() ? "" : " OR ") + dialect.quote(column) + test;
  return condition;
}

}  // namespace

// New columns come behind all others.
bool is_in_every_row(const schema::Table& table, const std::string& column) {
  bool found = false;
  for (const schema::Column& other : table.columns) {
    found = found || same_name(other.name, column);
    if (found && is_there_from_the_start(table, other)) return true;
  }
  return false;
}

EditProbe::EditProbe(engine::Connection& connection, const PlanOptions& options)
    : connection_(connection), options_(options) {}

bool EditProbe::may_edit() {
  if (!options_.may_edit_schema) return false;
  if (!may_edit_) {
    connection_.execute("PRAGMA writable_schema = ON");
    may_edit_ = connection_.scalar("PRAGMA writable_schema") == engine::Value{std::int64_t{1}};
    connection_.execute("PRAGMA writable_schema = OFF");
  }
  return *may_edit_;
}

bool EditProbe::relies_on_default(const schema::Metadata& now, const schema::Table& table,
                                  const std::vector<std::string>& columns) {
  std::vector<std::string> unsure;
  std::ranges::copy_if(columns, std::back_inserter(unsure),
                       [&](const std::string& column) { return !is_in_every_row(table, column); });
  if (unsure.empty()) return false;
  return options_.rows != nullptr ? may_read(table, unsure) : reads(now, table, unsure);
}

// With a mark for the default, those rows are the ones that have it. An index has the values from
// before.
bool EditProbe::reads(const schema::Metadata& now, const schema::Table& table,
                      const std::vector<std::string>& columns) {
  const engine::Dialect& dialect = connection_.dialect();
  schema::Table marked = table;
  for (const std::string& column : columns) {
    marked.find_column(column)->server_default = mark;
  }
  const auto text = changed_text(table, marked, table.name, dialect);
  if (!text) return true;
  std::optional<engine::Transaction> transaction;
  if (!connection_.in_transaction()) transaction.emplace(connection_);
  const engine::Savepoint nothing_stays(connection_);
  execute(connection_, {.steps = write_schema({update_of_text(table.name, *text, dialect)},
                                              free_name(now, "_retort_version"),
                                              "look for rows that rely on a DEFAULT", dialect)});
  return connection_
      .scalar("SELECT 1 FROM " + dialect.quote(table.name) + " NOT INDEXED WHERE " +
              any_of(columns, std::string(" IS ") + mark, dialect) + " LIMIT 1")
      .has_value();
}

// Who may only read finds more: also the rows that were given the default's value.
bool EditProbe::may_read(const schema::Table& table, const std::vector<std::string>& columns) {
  const engine::Dialect& dialect = connection_.dialect();
  std::string condition;
  for (const std::string& name : columns)
    condition += (condition.empty() ? "" : " OR ") + dialect.quote(name) + " IS (" +
                 table.find_column(name)->server_default.value_or("NULL") + ')';
  try {
    return options_.rows
        ->scalar("SELECT 1 FROM " + dialect.quote(table.name) + " WHERE " + condition + " LIMIT 1")
        .has_value();
  } catch (const engine::DatabaseError&) {
    // What an earlier revision is still to make.
    return true;
  }
}

std::vector<schema::Index> EditProbe::complete(const std::string& table,
                                               std::vector<schema::Index> indexes) {
  if (indexes.empty()) return indexes;
  engine::Connection& rows = options_.rows != nullptr ? *options_.rows : connection_;
  const engine::Dialect& dialect = rows.dialect();
  const auto count = [&](const char* what, const std::string& way) -> std::optional<engine::Value> {
    try {
      return rows.scalar(std::string("SELECT ") + what + " FROM " + dialect.quote(table) + ' ' +
                         way);
    } catch (const engine::DatabaseError&) {
      // Damaged; or what an earlier revision is still to make, and then the run decides.
      return std::nullopt;
    }
  };
  const auto all = count("count(*)", "NOT INDEXED");
  std::erase_if(indexes, [&](const schema::Index& index) {
    // SQLite takes the smallest index for count(*), whichever one the query names.
    return count("count(1)", "INDEXED BY " + dialect.quote(index.name)) != all;
  });
  return indexes;
}

}  // namespace retort::migrate::sqlite
