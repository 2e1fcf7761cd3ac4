// The planner for SQLite: changes that leave the rows on disk as they are.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/migrate/error.h>

#include "../engine/temporary_folder.h"
#include "trial.h"

namespace retort::migrate {
namespace {

bool copies_rows(const Plan& plan) {
  return statements(plan).find("INSERT OR ABORT") != std::string::npos;
}

bool edits_schema(const Plan& plan) {
  return statements(plan).find("UPDATE sqlite_schema") != std::string::npos;
}

std::string reasons(const Plan& plan) {
  std::string text;
  for (const Step& step : plan.steps) text += step.reason + '\n';
  return text;
}

constexpr const char* around =
    "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2); "
    "CREATE TABLE c (t REFERENCES t ON DELETE CASCADE); ";

struct Change {
  const char* name;
  const char* before;
  const char* after;
  /// What is refused afterwards, if anything, and what is not.
  const char* refused;
  const char* accepted;
};

[[maybe_unused]] void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class InPlace : public testing::TestWithParam<Change> {};

TEST_P(InPlace, CopiesNoRow) {
  const Change& change = GetParam();
  const std::string rows =
      "; INSERT INTO t (id, a, b, p) VALUES (1, 5, 'x', 1), (7, 6, 'y', NULL); "
      "INSERT INTO c VALUES (1), (7)";
  Trial trial(std::string(around) + change.before + rows);
  const std::string before = trial.rows("SELECT rowid, * FROM t");
  const std::vector<Operation> operations =
      diff(trial.schema(), schema_of(std::string(around) + change.after));
  ASSERT_FALSE(operations.empty());

  const Plan plan = trial.plan(operations);
  EXPECT_TRUE(edits_schema(plan)) << reasons(plan);
  EXPECT_FALSE(copies_rows(plan)) << reasons(plan);
  EXPECT_FALSE(plan.suspend_foreign_keys) << "nothing is dropped";

  EXPECT_EQ(described(trial.change_to(std::string(around) + change.after)), "");
  EXPECT_EQ(trial.rows("SELECT rowid, * FROM t"), before);
  EXPECT_EQ(trial.rows("SELECT count(*) FROM c"), "(2)");
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
  EXPECT_EQ(trial.rows("PRAGMA writable_schema"), "(0)");
  if (*change.refused) {
    EXPECT_THROW(trial.connection.execute(change.refused), engine::DatabaseError);
  }
  EXPECT_NO_THROW(trial.connection.execute(change.accepted));

  EXPECT_EQ(described(trial.change_to(std::string(around) + change.before)), "") << "and back";
}

constexpr const char* plain =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b VARCHAR(10) DEFAULT 'x', p INT, k UNIQUE)";

INSTANTIATE_TEST_SUITE_P(
    Schema, InPlace,
    testing::Values(
        Change{"NotNull", plain,
               "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT NOT NULL, b VARCHAR(10) DEFAULT 'x', "
               "p INT, k UNIQUE)",
               "INSERT INTO t (id) VALUES (9)", "INSERT INTO t (id, a) VALUES (9, 1)"},
        Change{"Default", plain,
               "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT DEFAULT (abs(-3)), b VARCHAR(10), p "
               "INT, k UNIQUE)",
               "", "INSERT INTO t (id) VALUES (9)"},
        Change{"LengthOfAType", plain,
               "CREATE TABLE t (id INTEGER PRIMARY KEY, a BIGINT, b VARCHAR(99) DEFAULT 'x', p "
               "INT, k UNIQUE)",
               "", "INSERT INTO t (id) VALUES (9)"},
        Change{"Check", plain,
               "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b VARCHAR(10) DEFAULT 'x', p INT, k "
               "UNIQUE, CONSTRAINT positive CHECK (t.a > 0))",
               "INSERT INTO t (id, a) VALUES (9, -1)", "INSERT INTO t (id, a) VALUES (9, 1)"},
        Change{"ForeignKey", plain,
               "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b VARCHAR(10) DEFAULT 'x', p INT, k "
               "UNIQUE, FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)",
               "INSERT INTO t (id, p) VALUES (9, 99)", "DELETE FROM p"},
        Change{
            "NameOfAKey",
            "CREATE TABLE t (id INTEGER CONSTRAINT pk PRIMARY KEY, a INT, b VARCHAR(10), p INT, "
            "CONSTRAINT u UNIQUE (a, b), CONSTRAINT v UNIQUE (p))",
            "CREATE TABLE t (id INTEGER CONSTRAINT t_pk PRIMARY KEY, a INT, b VARCHAR(10), p INT, "
            "CONSTRAINT t_u UNIQUE (a, b), CONSTRAINT v UNIQUE (p))",
            "INSERT INTO t (id, a, b) VALUES (9, 5, 'x')", "INSERT INTO t (id) VALUES (9)"},
        Change{
            "Collation", plain,
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b VARCHAR(10) COLLATE NOCASE DEFAULT "
            "'x', p INT, k UNIQUE)",
            "", "DELETE FROM t WHERE b = 'X'"},
        Change{"AnIndexBesideIt", plain,
               "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT NOT NULL, b VARCHAR(10) DEFAULT 'x', "
               "p INT, k UNIQUE); CREATE UNIQUE INDEX i ON t (a, b)",
               "INSERT INTO t (id, a) VALUES (9, 5)", "INSERT INTO t (id, a) VALUES (9, 8)"}),
    [](const auto& info) { return info.param.name; });

TEST(SchemaEdit, TakesNewColumnsAlong) {
  Trial trial("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
  const char* after =
      "CREATE TABLE t (a INT NOT NULL, b TEXT NOT NULL DEFAULT 'new', c AS (a + 1))";
  EXPECT_FALSE(copies_rows(trial.plan(diff(trial.schema(), schema_of(after)))));
  EXPECT_EQ(described(trial.change_to(after)), "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'new', 2)");
}

struct Rebuilt {
  const char* before;
  const char* after;
  const char* why;
};

[[maybe_unused]] void PrintTo(const Rebuilt& rebuilt, std::ostream* out) {
  *out << rebuilt.before << " -> " << rebuilt.after;
}

class NotInPlace : public testing::TestWithParam<Rebuilt> {};

TEST_P(NotInPlace, SaysWhy) {
  Trial trial(GetParam().before);
  const Plan plan = trial.plan(diff(trial.schema(), schema_of(GetParam().after)));
  EXPECT_TRUE(copies_rows(plan)) << statements(plan);
  EXPECT_NE(reasons(plan).find(std::string("(") + GetParam().why + ")"), std::string::npos)
      << reasons(plan);
  EXPECT_EQ(described(trial.change_to(GetParam().after)), "");
}

INSTANTIATE_TEST_SUITE_P(
    Schema, NotInPlace,
    testing::Values(
        Rebuilt{"CREATE TABLE t (a INT, b)", "CREATE TABLE t (a TEXT, b)",
                "values of a are stored in another way as TEXT"},
        Rebuilt{"CREATE TABLE t (a INT PRIMARY KEY, b)",
                "CREATE TABLE t (a INTEGER PRIMARY KEY, b)", "a key of it changes"},
        Rebuilt{"CREATE TABLE t (a UNIQUE, b)", "CREATE TABLE t (a, b)", "a key of it changes"},
        Rebuilt{"CREATE TABLE t (a UNIQUE, b UNIQUE)",
                "CREATE TABLE t (a UNIQUE, b, UNIQUE (b, a))", "a key of it changes"},
        Rebuilt{"CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT", "its options change"},
        Rebuilt{"CREATE TABLE t (a TEXT, b)", "CREATE TABLE t (b NOT NULL)", "column a goes"},
        Rebuilt{"CREATE TABLE t (a TEXT, b AS (a = 'x'))",
                "CREATE TABLE t (a TEXT COLLATE NOCASE, b AS (a = 'x'))",
                "what is stored depends on the collation of a"},
        Rebuilt{"CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT, b DEFAULT CURRENT_TIMESTAMP)",
                "new column b is stored in every row"}));

// A row that was there before ADD COLUMN has no value of the new column on disk. Another DEFAULT in the
// text would give it another value.
TEST(SchemaEdit, NeverChangesWhatRowsReadFromADefault) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL); INSERT INTO t VALUES (1, 'a'); "
      "ALTER TABLE t ADD COLUMN b INT DEFAULT 5; CREATE INDEX i ON t (b); "
      "INSERT INTO t VALUES (2, 'b', 5)");
  const char* after =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INT DEFAULT 7); "
      "CREATE INDEX i ON t (b)";
  const Plan plan = trial.plan(diff(trial.schema(), schema_of(after)));
  EXPECT_TRUE(copies_rows(plan)) << reasons(plan);
  EXPECT_NE(reasons(plan).find("rows may have the DEFAULT of b from the schema alone"),
            std::string::npos);
  EXPECT_EQ(described(trial.change_to(after)), "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'a', 5) (2, 'b', 5)");

  const char* again =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INT); CREATE INDEX i ON t (b)";
  EXPECT_FALSE(copies_rows(trial.plan(diff(trial.schema(), schema_of(again)))))
      << "the rebuild wrote them";
  EXPECT_EQ(described(trial.change_to(again)), "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'a', 5) (2, 'b', 5)");
}

