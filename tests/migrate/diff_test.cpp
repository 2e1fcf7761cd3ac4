// diff: what it finds, case by case, and the order of what it finds.

#include <gtest/gtest.h>

#include <algorithm>

#include <retort/migrate/diff.h>
#include <retort/migrate/error.h>

#include "trial.h"

namespace retort::migrate {
namespace {

std::string difference(std::string_view before, std::string_view after,
                       const Answers& answers = {}) {
  return described(diff(schema_of(before), schema_of(after), answers));
}

// The table of most cases, with one line in it replaced.
constexpr const char* base =
    "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(50), "
    "n INTEGER NOT NULL)";
std::string with(const std::string& columns, const std::string& more = "") {
  return "CREATE TABLE t (" + columns + ")" + more;
}

TEST(Diff, FindsNothingBetweenEqualSchemas) {
  EXPECT_EQ(difference(base, base), "");
  EXPECT_EQ(difference(base, with("n INTEGER NOT NULL, a VARCHAR(50), "
                                  "id INTEGER NOT NULL PRIMARY KEY")),
            "")
      << "the order of columns makes no difference";
}

struct Case {
  const char* name;
  const char* before;
  const char* after;
  const char* wanted;
};

class DiffCase : public testing::TestWithParam<Case> {};

TEST_P(DiffCase, GivesTheWantedOperations) {
  EXPECT_EQ(difference(GetParam().before, GetParam().after), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Alembic, DiffCase,
    testing::Values(
        Case{"NewTable", "",
             "CREATE TABLE u (id INTEGER PRIMARY KEY, x VARCHAR(10), y UNIQUE);"
             "CREATE INDEX ix ON u (x)",
             "create table u\ncreate index ix on u (x)"},
        Case{"DroppedTable", "CREATE TABLE u (x); CREATE INDEX ix ON u (x)", "", "drop table u"},
        Case{"NewColumn", "CREATE TABLE t (a)", "CREATE TABLE t (a, c INTEGER)",
             "add column t.c INTEGER"},
        Case{"NewColumnNotNull", "CREATE TABLE t (a)", "CREATE TABLE t (a, c INTEGER NOT NULL)",
             "add column t.c INTEGER NOT NULL"},
        Case{"DroppedColumn", "CREATE TABLE t (a, c INTEGER)", "CREATE TABLE t (a)",
             "drop column t.c"},
        Case{"NoGuessAtRenames", "CREATE TABLE t (a TEXT)", "CREATE TABLE t (b TEXT)",
             "add column t.b TEXT\ndrop column t.a"},
        Case{"Type", "CREATE TABLE t (a VARCHAR(50))", "CREATE TABLE t (a TEXT)",
             "alter column t.a: type VARCHAR(50) to TEXT"},
        Case{"LengthGone", "CREATE TABLE t (a VARCHAR(50))", "CREATE TABLE t (a VARCHAR)",
             "alter column t.a: type VARCHAR(50) to VARCHAR"},
        Case{"SameTypeOtherSpelling", "CREATE TABLE t (a VARCHAR(50))",
             "CREATE TABLE t (a varchar( 50 ))", ""},
        Case{"TypeAndNullableAreOne", "CREATE TABLE t (a INTEGER)",
             "CREATE TABLE t (a TEXT NOT NULL)",
             "alter column t.a: type INTEGER to TEXT, NOT NULL"},
        Case{"DefaultSet", "CREATE TABLE t (a)", "CREATE TABLE t (a DEFAULT 5)",
             "alter column t.a: default 5"},
        Case{"DefaultDropped", "CREATE TABLE t (a DEFAULT 5)", "CREATE TABLE t (a)",
             "alter column t.a: no default"},
        Case{"DefaultChanged", "CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a DEFAULT 'y')",
             "alter column t.a: default 'y'"},
        Case{"DefaultSame", "CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a default  'x')",
             ""},
        Case{"Collation", "CREATE TABLE t (a)", "CREATE TABLE t (a COLLATE NOCASE)",
             "alter column t.a: collation NOCASE"},
        Case{"Generated", "CREATE TABLE t (a, g AS (a + 1))", "CREATE TABLE t (a, g AS (a + 2))",
             "alter column t.g: generated as a + 2"}));

INSTANTIATE_TEST_SUITE_P(
    Constraints, DiffCase,
    testing::Values(
        Case{"PrimaryKeyChanged", "CREATE TABLE t (id, n, PRIMARY KEY (id))",
             "CREATE TABLE t (id, n, PRIMARY KEY (id, n))",
             "drop primary key on t (id)\nadd primary key on t (id, n)"},
        Case{"PrimaryKeyRenamed", "CREATE TABLE t (id, CONSTRAINT a PRIMARY KEY (id))",
             "CREATE TABLE t (id, CONSTRAINT b PRIMARY KEY (id))", "rename constraint a on t to b"},
        Case{"PrimaryKeyDropped", "CREATE TABLE t (id, PRIMARY KEY (id))", "CREATE TABLE t (id)",
             "drop primary key on t (id)"},
        Case{"Autoincrement", "CREATE TABLE t (id INTEGER PRIMARY KEY)",
             "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)",
             "drop primary key on t (id)\nadd primary key on t (id)"},
        Case{"UniqueNamed", "CREATE TABLE t (a)", "CREATE TABLE t (a, CONSTRAINT u UNIQUE (a))",
             "add unique constraint u on t (a)"},
        Case{"UniqueUnnamed", "CREATE TABLE t (a)", "CREATE TABLE t (a UNIQUE)",
             "add unique constraint on t (a)"},
        Case{"UniqueWider", "CREATE TABLE t (a, n, CONSTRAINT u UNIQUE (a))",
             "CREATE TABLE t (a, n, CONSTRAINT u UNIQUE (a, n))",
             "drop unique constraint u on t (a)\nadd unique constraint u on t (a, n)"},
        Case{"UniqueReordered", "CREATE TABLE t (a, n, UNIQUE (a, n))",
             "CREATE TABLE t (a, n, UNIQUE (n, a))",
             "drop unique constraint on t (a, n)\nadd unique constraint on t (n, a)"},
        Case{"OrderOfConstraints", "CREATE TABLE t (a UNIQUE, n UNIQUE, CHECK (a > 1), CHECK (n))",
             "CREATE TABLE t (a, n, CHECK (n), CHECK (a > 1), UNIQUE (n), UNIQUE (a))", ""},
        Case{"CheckAdded", "CREATE TABLE t (a)", "CREATE TABLE t (a, CONSTRAINT c CHECK (a > 0))",
             "add check constraint c on t: a > 0"},
        Case{"CheckRenamed", "CREATE TABLE t (a, CONSTRAINT c CHECK (a > 0))",
             "CREATE TABLE t (a, CONSTRAINT d CHECK (a > 0))", "rename constraint c on t to d"},
        Case{"CheckChanged", "CREATE TABLE t (a, CONSTRAINT c CHECK (a > 0))",
             "CREATE TABLE t (a, CONSTRAINT c CHECK (a > 1))",
             "drop check constraint c on t: a > 0\nadd check constraint c on t: a > 1"},
        Case{"CheckRespelled", "CREATE TABLE t (a, CHECK (a>0 and a<9))",
             "CREATE TABLE t (a, CHECK ( \"a\" > 0 AND a < 9 ))", ""},
        Case{"ForeignKeyAdded", "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a)",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a REFERENCES p (id))",
             "add foreign key on t (a) to p (id)"},
        Case{"ForeignKeyDropped",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a REFERENCES p)",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a)",
             "drop foreign key on t (a) to p"},
        Case{"ForeignKeyToPrimaryKeySaidOrNot",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a REFERENCES p)",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a REFERENCES p (id))", ""},
        Case{"ForeignKeyTarget",
             "CREATE TABLE p (id PRIMARY KEY, c UNIQUE); CREATE TABLE t (a REFERENCES p (id))",
             "CREATE TABLE p (id PRIMARY KEY, c UNIQUE); CREATE TABLE t (a REFERENCES p (c))",
             "drop foreign key on t (a) to p (id)\nadd foreign key on t (a) to p (c)"},
        Case{"ForeignKeyAction", "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a REFERENCES p)",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a REFERENCES p ON DELETE CASCADE)",
             "drop foreign key on t (a) to p\nadd foreign key on t (a) to p"},
        Case{"Strict", "CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a INTEGER) STRICT",
             "alter table t: STRICT, with rowid"},
        Case{"MutualForeignKeys", "",
             "CREATE TABLE a (id PRIMARY KEY, b REFERENCES b); "
             "CREATE TABLE b (id PRIMARY KEY, a REFERENCES a)",
             "create table b\ncreate table a\nadd foreign key on b (a) to a"}));

