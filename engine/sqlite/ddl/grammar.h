// The rules of the grammar that more than one file needs. Each reads what it is named after from
// the cursor and throws ParseError where something else stands there; the optional ones say so.

#pragma once

#include <optional>
#include <vector>

#include <retort/engine/sqlite/ddl/ast.h>
#include <retort/engine/sqlite/ddl/cursor.h>

namespace retort::engine::sqlite::ddl {

/// CONSTRAINT name, or nothing.
Name constraint_name(Cursor& cursor);

/// ON CONFLICT ..., or nothing.
ConflictClause conflict_clause(Cursor& cursor);

/// term, term, ...
std::vector<IndexedTerm> indexed_terms(Cursor& cursor);

References references(Cursor& cursor);

/// [NOT] DEFERRABLE ..., or nothing.
std::optional<Deferral> deferral(Cursor& cursor);

/// The type of a column, or nothing.
TokenRange type_name(Cursor& cursor);

ColumnDefinition column_definition(Cursor& cursor);

TableConstraint table_constraint(Cursor& cursor);

/// Whether what comes next is a constraint of a table and no column.
bool at_table_constraint(const Cursor& cursor);

/// IF NOT EXISTS, or nothing.
bool if_not_exists(Cursor& cursor);

// The statements, from the word behind CREATE on.

CreateTable create_table(Cursor& cursor);
CreateIndex create_index(Cursor& cursor);
CreateView create_view(Cursor& cursor);
CreateTrigger create_trigger(Cursor& cursor);
CreateVirtualTable create_virtual_table(Cursor& cursor);

}  // namespace retort::engine::sqlite::ddl
