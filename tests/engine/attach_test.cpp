// Databases that an engine attaches to each of its connections.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <retort/engine/copy_database.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

/// What connecting says is wrong.
template <class Refused>
std::string refusal(const std::string& url, Options options) {
  try {
    Engine(url, std::move(options)).connect();
  } catch (const Refused& error) {
    return error.what();
  }
  return "nothing";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct AttachTest : testing::Test {
  AttachTest() {
    Engine archive(folder.url("archive.db"));
    archive.connect().execute("CREATE TABLE notes (text)");
    archive.connect().execute("INSERT INTO notes VALUES ('old')");
  }

  Engine engine(Options options = {}) {
    options.attach = {{"archive", folder.file("archive.db")}};
    return Engine(folder.url("a.db"), std::move(options));
  }

  const tests::TemporaryFolder folder;
};

TEST_F(AttachTest, EveryConnectionHasIt) {
  Engine both = engine();
  Connection one = both.connect();
  Connection two = both.connect();
  EXPECT_EQ(one.scalar("SELECT text FROM archive.notes"), Value{"old"});
  one.execute("INSERT INTO archive.notes VALUES ('new')");
  EXPECT_EQ(two.scalar("SELECT count(*) FROM archive.notes"), Value{2});
}

TEST_F(AttachTest, TakesUrlsAndAnyName) {
  Engine both(folder.url("a.db"), {.attach = {{"my \"old\" notes; --", folder.url("archive.db")}}});
  EXPECT_EQ(both.connect().scalar("SELECT text FROM \"my \"\"old\"\" notes; --\".notes"),
            Value{"old"});
}

TEST_F(AttachTest, MakesAFileThatIsMissingAsForItsOwn) {
  const Attached fresh{"fresh", folder.file("50%?#.db")};
  Engine(folder.url("a.db"), {.attach = {fresh}}).connect().execute("CREATE TABLE fresh.t (a)");
  EXPECT_TRUE(std::filesystem::exists(folder.file("50%?#.db")));

  const auto missing = refusal<ConnectError>(
      folder.url("a.db"), {.create = false, .attach = {{"x", folder.file("x.db")}}});
  EXPECT_TRUE(has(missing, "cannot attach x, " + folder.file("x.db"))) << missing;
  EXPECT_TRUE(has(missing, "no such file, and it was not to be created")) << missing;
  EXPECT_FALSE(std::filesystem::exists(folder.file("x.db")));
}

TEST_F(AttachTest, MakesFilesBesideADatabaseInMemory) {
  Engine engine("sqlite://", {.attach = {{"kept", folder.file("kept.db")}}});
  engine.connect().execute("CREATE TABLE kept.t (a)");
  EXPECT_EQ(Engine(folder.url("kept.db")).connect().scalar("SELECT count(*) FROM t"), Value{0});
}

TEST_F(AttachTest, WritesNothingWhereItsOwnIsOnlyRead) {
  engine().connect().execute("CREATE TABLE t (a)");
  EXPECT_THROW(engine({.read_only = true}).connect().execute("DELETE FROM archive.notes"),
               ReadOnlyError);
  Engine by_url(folder.url("a.db") + "?mode=ro",
                {.attach = {{"archive", folder.file("archive.db")}}});
  EXPECT_THROW(by_url.connect().execute("DELETE FROM archive.notes"), ReadOnlyError);
  // One may be read only by itself.
  Engine half(folder.url("a.db"), {.attach = {{"archive", folder.url("archive.db") + "?mode=ro"}}});
  half.connect().execute("INSERT INTO t VALUES (1)");
  EXPECT_THROW(half.connect().execute("DELETE FROM archive.notes"), ReadOnlyError);
}

TEST_F(AttachTest, SaysWhichFileIsNone) {
  folder.write("text.db", std::string(2000, 'x'));
  const auto text =
      refusal<ConnectError>(folder.url("a.db"), {.attach = {{"text", folder.file("text.db")}}});
  EXPECT_TRUE(has(text, "cannot attach text, " + folder.file("text.db"))) << text;
  EXPECT_TRUE(has(text, "it is another kind of file, or it is encrypted")) << text;

  const auto folderless =
      refusal<ConnectError>(folder.url("a.db"), {.attach = {{"x", folder.file("no/x.db")}}});
  EXPECT_TRUE(has(folderless, "there is no folder " + folder.file("no"))) << folderless;
}

TEST_F(AttachTest, RefusesNamesThatAreThere) {
  const auto of = [&](std::vector<Attached> attach) {
    return refusal<UsageError>("sqlite://", {.attach = std::move(attach)});
  };
  EXPECT_EQ(of({{"Main", "x.db"}}),
            "Options::attach: \"Main\" is the name of a database that is there");
  EXPECT_EQ(of({{"temp", "x.db"}}),
            "Options::attach: \"temp\" is the name of a database that is there");
  EXPECT_EQ(of({{"", "x.db"}}), "Options::attach: \"\" is no name for a database");
  EXPECT_EQ(of({{"a", "x.db"}, {"A", "y.db"}}), "Options::attach: \"A\" is attached twice");
  EXPECT_EQ(of({{"a", "oracle://h/x"}}),
            "Options::attach: \"a\" is another kind of database: oracle://h/x");
  EXPECT_TRUE(has(of({{"a", "sqlite:///x.db?timeout=3"}}), "has a timeout of its own"));
}

TEST_F(AttachTest, SaysHowManyThereMayBe) {
  Options options;
  for (int i = 0; i < 11; ++i) options.attach.push_back({"a" + std::to_string(i), ":memory:"});
  const auto many = refusal<ConnectError>("sqlite://", options);
  EXPECT_TRUE(has(many, "cannot attach a10, a database in memory")) << many;
  EXPECT_TRUE(has(many, "too many attached databases - max 10")) << many;
}

TEST_F(AttachTest, InMemoryMakesASingleConnection) {
  Engine engine(folder.url("a.db"), {.attach = {{"m", ":memory:"}}});
  engine.connect().execute("CREATE TABLE m.t (a)");
  Connection one = engine.connect();
  Connection two = engine.connect();
  one.execute("INSERT INTO m.t VALUES (1)");
  EXPECT_EQ(two.scalar("SELECT count(*) FROM m.t"), Value{1});
}

TEST_F(AttachTest, IsThereBeforeOnConnect) {
  Engine both = engine(
      {.on_connect = [](Connection& connection) { connection.rows("PRAGMA journal_mode = WAL"); }});
  EXPECT_EQ(both.connect().scalar("PRAGMA archive.journal_mode"), Value{"wal"});
  EXPECT_EQ(both.connect().scalar("PRAGMA main.journal_mode"), Value{"wal"});
}

TEST_F(AttachTest, ATransactionIsOfAllFiles) {
  Engine both = engine();
  Connection connection = both.connect();
  connection.execute("CREATE TABLE notes (text)");
  {
    Transaction transaction(connection);
    connection.execute("INSERT INTO main.notes SELECT text FROM archive.notes");
    connection.execute("DELETE FROM archive.notes");
  }
  EXPECT_EQ(connection.scalar("SELECT count(*) FROM archive.notes"), Value{1});
  EXPECT_EQ(connection.scalar("SELECT count(*) FROM main.notes"), Value{0});
}

TEST_F(AttachTest, AWriterOfTheAttachedFileIsWaitedFor) {
  Engine archive(folder.url("archive.db"));
  Connection writer = archive.connect();
  Connection connection = engine({.busy_timeout = std::chrono::milliseconds(20)}).connect();
  const Transaction writing(writer, Mode::immediate);
  EXPECT_THROW(connection.execute("DELETE FROM archive.notes"), BusyError);
  // Taking the lock at once takes it for all files.
  EXPECT_THROW(Transaction(connection, Mode::immediate), BusyError);
  connection.execute("CREATE TABLE t (a)");
}

TEST_F(AttachTest, AFileThatCannotBeReadIsBusy) {
  Engine archive(folder.url("archive.db"));
  Connection writer = archive.connect();
  const Transaction writing(writer, Mode::exclusive);
  Options options{.busy_timeout = std::chrono::milliseconds(20)};
  options.attach = {{"archive", folder.file("archive.db")}};
  const auto busy = refusal<BusyError>(folder.url("a.db"), options);
  EXPECT_TRUE(has(busy, "archive") && has(busy, folder.file("archive.db"))) << busy;
}

TEST_F(AttachTest, IsNoPartOfTheDatabaseItself) {
  Engine both = engine();
  EXPECT_EQ(both.file(), folder.file("a.db"));
  Connection from = both.connect();
  from.execute("CREATE TABLE t (a)");
  Connection to = Engine("sqlite://").connect();
  copy_database(from, to);
  EXPECT_EQ(to.scalar("SELECT count(*) FROM sqlite_schema"), Value{1});
  EXPECT_EQ(both.scratch().scalar("SELECT count(*) FROM pragma_database_list"), Value{1});
}

}  // namespace
}  // namespace retort::engine
