// What a database refuses: the subclass, the details and the line that a person reads.

#include <filesystem>

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

class ErrorTest : public testing::Test {
 protected:
  ErrorTest() {
    connection.execute_script(
        "CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
        "CREATE TABLE albums (name, tracks NOT NULL CHECK (tracks > 0), "
        "  artist_id REFERENCES artists (id));"
        "INSERT INTO artists VALUES (1, 'Tool')");
  }

  template <class Expected>
  Expected caught(const std::string& sql, std::initializer_list<Value> parameters) {
    try {
      connection.execute(sql, parameters);
    } catch (const Expected& error) {
      return error;
    }
    throw std::logic_error("no error from " + sql);
  }

  Engine engine{"sqlite://"};
  Connection connection = engine.connect();
};

TEST_F(ErrorTest, IsOneLineWithStatementAndParameters) {
  const auto error =
      caught<NotNullViolation>("INSERT INTO albums (name, tracks,\n\t artist_id)  VALUES (?, ?, ?)",
                               {"Far\nBeyond Driven", Null{}, 5});
  EXPECT_STREQ(error.what(),
               "NOT NULL constraint failed: albums.tracks (SQLITE_CONSTRAINT_NOTNULL) [SQL: INSERT "
               "INTO albums (name, tracks, artist_id) VALUES (?, ?, ?)] [parameters: ('Far Beyond "
               "Driven', NULL, 5)]");
  EXPECT_EQ(error.message(), "NOT NULL constraint failed: albums.tracks");
  EXPECT_EQ(error.code(), 1299);
  const std::vector<Value> parameters = {"Far\nBeyond Driven", Null{}, 5};
  EXPECT_EQ(error.parameters(), parameters);
  EXPECT_EQ(error.sql(), "INSERT INTO albums (name, tracks,\n\t artist_id)  VALUES (?, ?, ?)");
  EXPECT_NE(std::string(error.where().file_name()), "");
}

TEST_F(ErrorTest, HasASubclassForEachConstraint) {
  caught<UniqueViolation>("INSERT INTO artists (name) VALUES (?)", {"Tool"});
  caught<UniqueViolation>("INSERT INTO artists VALUES (?, ?)", {1, "x"});
  caught<CheckViolation>("INSERT INTO albums VALUES ('x', ?, 1)", {0});
  caught<ForeignKeyViolation>("INSERT INTO albums VALUES ('x', 1, ?)", {9});
}

TEST_F(ErrorTest, NamesTheColumnsOfAConstraint) {
  using Names = std::vector<std::string>;
  connection.execute_script(
      "CREATE TABLE pairs (a, b, \"c.d\", UNIQUE (a, b)); INSERT INTO pairs VALUES (1, 2, 3);"
      "CREATE UNIQUE INDEX \"by, name\" ON artists (lower(name))");
  const auto pair = caught<UniqueViolation>("INSERT INTO pairs VALUES (1, ?, 4)", {2});
  EXPECT_EQ(pair.table(), "pairs");
  EXPECT_EQ(pair.columns(), (Names{"a", "b"}));
  const auto null = caught<NotNullViolation>("INSERT INTO artists VALUES (2, ?)", {Null{}});
  EXPECT_EQ(null.table(), "artists");
  EXPECT_EQ(null.columns(), Names{"name"});
  EXPECT_EQ(caught<UniqueViolation>("INSERT INTO artists VALUES (1, ?)", {"x"}).columns(),
            Names{"id"});
  // An index on an expression has no columns, and a CHECK is named by itself.
  EXPECT_EQ(caught<UniqueViolation>("INSERT INTO artists VALUES (2, ?)", {"TOOL"}).columns(),
            Names{});
  EXPECT_EQ(caught<CheckViolation>("INSERT INTO albums VALUES ('x', ?, 1)", {0}).columns(),
            Names{});
}

TEST_F(ErrorTest, EveryConstraintIsAnIntegrityError) {
  connection.execute_script(
      "CREATE TABLE s (n INT) STRICT; CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID;"
      "CREATE TRIGGER no BEFORE DELETE ON artists BEGIN SELECT RAISE(ABORT, 'keep them'); END");
  caught<IntegrityError>("INSERT INTO s VALUES (?)", {"text"});
  EXPECT_EQ(caught<IntegrityError>("DELETE FROM artists WHERE id = ?", {1}).message(), "keep them");
  caught<NotNullViolation>("INSERT INTO w VALUES (?)", {Null{}});
}

TEST(FileError, SaysThatTheFileWasReplaced) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("app.db"), {.pool_size = 1});
  Connection connection = engine.connect();
  connection.execute_script("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  std::filesystem::copy_file(folder.file("app.db"), folder.file("other.db"));
  std::filesystem::rename(folder.file("other.db"), folder.file("app.db"));
  try {
    connection.execute("INSERT INTO t VALUES (2)");
    FAIL() << "SQLite writes into a file that nobody will find";
  } catch (const ReadOnlyError& error) {
    EXPECT_NE(
        std::string(error.what())
            .find("the file was moved, deleted or replaced after this connection had opened it"),
        std::string::npos)
        << error.what();
  }
  EXPECT_EQ(Engine(folder.url("app.db")).connect().scalar("SELECT count(*) FROM t"),
            Value{std::int64_t{1}});
}

