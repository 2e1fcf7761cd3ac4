// Indexes that a rebuild hands over to the new table.

#include <gtest/gtest.h>

#include <array>
#include <random>

#include <retort/engine/error.h>
#include <retort/migrate/error.h>

#include "engine/temporary_folder.h"
#include "trial.h"

namespace retort::migrate {
namespace {

// Changes the type of column a of table t, which only a rebuild can do.
std::vector<Operation> retype(const std::string& type = "TEXT") {
  return {AlterColumn{
      .table = "t", .before = {.name = "a"}, .after = {.name = "a", .type = {type}}, .type = true}};
}

constexpr const char* rows_of_t =
    "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
    "INSERT INTO t SELECT i, i, 'b' || (i * 7919 % 500), i / 10.0 FROM n;";

// A table t with these indexes, and rows.
std::string with_indexes(const std::string& indexes, const std::string& options = "") {
  return "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b TEXT NOT NULL, c REAL)" +
         options + "; " + indexes + rows_of_t;
}

bool is_made_anew(Trial& trial, const std::vector<Operation>& operations,
                  const std::string& index) {
  const std::string all = statements(trial.plan(operations));
  return all.find("\nCREATE INDEX " + index + " ON t") != all.npos;
}

TEST(KeptIndexes, StayOnTheirPagesWithTheirTexts) {
  Trial trial(
      with_indexes("create  index i1 on t (b /* the name */); "
                   "CREATE UNIQUE INDEX \"i 2\" ON t (b COLLATE NOCASE DESC, c); "
                   "CREATE INDEX i3 ON t (a); CREATE INDEX i4 ON t (id, b);"));
  const std::string kept =
      "SELECT name, rootpage, sql FROM sqlite_schema WHERE name IN ('i1', 'i 2', 'i4') ORDER BY 1";
  const std::string before = trial.rows(kept);
  trial.run(retype());
  EXPECT_EQ(trial.rows(kept), before);
  EXPECT_EQ(trial.rows("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY 1"),
            "('i 2', 't') ('i1', 't') ('i3', 't') ('i4', 't')");
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
  EXPECT_EQ(trial.rows("SELECT typeof(a), b FROM t INDEXED BY i1 WHERE b = 'b7'"),
            "('text', 'b7')");
  EXPECT_THROW(trial.connection.execute("INSERT INTO t (a, b, c) SELECT a, b, c FROM t LIMIT 1"),
               engine::IntegrityError);
  trial.connection.execute("DROP INDEX i1");
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
}

TEST(KeptIndexes, AreReadByConnectionsThatAreOpenMeanwhile) {
  const tests::TemporaryFolder folder;
  engine::Engine shared(folder.url("app.db"));
  engine::Connection other = shared.connect();
  engine::Connection connection = shared.connect();
  connection.execute_script(with_indexes("CREATE INDEX i1 ON t (b);"));
  const auto found = [&] { return *other.scalar("SELECT a FROM t INDEXED BY i1 WHERE b = 'b7'"); };
  const engine::Value before = found();
  run_operations(connection, retype(), Losses::refused);
  EXPECT_EQ(engine::to_text(found()), "'" + engine::to_text(before) + "'");
  other.execute("INSERT INTO t (a, b) VALUES (0, 'new')");
  EXPECT_EQ(engine::to_text(*connection.scalar("SELECT b FROM t INDEXED BY i1 WHERE b = 'new'")),
            "'new'");
}

TEST(KeptIndexes, MoveWithTheRootPagesOfAFileThatShrinksByItself) {
  Trial trial("PRAGMA auto_vacuum = FULL; " + with_indexes("CREATE INDEX i1 ON t (b); "
                                                           "CREATE INDEX i2 ON t (c, b);"));
  ASSERT_EQ(trial.rows("PRAGMA auto_vacuum"), "(1)");
  EXPECT_FALSE(is_made_anew(trial, retype(), "i1"));
  trial.run(retype());
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
  EXPECT_EQ(trial.rows("SELECT b FROM t INDEXED BY i1 WHERE b = 'b7'"), "('b7')");
}

TEST(KeptIndexes, StayWhereForeignKeysAreEnforcedAllTheTime) {
  Trial trial(with_indexes("CREATE INDEX i1 ON t (b);") +
              "CREATE TABLE child (t REFERENCES t (id)); INSERT INTO child VALUES (3);");
  trial.connection.execute("PRAGMA foreign_keys = ON");
  {
    engine::Transaction transaction(trial.connection, engine::Mode::immediate);
    const std::vector<Operation> operations = retype();
    const auto planning =
        begin_plan(trial.connection, operations, {.in_callers_transaction = true});
    std::string all;
    while (const std::optional<Plan> plan = planning->next()) {
      all += statements(*plan);
      execute(trial.connection, *plan);
    }
    EXPECT_EQ(all.find("\nCREATE INDEX i1 ON t"), all.npos);
    transaction.commit();
  }
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
  EXPECT_EQ(trial.rows("PRAGMA foreign_key_check"), "");
  EXPECT_THROW(trial.connection.execute("DELETE FROM t WHERE id = 3"), engine::IntegrityError);
}

TEST(KeptIndexes, AreAsTheyWereWhereTheRebuildStopsAtAnyStep) {
  Trial trial(with_indexes("CREATE INDEX i1 ON t (b); CREATE INDEX i2 ON t (a);"));
  const std::string schema = "SELECT * FROM sqlite_schema";
  const std::string before = trial.rows(schema);
  const std::size_t steps = trial.plan(retype()).steps.size();
  trial.connection.execute("PRAGMA foreign_keys = OFF");
  for (std::size_t last = 0; last < steps; ++last) {
    std::size_t done = 0;
    StatementHooks hooks;
    hooks.after = [&](engine::Connection&, const Step&) {
      if (done++ == last) throw std::runtime_error("stopped");
    };
    const std::vector<Operation> operations = retype();
    engine::Transaction transaction(trial.connection, engine::Mode::immediate);
    const auto planning = begin_plan(trial.connection, operations);
    EXPECT_THROW(execute(trial.connection, *planning->next(), Losses::refused, nullptr, hooks),
                 std::runtime_error)
        << last;
    transaction.rollback();
    EXPECT_EQ(trial.rows(schema), before) << last;
    EXPECT_EQ(trial.rows("PRAGMA writable_schema"), "(0)") << last;
    EXPECT_EQ(trial.rows("SELECT b FROM t INDEXED BY i1 WHERE b = 'b7'"), "('b7')") << last;
    EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')") << last;
  }
}

// The index has the pages of another one, with fewer entries.
TEST(KeptIndexes, ADamagedOneIsMadeAnew) {
  Trial trial(
      with_indexes("CREATE INDEX i1 ON t (b); CREATE INDEX i2 ON t (c);"
                   "CREATE TABLE few (b); CREATE INDEX of_few ON few (b);"));
  trial.connection.execute_script(
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = "
      "(SELECT rootpage FROM sqlite_schema WHERE name = 'of_few') WHERE name = 'i1'; "
      "PRAGMA writable_schema = RESET");
  ASSERT_NE(trial.rows("PRAGMA integrity_check(t)"), "('ok')");
  EXPECT_TRUE(is_made_anew(trial, retype(), "i1"));
  EXPECT_FALSE(is_made_anew(trial, retype(), "i2"));
}

TEST(KeptIndexes, NoneWhereTheSchemaMayNotBeWritten) {
  Trial trial(with_indexes("CREATE INDEX i1 ON t (b);"));
  engine::Transaction transaction(trial.connection, engine::Mode::immediate);
  const std::vector<Operation> operations = retype();
  const auto planning = begin_plan(trial.connection, operations, {.may_edit_schema = false});
  EXPECT_NE(statements(*planning->next()).find("\nCREATE INDEX i1 ON t"), std::string::npos);
}

struct Anew {
  const char* name;
  std::string indexes;
  std::vector<Operation> operations;
  std::string options{};
};

void PrintTo(const Anew& anew, std::ostream* out) { *out << anew.name; }

class IndexesMadeAnew : public testing::TestWithParam<Anew> {};

TEST_P(IndexesMadeAnew, AreThoseWhoseEntriesMayBecomeOthers) {
  Trial trial(with_indexes(GetParam().indexes, GetParam().options));
  EXPECT_TRUE(is_made_anew(trial, GetParam().operations, "i1"));
  EXPECT_NO_THROW(trial.run(GetParam().operations));
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
}

std::vector<Operation> with(std::vector<Operation> operations, Operation more) {
  operations.push_back(std::move(more));
  return operations;
}

Operation other_collation() {
  return AlterColumn{.table = "t",
                     .before = {.name = "b"},
                     .after = {.name = "b", .type = {"TEXT"}, .collation = "NOCASE"},
                     .collation = true};
}

INSTANTIATE_TEST_SUITE_P(
    All, IndexesMadeAnew,
    testing::Values(Anew{"OfTheChangedColumn", "CREATE INDEX i1 ON t (a);", retype()},
                    Anew{"WithTheChangedColumn", "CREATE INDEX i1 ON t (b, a);", retype()},
                    Anew{"OfAnExpression", "CREATE INDEX i1 ON t (b, c + 1);", retype()},
                    Anew{"OfSomeRows", "CREATE INDEX i1 ON t (b) WHERE a > 5;", retype()},
                    Anew{"OfAColumnOfAnotherCollation", "CREATE INDEX i1 ON t (b);",
                         with(retype(), other_collation())},
                    Anew{"DroppedAndMadeAgain", "CREATE INDEX i1 ON t (b);",
                         with(with(retype(),
                                   DropIndex{"t", {.name = "i1", .columns = {{.column = "b"}}}}),
                              CreateIndex{"t", {.name = "i1", .columns = {{.column = "b"}}}})},
                    Anew{"WithoutRowids", "CREATE INDEX i1 ON t (b);", retype(), " WITHOUT ROWID"}),
    [](const auto& info) { return info.param.name; });

// Some columns, three indexes and rows, all at random. Of the statements not all may be taken: an INTEGER
// PRIMARY KEY has numbers alone.
class RandomTable {
 public:
  explicit RandomTable(unsigned seed) : random_(seed) {}