INSTANTIATE_TEST_SUITE_P(
    Objects, DiffCase,
    testing::Values(
        Case{"IndexAdded", "CREATE TABLE t (a)", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
             "create index i on t (a)"},
        Case{"IndexRenamed", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
             "CREATE TABLE t (a); CREATE INDEX j ON t (a)", "rename index i to j"},
        Case{"IndexUnique", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
             "CREATE TABLE t (a); CREATE UNIQUE INDEX i ON t (a)",
             "drop index i\ncreate unique index i on t (a)"},
        Case{"IndexDescending", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
             "CREATE TABLE t (a); CREATE INDEX i ON t (a DESC)",
             "drop index i\ncreate index i on t (a DESC)"},
        Case{"IndexExpression", "CREATE TABLE t (a); CREATE INDEX i ON t (lower(a))",
             "CREATE TABLE t (a); CREATE INDEX i ON t (upper(a))",
             "drop index i\ncreate index i on t (upper(a))"},
        Case{"IndexPredicate", "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a > 0",
             "CREATE TABLE t (a); CREATE INDEX i ON t (a) where a>1",
             "drop index i\ncreate index i on t (a)"},
        Case{"IndexSame", "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a > 0",
             "CREATE TABLE t (a); create index i on t(a) where a>0", ""},
        Case{"IndexMoved", "CREATE TABLE t (a); CREATE TABLE u (a); CREATE INDEX i ON t (a)",
             "CREATE TABLE t (a); CREATE TABLE u (a); CREATE INDEX i ON u (a)",
             "drop index i\ncreate index i on u (a)"},
        Case{"ViewChanged", "CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t",
             "CREATE TABLE t (a); CREATE VIEW v AS SELECT a, 1 FROM t",
             "drop view v\ncreate view v"},
        Case{"ViewChangedBelowTrigger",
             "CREATE VIEW v AS SELECT 1 AS a; "
             "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
             "CREATE VIEW v AS SELECT 2 AS a; "
             "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
             "drop trigger g\ndrop view v\ncreate view v\ncreate trigger g on v"},
        Case{"ViewsOnViews", "",
             "CREATE VIEW b AS SELECT 1 AS x; CREATE VIEW a AS SELECT x FROM b; "
             "CREATE VIEW c AS SELECT x FROM a",
             "create view b\ncreate view a\ncreate view c"},
        Case{"TriggerChanged",
             "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
             "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 2; END",
             "drop trigger g\ncreate trigger g on t"},
        Case{"TriggerOfDroppedTable",
             "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END", "",
             "drop trigger g\ndrop table t"},
        Case{"VirtualTable", "CREATE VIRTUAL TABLE f USING fts5(a)",
             "CREATE VIRTUAL TABLE f USING fts5(a, b)",
             "drop virtual table f\ncreate virtual table f"}));

