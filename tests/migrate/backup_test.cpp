// Copies of a database, and the way back to them.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/backup.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "cli/command_line.h"

namespace retort::migrate {
namespace {

class Backup : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    engine::Connection connection = engine.connect();
    connection.execute_script(std::string("PRAGMA journal_mode = ") + GetParam() +
                              "; CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  }

  std::string rows() {
    engine::Connection connection = engine.connect();
    std::string text;
    for (const auto& row : connection.rows("SELECT a FROM t")) text += engine::to_text(row);
    return text;
  }
  void change() { engine.connect().execute("DELETE FROM t WHERE a = 1"); }

  tests::Folder folder;
  engine::Engine engine{"sqlite:///" + (folder / "app.db").string()};
};

TEST_P(Backup, IsADatabaseOfItsOwn) {
  const auto copy = back_up(engine, "aaaa");
  EXPECT_TRUE(copy.filename().string().starts_with("app.db.2")) << copy;
  EXPECT_TRUE(copy.filename().string().ends_with("Z.aaaa.backup")) << copy;
  change();
  engine::Engine other("sqlite:///" + copy.string());
  EXPECT_EQ(other.connect().rows("SELECT a FROM t").size(), 2U);
  for (const auto& [file, text] : folder.contents())
    EXPECT_EQ(file.find(".part"), std::string::npos) << file;
}

TEST_P(Backup, ComesBackWhileOthersHaveTheDatabaseOpen) {
  const auto copy = back_up(engine, "aaaa");
  engine::Engine elsewhere("sqlite:///" + (folder / "app.db").string());
  engine::Connection idle = elsewhere.connect();
  EXPECT_EQ(idle.rows("SELECT a FROM t").size(), 2U);
  change();
  const auto aside = restore(engine, copy);
  EXPECT_EQ(rows(), "(1)(2)");
  EXPECT_FALSE(std::filesystem::exists(copy.string() + "-shm"));
  EXPECT_EQ(idle.rows("SELECT a FROM t").size(), 2U) << "it reads the file that is there";
  idle.execute("INSERT INTO t VALUES (3)");
  EXPECT_EQ(rows(), "(1)(2)(3)");
  EXPECT_EQ(restore(engine, aside).empty(), false);
  EXPECT_EQ(rows(), "(2)") << "what was there before the restore";
}

TEST_P(Backup, IsNotPutUnderAReader) {
  const auto copy = back_up(engine, "aaaa");
  engine::Engine elsewhere("sqlite:///" + (folder / "app.db").string());
  engine::Connection busy = elsewhere.connect();
  engine::Engine quick(engine.url(), {.busy_timeout = std::chrono::milliseconds(1)});
  const engine::Transaction writing(busy, engine::Mode::immediate);
  busy.execute("DELETE FROM t");
  EXPECT_THROW(restore(quick, copy), engine::BusyError);
}

TEST_P(Backup, ComesBackWhereTheDatabaseIsGone) {
  const auto copy = back_up(engine, "aaaa");
  engine::Engine elsewhere("sqlite:///" + (folder / "other.db").string());
  EXPECT_TRUE(restore(elsewhere, copy).empty());
  EXPECT_EQ(elsewhere.connect().rows("SELECT a FROM t").size(), 2U);
}

TEST_P(Backup, OnlyTheNewestStay) {
  const BackupOptions options{.folder = folder / "kept", .keep = 2};
  const auto first = back_up(engine, "aaaa", options);
  const auto second = back_up(engine, "aaaa", options);
  const auto third = back_up(engine, "aaaa", options);
  EXPECT_EQ(backups(engine, options.folder), (std::vector{third, second}));
  EXPECT_FALSE(std::filesystem::exists(first));
}

TEST_P(Backup, OfABrokenDatabaseIsNone) {
  tests::write_file(folder / "broken.backup", "no database at all, but long enough to be read");
  EXPECT_THROW(restore(engine, folder / "broken.backup"), Error);
  EXPECT_EQ(rows(), "(1)(2)");
}

INSTANTIATE_TEST_SUITE_P(Journals, Backup, ::testing::Values("delete", "wal"));

TEST(BackupOfMemory, IsRefused) {
  engine::Engine engine("sqlite://");
  EXPECT_THROW(back_up(engine, "aaaa"), MigrateError);
}

}  // namespace
}  // namespace retort::migrate
