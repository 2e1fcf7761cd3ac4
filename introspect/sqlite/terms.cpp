#include <retort/introspect/sqlite/terms.h>

#include <retort/engine/sqlite/ddl/canonical.h>
#include <retort/engine/sqlite/ddl/expression.h>
#include <retort/schema/name.h>

namespace retort::introspect::sqlite {

namespace ddl = engine::sqlite::ddl;

namespace {

bool names_rowid(std::string_view name) {
  return schema::same_name(name, "rowid") || schema::same_name(name, "oid") ||
         schema::same_name(name, "_rowid_");
}

schema::IndexedColumn indexed_column(const schema::Table& table, const ddl::Tokens& tokens,
                                     const ddl::IndexedTerm& term) {
  // A name in quotes that is no column is a string to SQLite, and so an expression.
  const schema::Column* column =
      term.column.empty() ? nullptr : table.find_column(term.column.value);
  schema::IndexedColumn result =
      column != nullptr
          ? term_of(*column)
          : schema::IndexedColumn{.expression = expression_text(table, tokens, term.expression)};
  result.collation = ddl::canonical_collation(term.collation.value);
  result.descending = term.descending;
  return result;
}

}  // namespace

schema::IndexedColumn term_of(const schema::Column& column) {
  if (column.name.empty()) return {.expression = "\"\""};
  return {.column = column.name};
}

std::string declared_name(const schema::Table& table, std::string_view column) {
  const schema::Column* declared = table.find_column(column);
  return declared == nullptr ? std::string(column) : declared->name;
}

std::string expression_text(const schema::Table& table, const ddl::Tokens& tokens,
                            ddl::TokenRange expression) {
  const auto is_column = [&](std::string_view name) {
    return table.find_column(name) != nullptr ||
           (!table.options.without_rowid && names_rowid(name));
  };
  return ddl::canonical_expression(tokens, ddl::without_parentheses(tokens, expression), is_column);
}

std::vector<schema::IndexedColumn> indexed_columns(const schema::Table& table,
                                                   const ddl::Tokens& tokens,
                                                   const std::vector<ddl::IndexedTerm>& terms) {
  std::vector<schema::IndexedColumn> result;
  result.reserve(terms.size());
  for (const ddl::IndexedTerm& term : terms) result.push_back(indexed_column(table, tokens, term));
  return result;
}

}  // namespace retort::introspect::sqlite
