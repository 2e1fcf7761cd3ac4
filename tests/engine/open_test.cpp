// Opening SQLite databases: modes, options, and what stands in the way.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

class OpenTest : public testing::Test {
 protected:
  OpenTest() { Engine(folder.url("a.db")).connect().execute("CREATE TABLE t (a)"); }

  std::string refusal(const std::string& url, Options options = {}) {
    try {
      Engine(url, options).connect();
    } catch (const ConnectError& error) {
      return error.what();
    }
    return "no error";
  }

  tests::TemporaryFolder folder;
};

TEST_F(OpenTest, FindsAFileThatIsNoDatabase) {
  folder.write("text.db", "Dear diary, this is no database, however long it may become.");
  folder.write("short.db", "hello");
  for (const char* name : {"text.db", "short.db"})
    EXPECT_EQ(refusal(folder.url(name)),
              "cannot open " + folder.file(name) +
                  ": file is not a database (SQLITE_NOTADB); it is another kind of file, or it is "
                  "encrypted");
}

TEST_F(OpenTest, AnEmptyFileIsAnEmptyDatabase) {
  folder.write("empty.db", "");
  Engine(folder.url("empty.db")).connect().execute("CREATE TABLE t (a)");
}

TEST_F(OpenTest, SaysThatTheFolderIsMissing) {
  EXPECT_EQ(refusal(folder.url("no/such/a.db")),
            "cannot open " + folder.file("no/such/a.db") +
                ": unable to open database file (SQLITE_CANTOPEN); there is no folder " +
                folder.file("no/such") + ": create it first");
}

TEST_F(OpenTest, SaysThatItIsADirectory) {
  std::filesystem::create_directory(folder.file("sub"));
  const std::string what = refusal(folder.url("sub"));
  EXPECT_TRUE(what.ends_with("; it is a directory")) << what;
}

TEST_F(OpenTest, DoesNotCreateWhatItWasToldNotTo) {
  const std::string url = folder.url("new.db");
  for (const auto& what : {refusal(url, {.create = false}), refusal(url, {.read_only = true}),
                           refusal(url + "?mode=rw"), refusal(url + "?mode=ro")})
    EXPECT_TRUE(what.ends_with("; no such file, and it was not to be created")) << what;
  EXPECT_FALSE(std::filesystem::exists(folder.file("new.db")));
}

TEST_F(OpenTest, SaysThatPermissionIsMissing) {
  using std::filesystem::perms;
  // Root may read every file, so it becomes somebody else for a moment.
  const bool root = ::geteuid() == 0;
  const std::string file = folder.url("a.db");
  std::filesystem::permissions(folder.file(""), perms::none);
  if (root) {
    ASSERT_EQ(::seteuid(65534), 0);
  }
  const std::string what = refusal(file);
  const std::string missing = refusal(folder.url("b.db"), {.create = false});
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  std::filesystem::permissions(folder.file(""), perms::owner_all);
  EXPECT_TRUE(what.ends_with("; Permission denied")) << what;
  EXPECT_TRUE(missing.ends_with("; Permission denied")) << missing;
}

TEST_F(OpenTest, ReadOnlyRefusesToWrite) {
  Engine by_option(folder.url("a.db"), {.read_only = true});
  Engine by_url(folder.url("a.db") + "?mode=ro");
  Engine immutable(folder.url("a.db") + "?mode=ro&immutable=1");
  for (Engine* engine : {&by_option, &by_url, &immutable}) {
    Connection connection = engine->connect();
    EXPECT_EQ(connection.scalar("SELECT count(*) FROM t"), Value{0});
    EXPECT_THROW(connection.execute("INSERT INTO t VALUES (1)"), ReadOnlyError);
  }
}

TEST_F(OpenTest, TheModesThatWriteDo) {
  for (const char* mode : {"rw", "rwc"}) {
    Engine engine(folder.url("a.db") + "?mode=" + mode);
    EXPECT_EQ(engine.connect().execute("INSERT INTO t VALUES (1)"), 1);
  }
}

TEST_F(OpenTest, TheUrlMaySayHowLongToWait) {
  Engine engine(folder.url("a.db") + "?timeout=0.02", {.busy_timeout = std::chrono::hours(1)});
  Connection first = engine.connect();
  const Transaction lock(first, Mode::immediate);
  Connection second = engine.connect();
  EXPECT_THROW(Transaction(second, Mode::immediate), BusyError);
}

TEST_F(OpenTest, RefusesUrlsThatMeanSomethingElse) {
  for (const char* url : {"sqlite://app.db", "sqlite://user@/app.db", "sqlite:///a?mode=r",
                          "sqlite:///a?cache=shared", "sqlite:///a?timeout=soon",
                          "sqlite:///a?timeout=-1", "sqlite://localhost/app.db"})
    EXPECT_THROW(Engine engine(url), UrlError) << url;
}

TEST_F(OpenTest, TakesNamesThatUrisFindSpecial) {
  for (const char* name :
       {"a b.db", "100%25.db", "what%3F.db", "hash#1.db", "ünï.db", "file:x.db", "a&b=c.db"}) {
    const Url url = Url::parse(folder.url(name));
    Engine(url).connect().execute("CREATE TABLE t (a)");
    EXPECT_TRUE(std::filesystem::exists(url.database)) << url.database;
  }
}

TEST_F(OpenTest, ALockedDatabaseCanStillBeConnectedTo) {
  Engine engine(folder.url("a.db"), {.busy_timeout = std::chrono::milliseconds(0)});
  Connection first = engine.connect();
  const Transaction lock(first, Mode::exclusive);
  Connection second = engine.connect();
  EXPECT_THROW(second.scalar("SELECT count(*) FROM t"), BusyError);
}

}  // namespace
}  // namespace retort::engine
