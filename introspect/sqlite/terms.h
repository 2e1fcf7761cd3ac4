// What tables and indexes share: the columns that SQLite sees in an expression, and indexed terms.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/sqlite/ddl/ast.h>
#include <retort/schema/table.h>

namespace retort::introspect::sqlite {

/// An expression of the table in its canonical spelling.
std::string expression_text(const schema::Table& table, const engine::sqlite::ddl::Tokens& tokens,
                            engine::sqlite::ddl::TokenRange expression);

/// The terms of an index, a PRIMARY KEY or a UNIQUE constraint of the table.
std::vector<schema::IndexedColumn> indexed_columns(
    const schema::Table& table, const engine::sqlite::ddl::Tokens& tokens,
    const std::vector<engine::sqlite::ddl::IndexedTerm>& terms);

/// A column as a term. One whose name is empty is an expression, since a term without a column's name
/// is taken for one.
schema::IndexedColumn term_of(const schema::Column& column);

/// The column's name as the table spells it, or as it is given where the table has none.
std::string declared_name(const schema::Table& table, std::string_view column);

}  // namespace retort::introspect::sqlite