  std::vector<std::string> statements() {
    std::vector<std::string> all = {"CREATE TABLE t ("};
    for (const char name : {'a', 'b', 'c', 'd'})
      all[0] += std::string(name == 'a' ? "" : ", ") + name + ' ' + type() +
                (one_of(3) ? " COLLATE NOCASE" : "") +
                (name == 'a' && one_of(2) ? " PRIMARY KEY" : "");
    all[0] += one_of(4) ? ", UNIQUE (a, b))" : ")";
    for (const char* index : {"i1", "i2", "i3"})
      all.push_back(std::string("CREATE INDEX ") + index + " ON t (" + column() +
                    (one_of(2) ? ", " + column() + " DESC" : "") + ")");
    for (int row = 0; row < 20; ++row)
      all.push_back("INSERT OR IGNORE INTO t VALUES (" + value() + ", " + value() + ", " + value() +
                    ", " + value() + ")");
    all.push_back("DELETE FROM t WHERE rowid % 5 = 0");
    return all;
  }

  std::vector<Operation> change() {
    const std::string name = column();
    return {AlterColumn{.table = "t",
                        .before = {.name = name},
                        .after = {.name = name, .type = {type()}},
                        .type = true}};
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  bool one_of(std::size_t many) { return below(many) == 0; }
  std::string column() { return std::string(1, "abcd"[below(4)]); }
  std::string type() { return std::array{"INTEGER", "TEXT", "REAL", "NUMERIC", "BLOB"}[below(5)]; }
  std::string value() {
    return std::array{"1",     "2.5", "'2.50'", "'x'", "NULL", "'0x1'",
                      "x'31'", "3.0", "'B'",    "'b'", "7",    "-8"}[below(12)];
  }

  std::mt19937 random_;
};

TEST(KeptIndexesProperty, FitTheirTable) {
  int kept = 0;
  int anew = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    RandomTable table(seed);
    Trial trial("CREATE TABLE other (x)");
    for (const std::string& statement : table.statements()) {
      try {
        trial.connection.execute(statement);
      } catch (const engine::DatabaseError&) {
      }
    }
    const std::vector<Operation> operations = table.change();
    try {
      const std::string all = statements(trial.plan(operations));
      if (all.find("UPDATE sqlite_schema SET rowid") != all.npos) ++kept;
      if (all.find("\nCREATE INDEX i2 ON t") != all.npos) ++anew;
      trial.run(operations);
    } catch (const std::exception&) {
      continue;  // keys that cannot have the new type
    }
    EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')") << seed;
  }
  EXPECT_GT(kept, 100);
  EXPECT_GT(anew, 30);
}

}  // namespace
}  // namespace retort::migrate
