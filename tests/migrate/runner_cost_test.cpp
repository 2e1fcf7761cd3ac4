// What an upgrade costs: for a revision that adds something, nothing that grows with the rest of the
// schema.

#include <gtest/gtest.h>

#include <retort/migrate/runner.h>

#include "engine/temporary_folder.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;

Operation column(int number) {
  return AddColumn{.table = "t",
                   .column = {.name = "c" + std::to_string(number), .type = {"INTEGER"}}};
}

Operation table(int number) {
  return CreateTable{.table = {.name = "u" + std::to_string(number),
                               .columns = {{.name = "id", .type = {"INTEGER"}}}}};
}

// Of the last of ten revisions, in a database with that many other tables.
engine::Connection::Counters cost_beside(int others, Operation (*operation)(int)) {
  const tests::TemporaryFolder folder;
  engine::Engine engine(folder.url("app.db"));
  engine::Connection connection = engine.connect();
  connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
  for (int i = 0; i < others; ++i)
    connection.execute_script("CREATE TABLE o" + std::to_string(i) + " (a); CREATE INDEX oi" +
                              std::to_string(i) + " ON o" + std::to_string(i) + " (a)");
  std::vector<Script> scripts;
  for (int i = 0; i < 10; ++i) {
    scripts.push_back(sql_script(
        "r" + std::to_string(i),
        i == 0 ? std::vector<std::string>() : std::vector<std::string>{"r" + std::to_string(i - 1)},
        "SELECT 1"));
    scripts.back().upgrade = {operation(i)};
  }
  const Graph graph(scripts);
  engine::Connection::Counters before, after;
  RunOptions options;
  options.lifecycle.before_revision = [&](engine::Connection& own, const Move&) {
    before = own.counters();
  };
  options.lifecycle.after_run = [&](engine::Connection& own, const std::vector<Move>&) {
    after = own.counters();
  };
  Runner(engine, graph).upgrade("head", options);
  return {.prepared = after.prepared - before.prepared,
          .run = after.run - before.run,
          .rows = after.rows - before.rows};
}

TEST(RunnerCost, OfARevisionThatAddsDoesNotGrowWithTheSchema) {
  for (const auto operation : {column, table}) {
    const engine::Connection::Counters alone = cost_beside(0, operation);
    const engine::Connection::Counters among_many = cost_beside(100, operation);
    EXPECT_EQ(among_many.run, alone.run);
    EXPECT_EQ(among_many.prepared, alone.prepared);
    EXPECT_EQ(among_many.rows, alone.rows);
    EXPECT_LE(alone.run, 7)
        << "what it does, its own schema twice, dependents, bookkeeping, COMMIT";
  }
}

}  // namespace
}  // namespace retort::migrate