TEST(Diff, DropsUsersFirstAndCreatesThemLast) {
  EXPECT_EQ(
      difference("CREATE TABLE old_p (id PRIMARY KEY); "
                 "CREATE TABLE old_c (p REFERENCES old_p); "
                 "CREATE TABLE t (id PRIMARY KEY, gone UNIQUE, c); CREATE INDEX i ON t (gone); "
                 "CREATE VIEW v AS SELECT gone FROM t",
                 "CREATE TABLE c (t REFERENCES t, p REFERENCES p); "
                 "CREATE TABLE p (id PRIMARY KEY); "
                 "CREATE TABLE t (id PRIMARY KEY, c UNIQUE)"),
      "drop view v\ndrop index i\ncreate table p\ncreate table c\n"
      "drop unique constraint on t (gone)\ndrop column t.gone\n"
      "add unique constraint on t (c)\ndrop table old_c\ndrop table old_p");
}

// The number is that of the SQLAlchemy reference's case.
TEST(Diff, Case79DropsAChainOfForeignKeysFromItsEnd) {
  const char* const chain =
      "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL); "
      "CREATE UNIQUE INDEX ix_a_n ON a (n); "
      "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER REFERENCES a (id)); "
      "CREATE TABLE c (id INTEGER NOT NULL PRIMARY KEY, b_id INTEGER REFERENCES b (id)); "
      "CREATE INDEX ix_c_b_id ON c (b_id)";
  EXPECT_EQ(difference("", chain),
            "create table a\ncreate table b\ncreate table c\ncreate unique index ix_a_n on a (n)\n"
            "create index ix_c_b_id on c (b_id)");
  EXPECT_EQ(difference(chain, ""), "drop table c\ndrop table b\ndrop table a");
}

