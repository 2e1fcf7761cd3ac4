// CREATE TABLE: the body, the constraints at its end, and the options behind it.

#include <retort/engine/sqlite/ddl/grammar.h>
#include <retort/schema/name.h>

namespace retort::engine::sqlite::ddl {

namespace {

TablePrimaryKey primary_key(Cursor& cursor) {
  TablePrimaryKey result;
  cursor.expect("(");
  result.terms = indexed_terms(cursor);
  result.autoincrement = cursor.accept("AUTOINCREMENT");
  cursor.expect(")");
  result.on_conflict = conflict_clause(cursor);
  return result;
}

TableUnique unique(Cursor& cursor) {
  TableUnique result;
  cursor.expect("(");
  result.terms = indexed_terms(cursor);
  cursor.expect(")");
  result.on_conflict = conflict_clause(cursor);
  return result;
}

Check check(Cursor& cursor) {
  const Check result{cursor.parenthesised()};
  conflict_clause(cursor);  // SQLite takes it and does nothing with it
  return result;
}

TableForeignKey foreign_key(Cursor& cursor) {
  TableForeignKey result;
  result.columns = cursor.names("a column");
  result.references = references(cursor);
  result.deferral = deferral(cursor);
  return result;
}

void option(Cursor& cursor, CreateTable& table) {
  const bool without = cursor.accept("WITHOUT");
  const std::string_view word = cursor.peek().text;
  if (without && schema::same_name(word, "ROWID")) {
    table.without_rowid = true;
  } else if (!without && schema::same_name(word, "STRICT")) {
    table.strict = true;
  } else {
    cursor.fail(without ? "ROWID" : "STRICT or WITHOUT ROWID");
  }
  cursor.advance();
}

void options(Cursor& cursor, CreateTable& table) {
  const std::size_t first = cursor.position();
  if (cursor.at_end() || cursor.at(";")) return;
  cursor.accept(",");  // SQLite takes one before the first option too
  do option(cursor, table);
  while (cursor.accept(","));
  table.options = cursor.since(first);
}

void body(Cursor& cursor, CreateTable& table) {
  const std::size_t first = cursor.position();
  cursor.expect("(");
  bool more = true;
  for (; more; more = cursor.accept(",")) {
    if (!table.columns.empty() && at_table_constraint(cursor)) break;
    table.columns.push_back(column_definition(cursor));
  }
  // Between constraints the comma may be left out.
  for (; more; more = cursor.accept(",") || at_table_constraint(cursor))
    table.constraints.push_back(table_constraint(cursor));
  cursor.expect(")");
  table.body = cursor.since(first);
}

}  // namespace

bool at_table_constraint(const Cursor& cursor) {
  return cursor.at("CONSTRAINT") || cursor.at("PRIMARY") || cursor.at("UNIQUE") ||
         cursor.at("CHECK") || cursor.at("FOREIGN");
}

TableConstraint table_constraint(Cursor& cursor) {
  const std::size_t first = cursor.position();
  TableConstraint result{.range = {}, .name = constraint_name(cursor), .clause = {}};
  if (cursor.accept({"PRIMARY", "KEY"})) {
    result.clause = primary_key(cursor);
  } else if (cursor.accept("UNIQUE")) {
    result.clause = unique(cursor);
  } else if (cursor.accept("CHECK")) {
    result.clause = check(cursor);
  } else if (cursor.accept({"FOREIGN", "KEY"})) {
    result.clause = foreign_key(cursor);
  } else if (result.name.empty()) {
    cursor.fail("a constraint");
  }
  result.range = cursor.since(first);
  return result;
}

CreateTable create_table(Cursor& cursor) {
  CreateTable table;
  table.temporary = cursor.accept("TEMP") || cursor.accept("TEMPORARY");
  cursor.expect("TABLE");
  table.if_not_exists = if_not_exists(cursor);
  table.name = cursor.object_name("a table");
  if (cursor.accept("AS")) {
    table.select = cursor.until_end();
  } else {
    body(cursor, table);
    options(cursor, table);
  }
  return table;
}

}  // namespace retort::engine::sqlite::ddl
