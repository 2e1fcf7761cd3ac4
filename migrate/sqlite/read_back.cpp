#include <retort/migrate/sqlite/read_back.h>

#include <retort/engine/dialect.h>
#include <retort/introspect/introspect.h>
#include <retort/introspect/sqlite/table.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/error.h>

namespace retort::migrate::sqlite {

namespace {

// As SQLite would say it, where a person's script says it in other words: `lower('X')` is the default
// `(lower('X'))`.
schema::Metadata in_sqlites_words(const schema::Table& wanted, const engine::Dialect& dialect) {
  schema::Table table = introspect::sqlite::read_table(wanted.name, dialect.create_table(wanted));
  for (const schema::Index& index : wanted.indexes)
    table.indexes.push_back(introspect::sqlite::read_index(
        table, index.name,
        index.sql.empty() ? dialect.create_index(wanted.name, index) : index.sql));
  schema::Metadata metadata;
  metadata.tables.push_back(std::move(table));
  return metadata;
}

}  // namespace

void ReadBack::verify(engine::Connection& connection) {
  if (tables_.empty()) return;
  std::vector<std::string> names;
  for (const schema::Table& wanted : tables_) names.push_back(wanted.name);
  const schema::Metadata now = introspect::introspect(connection, names);
  for (const schema::Table& wanted : tables_) {
    const schema::Table* is = now.find_table(wanted.name);
    if (is == nullptr)
      throw MigrateError("table " + wanted.name + " is not there after the change; all is undone");
    schema::Metadata have, want;
    have.tables.push_back(*is);
    want.tables.push_back(wanted);
    const auto missing = diff(have, want);
    if (!missing.empty() && !diff(have, in_sqlites_words(wanted, connection.dialect())).empty())
      throw MigrateError("table " + wanted.name +
                         " is not what the change should make of it: what is missing is to " +
                         describe(missing.front()) + "; all is undone");
  }
  tables_.clear();
}

}  // namespace retort::migrate::sqlite