TEST(Diff, AForeignKeyComesAndGoesWithTheColumnItRefersTo) {
  const char* const without = "CREATE TABLE p (k PRIMARY KEY)";
  const char* const with =
      "CREATE TABLE p (k PRIMARY KEY, id UNIQUE); "
      "CREATE TABLE c (p REFERENCES p (id))";
  EXPECT_EQ(difference(without, with),
            "create table c\nadd column p.id\nadd unique constraint on p (id)\n"
            "add foreign key on c (p) to p (id)");
  EXPECT_EQ(difference(with, without),
            "drop foreign key on c (p) to p (id)\ndrop unique constraint on p (id)\n"
            "drop column p.id\ndrop table c");
  Trial trial(without);
  EXPECT_EQ(described(trial.change_to(with)), "");
  EXPECT_EQ(described(trial.change_to(without)), "");
}

TEST(Diff, DoesNotDependOnTheOrderOfObjects) {
  schema::Metadata before = schema_of(
      "CREATE TABLE a (x); CREATE TABLE b (x); CREATE VIEW v AS "
      "SELECT 1; CREATE VIEW w AS SELECT 1");
  const schema::Metadata after = schema_of("CREATE TABLE c (x); CREATE TABLE d (x)");
  const std::vector<Operation> first = diff(before, after);
  std::ranges::reverse(before.tables);
  std::ranges::reverse(before.views);
  EXPECT_EQ(described(diff(before, after)), described(first));
}

TEST(DiffRenames, HappenWhenTheyAreAnswered) {
  EXPECT_EQ(difference("CREATE TABLE t (a TEXT)", "CREATE TABLE u (b INTEGER)",
                       {.rename_table = {{"t", "u"}}, .rename_column = {{"t.a", "b"}}}),
            "rename table t to u\nalter column u.a: rename to b\n"
            "alter column u.b: type TEXT to INTEGER");
}

TEST(DiffRenames, CarryConstraintsAndIndexesAlong) {
  EXPECT_EQ(difference("CREATE TABLE t (a PRIMARY KEY, b CHECK (b > a) UNIQUE, g AS (a + 1)); "
                       "CREATE INDEX i ON t (a, lower(a)) WHERE a > 0; "
                       "CREATE TABLE c (t REFERENCES t (a))",
                       "CREATE TABLE u (z PRIMARY KEY, b CHECK (b > z) UNIQUE, g AS (z + 1)); "
                       "CREATE INDEX i ON u (z, lower(z)) WHERE z > 0; "
                       "CREATE TABLE c (t REFERENCES u (z))",
                       {.rename_table = {{"t", "u"}}, .rename_column = {{"t.a", "z"}}}),
            "rename table t to u\nalter column u.a: rename to z");
}

TEST(DiffRenames, FindTheirNamesInExpressionsHoweverTheyAreQuoted) {
  EXPECT_EQ(difference("CREATE TABLE t (a CHECK (a > 0 AND [a] <> 'a' AND length(a) > abs(t.a)))",
                       "CREATE TABLE t (\"order\" CHECK (\"order\" > 0 AND `order` <> 'a' AND "
                       "length(\"order\") > abs(t.\"order\")))",
                       {.rename_column = {{"t.a", "order"}}}),
            "alter column t.a: rename to order");
}

TEST(DiffRenames, AChangeOfCaseIsOne) {
  EXPECT_EQ(difference("CREATE TABLE Artists (Name)", "CREATE TABLE artists (name)"),
            "rename table Artists to artists\nalter column artists.Name: rename to name");
}

TEST(DiffRenames, MayMoveInACircle) {
  EXPECT_EQ(difference("CREATE TABLE t (a TEXT, b INTEGER)", "CREATE TABLE t (b TEXT, a INTEGER)",
                       {.rename_column = {{"t.a", "b"}, {"t.b", "a"}}}),
            "alter column t.b: rename to _retort_old_b\nalter column t.a: rename to b\n"
            "alter column t._retort_old_b: rename to a");
}