TEST(SchemaEdit, OtherConnectionsFollowTheNewRules) {
  const tests::TemporaryFolder folder;
  engine::Engine engine(folder.url("app.db"));
  engine::Connection one = engine.connect();
  one.execute_script("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
  engine::Connection other = engine.connect();
  other.execute("INSERT INTO t VALUES (2)");
  run_operations(one,
                 diff(introspect::introspect(one), schema_of("CREATE TABLE t (a INT NOT NULL)")));
  EXPECT_THROW(other.execute("INSERT INTO t VALUES (NULL)"), engine::IntegrityError);
  EXPECT_THROW(one.execute("INSERT INTO t VALUES (NULL)"), engine::IntegrityError);
}

TEST(SchemaEdit, RolledBackLeavesTheConnectionWithTheOldRules) {
  Trial trial("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)");
  trial.plan(diff(trial.schema(), schema_of("CREATE TABLE t (a INT NOT NULL CHECK (a < 9))")));
  EXPECT_NO_THROW(trial.connection.execute("INSERT INTO t VALUES (NULL), (99)"));
  EXPECT_EQ(trial.rows("PRAGMA writable_schema"), "(0)");
}

TEST(SchemaEdit, RowsInTheWayStopItBeforeAnythingIsChanged) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT); INSERT INTO t VALUES (1, 3), (2, NULL)");
  const auto operations =
      diff(trial.schema(), schema_of("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT NOT NULL)"));
  EXPECT_THROW(trial.run(operations), DecisionNeeded);
  EXPECT_NO_THROW(trial.connection.execute("INSERT INTO t (a) VALUES (NULL)"));
}

TEST(SchemaEdit, KeepsWhatAPersonWrote) {
  Trial trial("CREATE TABLE t (\n  a INT, -- the first\n  b TEXT DEFAULT 'x' /* why */\n) -- done");
  trial.change_to("CREATE TABLE t (a INT NOT NULL, b TEXT DEFAULT 'x')");
  EXPECT_EQ(
      trial.rows("SELECT sql FROM sqlite_schema"),
      "('CREATE TABLE t (\n  a INT NOT NULL, -- the first\n  b TEXT DEFAULT ''x'' /* why */\n)')");
}

TEST(SchemaEdit, IsNotStoppedByABrokenView) {
  Trial trial(
      "CREATE TABLE t (a INT); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT * FROM gone");
  const auto operations =
      diff(trial.schema(), schema_of("CREATE TABLE t (a INT NOT NULL); CREATE VIEW v AS SELECT * "
                                     "FROM gone"));
  trial.run(operations);
  EXPECT_THROW(trial.connection.execute("INSERT INTO t VALUES (NULL)"), engine::IntegrityError);
}

}  // namespace
}  // namespace retort::migrate
