#include <retort/migrate/version_table.h>

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/migrate/error.h>

namespace retort::migrate {
namespace {

using Rows = std::vector<std::string>;

TEST(VersionTable, MovesBetweenSetsOfTips) {
  engine::Engine engine("sqlite://");
  engine::Connection connection = engine.connect();
  const VersionTable table("odd \"name");
  EXPECT_EQ(table.rows(connection), Rows{});
  const std::vector<Rows> stops = {{"a"}, {"b"}, {"b", "c"}, {"d"}, {"b", "c"}, {"b", "e"}, {}};
  Rows before;
  for (const Rows& after : stops) {
    table.move(connection, before, after);
    EXPECT_EQ(table.rows(connection), after);
    before = after;
  }
}

TEST(VersionTable, RefusesRowsThatAreNotThere) {
  engine::Engine engine("sqlite://");
  engine::Connection connection = engine.connect();
  const VersionTable table("migrate_version");
  table.move(connection, {}, {"a"});
  EXPECT_THROW(table.move(connection, {"b"}, {"c"}), MigrateError);
  EXPECT_THROW(table.move(connection, {"b"}, {}), MigrateError);
  EXPECT_EQ(table.rows(connection), Rows{"a"});
}

}  // namespace
}  // namespace retort::migrate
