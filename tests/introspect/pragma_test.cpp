// The PRAGMAs agree with what is read from the text, where the two may be suspected not to.

#include <gtest/gtest.h>

#include "introspect/database.h"
#include "introspect/pragmas.h"

namespace retort {
namespace {

class IntrospectPragma : public testing::TestWithParam<const char*> {};

TEST_P(IntrospectPragma, Agrees) {
  engine::Connection connection = empty_database();
  connection.execute_script(GetParam());
  const schema::Metadata metadata = introspect::introspect(connection);
  ASSERT_FALSE(metadata.tables.empty());
  for (const schema::Table& table : metadata.tables) pragmas::expect_agreement(connection, table);
}

INSTANTIATE_TEST_SUITE_P(
    Tables, IntrospectPragma,
    testing::Values(
        "CREATE TABLE t (a 'my type', b [x] \"y\", c int(5), d decimal( 10 , -2 ), e generated)",
        "CREATE TABLE t (a int generated always, b INT GENERATED ALWAYS AS (a), c AS (a) STORED)",
        "CREATE TABLE t (a DEFAULT 'x', b DEFAULT \"x\", c DEFAULT x, d DEFAULT - 5, e DEFAULT "
        "(1+1),"
        " f DEFAULT ((7)), g DEFAULT NULL, h DEFAULT TRUE, i DEFAULT +3, j DEFAULT (date('now')))",
        "CREATE TABLE t (a NOT NULL NULL, b NULL NOT NULL, c CHECK (c IS NOT NULL))",
        "CREATE TABLE t (a, b, c, PRIMARY KEY (c DESC, a), UNIQUE (b COLLATE nocase DESC, a))",
        "CREATE TABLE t (a TEXT COLLATE nocase PRIMARY KEY DESC UNIQUE, b UNIQUE UNIQUE, UNIQUE "
        "(b))",
        "CREATE TABLE t (a INTEGER PRIMARY KEY DESC, b)",
        "CREATE TABLE t (a INT, PRIMARY KEY (a DESC))",
        "CREATE TABLE t (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID",
        "CREATE TABLE t (a INTEGER, PRIMARY KEY (a DESC)) WITHOUT ROWID",
        "CREATE TABLE p (X PRIMARY KEY); CREATE TABLE t (a REFERENCES p, b REFERENCES P (x) ON "
        "UPDATE"
        " RESTRICT, c, FOREIGN KEY (C, b) REFERENCES q (d, e) ON DELETE SET NULL ON DELETE "
        "CASCADE)",
        "CREATE TABLE t (a COLLATE rtrim, b, desc); CREATE INDEX i ON t (A, b DESC, desc DESC);"
        "CREATE UNIQUE INDEX j ON t (a || b, (b), \"a\" COLLATE binary, 'b', -a) WHERE (b) > 0;"
        "CREATE INDEX k ON t (\"no column\")",
        "CREATE TABLE t (a); ALTER TABLE t ADD COLUMN b int64 DEFAULT 0 NOT NULL; ALTER TABLE t"
        " RENAME COLUMN a TO [x y]; CREATE INDEX i ON t ([x y]); ALTER TABLE t RENAME TO \"u v\""));

}  // namespace
}  // namespace retort