TEST_F(ErrorTest, OfWrongSqlIsADatabaseError) {
  const auto error = caught<DatabaseError>("SELECT nme FROM artists", {});
  EXPECT_STREQ(error.what(), "no such column: nme (SQLITE_ERROR) [SQL: SELECT nme FROM artists]");
}

TEST_F(ErrorTest, KeepsALongStatementButShowsItsBeginning) {
  const std::string sql =
      "SELECT nme" + std::string(2000, ' ') + ", '" + std::string(2000, 'x') + "'";
  const auto error = caught<DatabaseError>(sql, {});
  EXPECT_EQ(error.sql(), sql);
  EXPECT_LT(std::string(error.what()).size(), 1200u);
}

TEST_F(ErrorTest, CountsRowsThatAreWrittenAlike) {
  const auto insert = [](int rows) {
    std::string sql = "INSERT INTO artists (id, name) VALUES (?, ?)";
    for (int i = 1; i < rows; ++i) sql += ", (?, ?)";
    return sql;
  };
  const auto message = [&](const std::string& sql, std::size_t parameters) {
    try {
      connection.execute(sql, std::vector<Value>(parameters, Value{1}));
    } catch (const UniqueViolation& error) {
      EXPECT_EQ(error.sql(), sql);
      return std::string(error.what());
    }
    throw std::logic_error("no error from " + sql);
  };
  EXPECT_NE(message(insert(64) + " RETURNING id", 128)
                .find("[SQL: INSERT INTO artists (id, name) VALUES (?, ?) and 63 more rows "
                      "RETURNING id] [parameters: "),
            std::string::npos);
  // Few rows, and rows that differ, are shown as they are.
  EXPECT_NE(message(insert(2), 4).find("VALUES (?, ?), (?, ?)]"), std::string::npos);
  EXPECT_NE(message(insert(1) + ", (?, lower(?)), (?, 'x)'), (?, ?)", 7)
                .find("VALUES (?, ?), (?, lower(?)), (?, 'x)'), (?, ?)]"),
            std::string::npos);
}

TEST_F(ErrorTest, DeferredForeignKeysFailAtCommitAndLeaveTheTransactionOpen) {
  connection.execute("CREATE TABLE late (a REFERENCES artists (id) DEFERRABLE INITIALLY DEFERRED)");
  Transaction transaction(connection);
  connection.execute("INSERT INTO late VALUES (9)");
  EXPECT_THROW(transaction.commit(), ForeignKeyViolation);
  EXPECT_TRUE(transaction.active());
  connection.execute("DELETE FROM late");
  transaction.commit();
}

class LockTest : public testing::Test {
 protected:
  LockTest() { engine.connect().execute("CREATE TABLE t (a)"); }

  tests::TemporaryFolder folder;
  Engine engine{folder.url("a.db"), {.busy_timeout = std::chrono::milliseconds(30)}};
};

TEST_F(LockTest, BusySaysHowLongItWaited) {
  Connection writer = engine.connect();
  Transaction writing(writer, Mode::immediate);
  Connection second = engine.connect();
  try {
    const Transaction waiting(second, Mode::immediate);
    FAIL();
  } catch (const BusyError& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find("database is locked (SQLITE_BUSY)"), std::string::npos) << what;
    EXPECT_NE(what.find("another connection holds the lock; waited 3"), std::string::npos) << what;
    EXPECT_NE(what.find("[SQL: BEGIN IMMEDIATE]"), std::string::npos) << what;
  }
  writing.commit();
  const Transaction now(second, Mode::immediate);
  EXPECT_TRUE(now.active());
}

TEST_F(LockTest, BusyWithoutWaitingSaysWhy) {
  engine.connect().scalar("PRAGMA journal_mode = WAL");
  Connection reader = engine.connect();
  const Transaction reading(reader);
  reader.scalar("SELECT count(*) FROM t");
  engine.connect().execute("INSERT INTO t VALUES (1)");
  try {
    reader.execute("INSERT INTO t VALUES (2)");
    FAIL();
  } catch (const BusyError& error) {
    EXPECT_NE(std::string(error.what()).find("waiting cannot help"), std::string::npos)
        << error.what();
  }
}

TEST_F(LockTest, AStatementStillReadingLocksItsOwnTable) {
  Connection connection = engine.connect();
  connection.execute("INSERT INTO t VALUES (1), (2)");
  Statement reading = connection.prepare("SELECT a FROM t");
  ASSERT_TRUE(reading.step());
  try {
    connection.execute("DROP TABLE t");
    FAIL();
  } catch (const BusyError& error) {
    EXPECT_NE(std::string(error.what()).find("finish or reset it"), std::string::npos)
        << error.what();
  }
}

TEST_F(LockTest, CommitThatIsBusyCanBeTriedAgain) {
  Connection writer = engine.connect();
  Transaction writing(writer);
  writer.execute("INSERT INTO t VALUES (1)");
  Connection reader = engine.connect();
  Statement reading = reader.prepare("SELECT count(*) FROM t");
  ASSERT_TRUE(reading.step());
  EXPECT_THROW(writing.commit(), BusyError);
  EXPECT_TRUE(writing.active());
  reading.reset();
  writing.commit();
  EXPECT_EQ(reader.scalar("SELECT count(*) FROM t"), Value{1});
}

}  // namespace
}  // namespace retort::engine
