#include <retort/introspect/sqlite/table.h>

#include <utility>

#include <retort/engine/sqlite/ddl/canonical.h>
#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/introspect/sqlite/terms.h>
#include <retort/schema/name.h>

namespace retort::introspect::sqlite {

namespace ddl = engine::sqlite::ddl;

namespace {

class TableReader {
 public:
  explicit TableReader(const ddl::Tokens& tokens)
      : tokens_(tokens), parsed_(ddl::parse_as<ddl::CreateTable>(tokens)) {}

  schema::Table read() {
    table_.options = {.strict = parsed_.strict, .without_rowid = parsed_.without_rowid};
    // All columns first: constraints spell their names, expressions depend on which there are.
    for (const ddl::ColumnDefinition& column : parsed_.columns)
      table_.columns.push_back({.name = column.name.value, .type = {type_of(column)}});
    for (std::size_t i = 0; i < parsed_.columns.size(); ++i)
      for (const ddl::ColumnConstraint& constraint : parsed_.columns[i].constraints)
        std::visit([&](const auto& clause) { add(table_.columns[i], constraint.name, clause); },
                   constraint.clause);
    for (const ddl::TableConstraint& constraint : parsed_.constraints)
      std::visit([&](const auto& clause) { add(constraint.name, clause); }, constraint.clause);
    return std::move(table_);
  }

 private:
  std::string type_of(const ddl::ColumnDefinition& column) const {
    return ddl::canonical_type(tokens_, column.type);
  }

  // The constraints of a column.

  void add(const schema::Column&, const ddl::Name&, const ddl::LoneName&) {}
  void add(const schema::Column&, const ddl::Name&, const ddl::Nullable&) {}

  void add(schema::Column& column, const ddl::Name&, const ddl::NotNull& clause) {
    column.nullable = false;
    column.not_null_conflict = clause.on_conflict.resolution;
  }

  void add(schema::Column& column, const ddl::Name&, const ddl::Default& clause) {
    const std::string text = ddl::canonical_default(tokens_, clause.value);
    // DEFAULT NULL is what there is without it.
    column.server_default = text == "NULL" ? std::nullopt : std::optional(text);
  }

  void add(schema::Column& column, const ddl::Name&, const ddl::Collate& clause) {
    const std::string collation = ddl::canonical_collation(clause.collation.value);
    column.collation = collation == "BINARY" ? "" : collation;
  }

  void add(schema::Column& column, const ddl::Name&, const ddl::Generated& clause) {
    column.generated = {.expression = expression_text(table_, tokens_, clause.expression),
                        .stored = clause.stored};
  }

  void add(const schema::Column& column, const ddl::Name& name,
           const ddl::ColumnPrimaryKey& clause) {
    table_.primary_key = {.name = name.value,
                          .columns = {term_of(column)},
                          .autoincrement = clause.autoincrement,
                          .conflict = clause.on_conflict.resolution};
    table_.primary_key->columns[0].descending = clause.descending;
  }

  void add(const schema::Column& column, const ddl::Name& name, const ddl::ColumnUnique& clause) {
    table_.uniques.push_back({.name = name.value,
                              .columns = {term_of(column)},
                              .conflict = clause.on_conflict.resolution});
  }

  void add(const schema::Column&, const ddl::Name& name, const ddl::Check& clause) {
    add(name, clause);
  }

  void add(const schema::Column& column, const ddl::Name& name, const ddl::References& clause) {
    add_foreign_key(name, {column.name}, clause);
  }

  void add(const schema::Column&, const ddl::Name&, const ddl::Deferral& clause) { defer(clause); }

  // The constraints of the table.

  void add(const ddl::Name&, const ddl::LoneName&) {}

  void add(const ddl::Name& name, const ddl::TablePrimaryKey& clause) {
    schema::PrimaryKey key{.name = name.value,
                           .columns = indexed_columns(table_, tokens_, clause.terms),
                           .autoincrement = clause.autoincrement,
                           .conflict = clause.on_conflict.resolution};
    // Such a key is the rowid itself, whose order and comparison nothing can change.
    if (is_rowid_alias(key)) key.columns = {term_of(*table_.find_column(key.columns[0].column))};
    table_.primary_key = std::move(key);
  }

  void add(const ddl::Name& name, const ddl::TableUnique& clause) {
    table_.uniques.push_back({.name = name.value,
                              .columns = indexed_columns(table_, tokens_, clause.terms),
                              .conflict = clause.on_conflict.resolution});
  }

  void add(const ddl::Name& name, const ddl::Check& clause) {
    table_.checks.push_back(
        {.name = name.value, .expression = expression_text(table_, tokens_, clause.expression)});
  }

  void add(const ddl::Name& name, const ddl::TableForeignKey& clause) {
    std::vector<std::string> columns;
    for (const ddl::Name& column : clause.columns)
      columns.push_back(declared_name(table_, column.value));
    add_foreign_key(name, std::move(columns), clause.references);
    if (clause.deferral) defer(*clause.deferral);
  }

  void add_foreign_key(const ddl::Name& name, std::vector<std::string> columns,
                       const ddl::References& references) {
    schema::ForeignKey key{.name = name.value,
                           .columns = std::move(columns),
                           .referred_table = references.table.value,
                           .referred_columns = {},
                           .on_delete = references.on_delete.action,
                           .on_update = references.on_update.action,
                           .match = ddl::upper_case(references.match.value)};
    for (const ddl::Name& column : references.columns) key.referred_columns.push_back(column.value);
    table_.foreign_keys.push_back(std::move(key));
  }

  void defer(const ddl::Deferral& deferral) {
    if (table_.foreign_keys.empty()) return;
    table_.foreign_keys.back().deferrable = deferral.deferrable;
    table_.foreign_keys.back().initially_deferred = deferral.initially_deferred;
  }

  bool is_rowid_alias(const schema::PrimaryKey& key) const {
    if (table_.options.without_rowid || key.columns.size() != 1) return false;
    const schema::Column* column = table_.find_column(key.columns[0].column);
    return column != nullptr && schema::same_name(column->type.text, "INTEGER");
  }

  const ddl::Tokens& tokens_;
  ddl::CreateTable parsed_;
  schema::Table table_;
};

}  // namespace

schema::Table read_table(std::string name, std::string sql) {
  schema::Table table = TableReader(ddl::tokenize(sql)).read();
  table.name = std::move(name);
  table.sql = std::move(sql);
  return table;
}

}  // namespace retort::introspect::sqlite