TEST(DiffRenames, MayTakeTheNameOfWhatIsDropped) {
  EXPECT_EQ(difference("CREATE TABLE a (x TEXT); CREATE TABLE b (y TEXT)",
                       "CREATE TABLE b (x TEXT)", {.rename_table = {{"a", "b"}}}),
            "rename table b to _retort_old_b\nrename table a to b\ndrop table _retort_old_b");
}

TEST(DiffRenames, BringTextsThatUseTheNameToTheirWantedSpelling) {
  // The texts are the same before and after, but SQLite would rewrite them to follow the table.
  EXPECT_EQ(difference("CREATE TABLE t (a); CREATE VIEW v AS SELECT 1 FROM t",
                       "CREATE TABLE u (a); CREATE TABLE t (z); CREATE VIEW v AS SELECT 1 FROM t",
                       {.rename_table = {{"t", "u"}}}),
            "drop view v\nrename table t to u\ncreate table t\ncreate view v");
}

TEST(DiffNewNames, OfConstraintsAndIndexesAreRenames) {
  EXPECT_EQ(
      difference("CREATE TABLE t (a, b, CONSTRAINT k PRIMARY KEY (a), CONSTRAINT u UNIQUE (b), "
                 "CONSTRAINT c CHECK (a > 0), CONSTRAINT f FOREIGN KEY (b) REFERENCES t);"
                 "CREATE INDEX i ON t (b) WHERE a > 1",
                 "CREATE TABLE t (a, b, CONSTRAINT pk PRIMARY KEY (a), CONSTRAINT uq UNIQUE "
                 "(b), CONSTRAINT ck CHECK (a > 0), CONSTRAINT fk FOREIGN KEY (b) REFERENCES t "
                 "(a)); CREATE INDEX ix ON t (b) WHERE a > 1"),
      "rename constraint k on t to pk\nrename constraint u on t to uq\n"
      "rename constraint c on t to ck\nrename constraint f on t to fk\n"
      "rename index i to ix");
}

TEST(DiffNewNames, GoAlongWithColumnsAndTablesThatAreRenamed) {
  EXPECT_EQ(difference("CREATE TABLE t (a, CONSTRAINT u UNIQUE (a)); CREATE INDEX i ON t (a)",
                       "CREATE TABLE s (b, CONSTRAINT v UNIQUE (b)); CREATE INDEX j ON s (b)",
                       {.rename_table = {{"t", "s"}}, .rename_column = {{"t.a", "b"}}}),
            "rename table t to s\nalter column s.a: rename to b\nrename constraint u on s to v\n"
            "rename index i to j");
}

// Each by itself would be in the way of the other.
TEST(DiffNewNames, ThatAreTakenAreNotGiven) {
  EXPECT_EQ(difference("CREATE TABLE t (a, b, CONSTRAINT u UNIQUE (a), CONSTRAINT v UNIQUE (b))",
                       "CREATE TABLE t (a, b, CONSTRAINT v UNIQUE (a), CONSTRAINT u UNIQUE (b))"),
            "drop unique constraint u on t (a)\ndrop unique constraint v on t (b)\n"
            "add unique constraint v on t (a)\nadd unique constraint u on t (b)");
  EXPECT_EQ(difference("CREATE TABLE t (a, b); CREATE INDEX i ON t (a); CREATE INDEX j ON t (b)",
                       "CREATE TABLE t (a, b); CREATE INDEX j ON t (a); CREATE INDEX i ON t (b)"),
            "drop index i\ndrop index j\ncreate index j on t (a)\ncreate index i on t (b)");
}

TEST(DiffNewNames, AreGivenOnce) {
  EXPECT_EQ(difference("CREATE TABLE t (a); CREATE INDEX i ON t (a); CREATE INDEX j ON t (a)",
                       "CREATE TABLE t (a); CREATE INDEX k ON t (a)"),
            "drop index j\nrename index i to k");
  EXPECT_EQ(difference("CREATE TABLE t (a, CONSTRAINT c CHECK (a), CONSTRAINT d CHECK (a))",
                       "CREATE TABLE t (a, CONSTRAINT e CHECK (a))"),
            "rename constraint c on t to e\ndrop check constraint d on t: a");
}

