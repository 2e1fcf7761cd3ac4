// SQL of other tools, made fit for a revision of a SQLite database.

#include <gtest/gtest.h>

#include <string>

#include <retort/engine/engine.h>
#include <retort/migrate/detail/adopt.h>
#include <retort/migrate/error.h>

#include "migrate/scripts_for_tests.h"
#include "migrate/trial.h"

namespace retort::migrate {
namespace {

detail::Adopted adopted(std::string_view sql, bool transaction = true) {
  return detail::adopt(engine::Engine("sqlite://").dialect(), sql, transaction);
}

TEST(Adopt, OrdinarySqlStaysAsItIs) {
  const std::string sql =
      "-- a table\nCREATE TABLE a (x); -- done\n\nINSERT INTO a VALUES (';');\n";
  EXPECT_EQ(adopted(sql).execute, (Execute{sql}));
  EXPECT_TRUE(adopted(sql).notices.empty());
}

TEST(Adopt, ATransactionAroundItGoes) {
  const detail::Adopted result = adopted(
      "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE a (x);\nCOMMIT;\n"
      "PRAGMA foreign_keys=ON;\n");
  EXPECT_EQ(result.execute, (Execute{"CREATE TABLE a (x);\n", true, false}));
  EXPECT_EQ(result.notices.size(), 2u);
}

TEST(Adopt, ATransactionOfItsOwnIsOneWhereTheToolHasNone) {
  EXPECT_EQ(adopted("BEGIN; CREATE TABLE a (x); END;", false).execute,
            (Execute{" CREATE TABLE a (x); "}));
  EXPECT_EQ(adopted("CREATE TABLE a (x);", false).execute, (Execute{"CREATE TABLE a (x);", false}));
}

TEST(Adopt, ADroppedTableTakesNothingAlong) {
  EXPECT_FALSE(adopted("DROP TABLE a;").execute.foreign_keys);
  EXPECT_TRUE(adopted("DROP INDEX a;").execute.foreign_keys);
  EXPECT_TRUE(adopted("PRAGMA foreign_keys = 1; CREATE TABLE a (x)").execute.foreign_keys);
}

TEST(Adopt, TheBodyOfATriggerIsNoTransaction) {
  const std::string sql =
      "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\nEND;\nCREATE TABLE c (x);";
  EXPECT_EQ(adopted(sql).execute, (Execute{sql}));
}

TEST(Adopt, WhatCannotBeInATransactionIsOutside) {
  for (const std::string sql :
       {"VACUUM;", "PRAGMA journal_mode = WAL;", "SAVEPOINT s; RELEASE s;", "BEGIN; ROLLBACK;"}) {
    const detail::Adopted result = adopted(sql);
    EXPECT_EQ(result.execute, (Execute{sql, false}));
    ASSERT_EQ(result.notices.size(), 1u) << sql;
    EXPECT_NE(result.notices[0].find("outside of a transaction"), std::string::npos);
  }
}

// Foreign keys are on in a revision; with `foreign_keys = false` no action of theirs runs.
TEST(ForeignKeysOff, AReplacedTableKeepsTheRowsThatReferToIt) {
  const std::string schema =
      "CREATE TABLE a (id INTEGER PRIMARY KEY);"
      "CREATE TABLE b (a REFERENCES a ON DELETE CASCADE);"
      "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);";
  const std::string replace =
      "CREATE TABLE n (id INTEGER PRIMARY KEY, x); INSERT INTO n SELECT id, 0 FROM a;"
      "DROP TABLE a; ALTER TABLE n RENAME TO a;";
  Trial with(schema);
  with.connection.execute("PRAGMA foreign_keys = ON");
  with.run({Execute{replace}});
  EXPECT_EQ(with.rows("SELECT * FROM b"), "");

  Trial without(schema);
  without.connection.execute("PRAGMA foreign_keys = ON");
  without.run({Execute{replace, true, false}});
  EXPECT_EQ(without.rows("SELECT * FROM b"), "(1)");
  EXPECT_EQ(without.rows("PRAGMA foreign_keys"), "(1)");
}

TEST(ForeignKeysOff, RowsThatReferToNothingStopIt) {
  Trial trial(
      "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a);"
      "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);");
  trial.connection.execute("PRAGMA foreign_keys = ON");
  EXPECT_THROW(trial.run({Execute{"DELETE FROM a", true, false}}), DecisionNeeded);
  EXPECT_EQ(trial.rows("SELECT * FROM a"), "(1)");
}

TEST(ForeignKeysOff, IsWrittenAndReadBack) {
  for (const std::string name : {"s.sql", "s.toml"}) {
    Script script = testing::sql_script("aaaa", {}, "DROP TABLE a");
    script.upgrade = {Execute{"DROP TABLE a;", true, false}};
    script.path = name;
    const Script read = parse_script(write_script(script), name);
    EXPECT_EQ(read.upgrade, script.upgrade) << name;
  }
}

TEST(ForeignKeysOff, OutsideOfATransactionItSaysNothing) {
  EXPECT_THROW(parse_script("revision = \"a\"\n[[upgrade]]\nop = \"execute\"\nsql = \"VACUUM\"\n"
                            "transaction = false\nforeign_keys = false\n",
                            "s.toml"),
               MigrateError);
}

}  // namespace
}  // namespace retort::migrate
