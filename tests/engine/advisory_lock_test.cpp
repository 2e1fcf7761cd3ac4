// Who holds a database's advisory lock keeps others out, and nobody else.

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

using std::chrono::milliseconds;

TEST(AdvisoryLock, HasOneHolderAtATime) {
  const tests::TemporaryFolder folder;
  Engine one(folder.url("a.db"));
  Engine other(folder.url("a.db"));
  {
    const AdvisoryLock held = one.lock("migrate", milliseconds(0));
    EXPECT_THROW(other.lock("migrate", milliseconds(0)), BusyError);
    EXPECT_NO_THROW(other.lock("another name", milliseconds(0)));
    // Statements do not ask for it.
    other.connect().execute("CREATE TABLE t (a)");
  }
  EXPECT_NO_THROW(other.lock("migrate", milliseconds(0)));
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.db-migrate")));
}

TEST(AdvisoryLock, IsTheSameThroughALink) {
  const tests::TemporaryFolder folder;
  Engine one(folder.url("a.db"));
  one.connect().execute("CREATE TABLE t (a)");
  std::filesystem::create_symlink(folder.file("a.db"), folder.file("link.db"));
  Engine other(folder.url("link.db"));
  const AdvisoryLock held = one.lock("migrate", milliseconds(0));
  EXPECT_THROW(other.lock("migrate", milliseconds(0)), BusyError);
}

TEST(AdvisoryLock, GoesWithAProcessThatIsKilled) {
  const tests::TemporaryFolder folder;
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    Engine engine(folder.url("a.db"));
    const AdvisoryLock held = engine.lock("migrate", milliseconds(0));
    if (::write(ready[1], "x", 1) != 1) ::_exit(1);
    ::pause();
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  Engine engine(folder.url("a.db"));
  EXPECT_THROW(engine.lock("migrate", milliseconds(0)), BusyError);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_NO_THROW(engine.lock("migrate", milliseconds(0)));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(AdvisoryLock, OfADatabaseInMemoryIsHadAtOnce) {
  Engine engine("sqlite://");
  const AdvisoryLock held = engine.lock("migrate", milliseconds(0));
  EXPECT_NO_THROW(engine.lock("migrate", milliseconds(0)));
}

}  // namespace
}  // namespace retort::engine
