// CREATE INDEX.

#include <retort/engine/sqlite/ddl/grammar.h>

namespace retort::engine::sqlite::ddl {

CreateIndex create_index(Cursor& cursor) {
  CreateIndex index;
  index.unique = cursor.accept("UNIQUE");
  cursor.expect("INDEX");
  index.if_not_exists = if_not_exists(cursor);
  index.name = cursor.object_name("an index");
  cursor.expect("ON");
  index.table = cursor.name("a table");
  cursor.expect("(");
  index.terms = indexed_terms(cursor);
  cursor.expect(")");
  if (cursor.accept("WHERE")) {
    index.where = cursor.until_end();
    if (index.where.empty()) cursor.fail("an expression");
  }
  return index;
}

}  // namespace retort::engine::sqlite::ddl