TEST(DiffNewNames, OfAnIndexMayDifferInCaseAlone) {
  EXPECT_EQ(difference("CREATE TABLE t (a); CREATE INDEX i ON t (a)",
                       "CREATE TABLE t (a); CREATE INDEX I ON t (a)"),
            "rename index i to I");
}

TEST(DiffAnswers, FillNewColumnsAndThoseThatBecomeNotNull) {
  const std::vector<Operation> operations =
      diff(schema_of("CREATE TABLE t (a INTEGER)"),
           schema_of("CREATE TABLE t (a INTEGER NOT NULL, b TEXT NOT NULL)"),
           {.fill = {{"t.a", "0"}, {"t.b", "'x' || a"}}});
  ASSERT_EQ(operations.size(), 2u);
  EXPECT_EQ(std::get<AddColumn>(operations[0]).fill, "'x' || a");
  EXPECT_EQ(std::get<AlterColumn>(operations[1]).fill, "0");
}

std::string refused(const Answers& answers) {
  try {
    diff(schema_of("CREATE TABLE t (a, b)"), schema_of("CREATE TABLE u (a, c)"), answers);
  } catch (const MigrateError& error) {
    return error.what();
  }
  return "";
}

TEST(DiffAnswers, AreRefusedWhenTheyFitNothing) {
  EXPECT_EQ(refused({.rename_table = {{"x", "u"}}}),
            "the answer rename_table x to u does not fit: the schema as it is has no table x");
  EXPECT_EQ(refused({.rename_table = {{"t", "x"}}}),
            "the answer rename_table t to x does not fit: the wanted schema has no table x");
  EXPECT_EQ(
      refused({.rename_column = {{"t.x", "c"}}}),
      "the answer rename_column t.x to c does not fit: the schema as it is has no such column");
  EXPECT_EQ(refused({.rename_table = {{"t", "u"}}, .rename_column = {{"t.b", "x"}}}),
            "the answer rename_column t.b to x does not fit: table u of the wanted schema has no "
            "column x");
  EXPECT_EQ(refused({.fill = {{"u.x", "0"}}}),
            "the answer fill u.x does not fit: the wanted schema has no such column");
}

TEST(DiffAnswers, MayStayWhenTheyAreFulfilled) {
  EXPECT_EQ(difference("CREATE TABLE t (a)", "CREATE TABLE t (a)",
                       {.rename_table = {{"t", "u"}}, .rename_column = {{"t.a", "b"}}}),
            "")
      << "backwards too";
  EXPECT_EQ(difference("CREATE TABLE u (b)", "CREATE TABLE u (b)",
                       {.rename_table = {{"t", "u"}}, .rename_column = {{"t.a", "b"}}}),
            "");
}

TEST(DiffRenames, ATableTakesItsNameAlongInExpressions) {
  const std::string before = "CREATE TABLE t (a INT, CHECK (t.a > 0 AND \"t\".a < 9))";
  const std::string after = "CREATE TABLE u (a INT, CHECK (u.a > 0 AND u.a < 9))";
  const Answers answers{.rename_table = {{"t", "u"}}};
  EXPECT_EQ(difference(before, after, answers), "rename table t to u");
  Trial trial(before);
  EXPECT_EQ(described(trial.change_to(after, answers)), "");
}

TEST(DiffAnswers, AreRefusedWhenTheyCanMeanTwoThings) {
  const schema::Metadata before = schema_of("CREATE TABLE t (\"a.b\"); CREATE TABLE \"t.a\" (b)");
  const schema::Metadata after = schema_of("CREATE TABLE t (c); CREATE TABLE \"t.a\" (b)");
  EXPECT_THROW(diff(before, after, {.rename_column = {{"t.a.b", "c"}}}), MigrateError);
}

TEST(DiffAnswers, DropIsRefusedForWhatIsWanted) {
  const schema::Metadata before = schema_of("CREATE TABLE t (a, b); CREATE TABLE u (a)");
  const schema::Metadata after = schema_of("CREATE TABLE t (a)");
  EXPECT_EQ(diff(before, after, {.drop = {"t.b", "u"}}).size(), 2u);
  EXPECT_THROW(diff(before, after, {.drop = {"t.a"}}), MigrateError);
  EXPECT_THROW(diff(before, after, {.drop = {"t"}}), MigrateError);
}

}  // namespace
}  // namespace retort::migrate
