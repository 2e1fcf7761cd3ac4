// Engine: what it says about its database, and scratch databases.

#include <gtest/gtest.h>

#include <filesystem>

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

TEST(Engine, OpensNothingByItself) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"));
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.db")));
  EXPECT_EQ(engine.url().database, folder.file("a.db"));
  EXPECT_EQ(engine.dialect().name(), "sqlite");
}

TEST(Engine, RefusesAnUnknownDatabaseWithoutShowingThePassword) {
  try {
    Engine engine("oracle://scott:tiger@host/db");
    FAIL();
  } catch (const UrlError& error) {
    EXPECT_STREQ(error.what(),
                 "this build knows no database \"oracle\" (it knows sqlite): "
                 "oracle://scott:***@host/db");
  }
}

TEST(Scratch, IsEmptyAndPrivateAndGoneWithItsConnection) {
  Engine engine("sqlite://");
  engine.connect().execute("CREATE TABLE t (a)");
  Connection scratch = engine.scratch();
  scratch.execute("CREATE TABLE t (a, b)");
  EXPECT_EQ(engine.scratch().scalar("SELECT count(*) FROM sqlite_schema"), Value{0});
  EXPECT_EQ(engine.connect().rows("SELECT * FROM t").size(), 0u);
}

}  // namespace
}  // namespace retort::engine
