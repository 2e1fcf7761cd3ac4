// Reads an SQLite schema: one statement for sqlite_schema, and one more for the names of shadow
// tables where there are virtual tables.
//
// Everything is taken from the text that SQLite has stored. The PRAGMAs say less (no CHECK, no
// names of constraints, no collations of columns, no conflict clauses, no predicates) and cost a
// statement for each table and index, or a join over table-valued functions that is slower than
// parsing. That the two agree on what both say is shown by tests/introspect, on every table of a
// large corpus.

#include <map>

#include <retort/engine/dialect.h>
#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/introspect/detail/introspector.h>
#include <retort/introspect/sqlite/catalog.h>
#include <retort/introspect/sqlite/declared_names.h>
#include <retort/introspect/sqlite/expected_catalog.h>
#include <retort/introspect/sqlite/table.h>
#include <retort/schema/error.h>
#include <retort/schema/name.h>

namespace retort::introspect::detail {

namespace ddl = engine::sqlite::ddl;
using sqlite::CatalogEntry;

namespace {

// A word of the database that is spelled like a portable one ("int64", "string") would be taken for
// it by the dialect. Those are in lower case, and SQLite does not care: upper case tells them
// apart.
void keep_own_types(const engine::Dialect& dialect, schema::Table& table) {
  for (schema::Column& column : table.columns)
    if (dialect.type_name(column.type) != column.type.text)
      column.type.text = ddl::upper_case(column.type.text);
}

class SchemaReader {
 public:
  explicit SchemaReader(const engine::Dialect& dialect) : dialect_(dialect) {}

  void add(CatalogEntry entry) try {
    if (is_virtual(entry)) {
      add_virtual_table(entry);
    } else if (entry.type == "table") {
      position_.emplace(entry.name, metadata_.tables.size());
      metadata_.tables.push_back(sqlite::read_table(entry.name, std::move(entry.sql)));
      keep_own_types(dialect_, metadata_.tables.back());
    } else if (entry.type == "view") {
      metadata_.views.push_back({.name = std::move(entry.name), .sql = std::move(entry.sql)});
    } else if (entry.type == "trigger") {
      metadata_.triggers.push_back(
          {.name = entry.name, .table = entry.table, .sql = std::move(entry.sql)});
    }
  } catch (const ddl::ParseError& error) {
    refuse(entry, error.what());
  }

  void add_index(CatalogEntry entry) try {
    const auto table = position_.find(entry.table);
    if (table == position_.end()) refuse(entry, "its table " + entry.table + " is missing");
    schema::Table& owner = metadata_.tables[table->second];
    owner.indexes.push_back(sqlite::read_index(owner, entry.name, std::move(entry.sql)));
  } catch (const ddl::ParseError& error) {
    refuse(entry, error.what());
  }

  schema::Metadata finish() {
    sqlite::use_declared_names(metadata_);
    return std::move(metadata_);
  }

 private:
  [[noreturn]] static void refuse(const CatalogEntry& entry, const std::string& problem) {
    throw Error("the schema has a damaged entry: " + entry.type + " " + entry.name +
                " cannot be read: " + problem +
                " (PRAGMA integrity_check tells more; was sqlite_schema edited by hand?)");
  }

  void add_virtual_table(CatalogEntry& entry) {
    const auto parsed = ddl::parse_as<ddl::CreateVirtualTable>(ddl::tokenize(entry.sql));
    metadata_.virtual_tables.push_back({.name = std::move(entry.name),
                                        .module = parsed.module.value,
                                        .sql = std::move(entry.sql)});
  }

  const engine::Dialect& dialect_;
  schema::Metadata metadata_;
  std::map<std::string, std::size_t, schema::NameLess> position_;
};

schema::Metadata read(const engine::Dialect& dialect, std::vector<CatalogEntry> entries) {
  SchemaReader reader(dialect);
  // An index may stand before its table: tables are copied and renamed.
  for (CatalogEntry& entry : entries)
    if (entry.type != "index") reader.add(entry);
  for (CatalogEntry& entry : entries)
    if (entry.type == "index") reader.add_index(std::move(entry));
  return reader.finish();
}

}  // namespace

schema::Metadata sqlite_introspect(engine::Connection& connection,
                                   const std::vector<std::string>* tables) {
  return read(connection.dialect(), tables ? sqlite::read_catalog_of(connection, *tables)
                                           : sqlite::read_catalog(connection));
}

std::optional<schema::Metadata> sqlite_expectation(engine::Connection& scratch,
                                                   std::string_view script,
                                                   engine::Connection* beside) {
  auto entries = sqlite::expected_catalog(scratch, script, beside);
  if (!entries) return std::nullopt;
  return read(scratch.dialect(), std::move(*entries));
}

}  // namespace retort::introspect::detail
