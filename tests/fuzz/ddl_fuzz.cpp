// DDL of any content: the parser does not crash, gives every text back, and takes what SQLite takes. (What
// SQLite does not take is tried in tests/engine/ddl_random_test.cpp, where no byte is cut in two.)

#include <cstdlib>
#include <iostream>

#include <retort/engine/sqlite/ddl/split.h>

#include "engine/ddl_sqlite.h"
#include "fuzz/fuzz.h"
#include "migrate/random_schema.h"

namespace retort::fuzz {

namespace ddl = engine::sqlite::ddl;

void fuzz_one(std::string_view data) {
  static const ddl::Judge judge("CREATE TABLE t (a, b, c); CREATE VIEW v AS SELECT a FROM t");
  const std::string sql(data.substr(0, data.find('\0')));
  ddl::split_statements(sql);
  const ddl::Tokens tokens = ddl::tokenize(sql);
  const bool given_back = ddl::print(tokens) == sql;
  const std::string refusal = ddl::complaint(sql);
  if (given_back && (refusal.empty() || !tokens[0].is("CREATE") || !judge.accepts(sql))) return;
  std::cerr << (given_back ? "SQLite takes it, the parser says: " + refusal : "not given back")
            << '\n'
            << sql << '\n';
  std::abort();
}

std::vector<std::string> corpus() {
  std::vector<std::string> statements = {
      "CREATE TABLE x (a INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT FAIL AUTOINCREMENT, b "
      "varchar(10) NOT NULL DEFAULT (1 + 2) COLLATE nocase, CONSTRAINT y UNIQUE (a DESC))",
      "CREATE TEMP TABLE IF NOT EXISTS x (a DEFAULT -5 NULL REFERENCES t ON DELETE SET NULL MATCH "
      "FULL "
      "NOT DEFERRABLE INITIALLY DEFERRED, CHECK (a > 0)) STRICT, WITHOUT ROWID",
      "CREATE UNIQUE INDEX main.i ON t (a COLLATE nocase DESC, lower(b)) WHERE a IS NOT NULL",
      "CREATE TRIGGER x INSTEAD OF UPDATE OF a ON v FOR EACH ROW WHEN new.a BEGIN SELECT 1; END",
      "CREATE VIEW w (x, [y]) AS SELECT a, b FROM t -- the end",
      "CREATE VIRTUAL TABLE f USING fts5(a, `b c`, content = '')"};
  for (unsigned seed = 1; seed < 20; ++seed)
    for (const migrate::RandomObject& object : migrate::RandomSchema(seed).database().objects)
      statements.push_back(object.sql());
  return statements;
}

}  // namespace retort::fuzz
