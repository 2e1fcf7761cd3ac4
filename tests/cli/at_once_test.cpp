// Two runners at once, and one that is killed: the database is always exactly at a revision.

#include <gtest/gtest.h>

#include <test_paths.h>
#include "cli/command_line.h"

namespace retort::tests {
namespace {

void write_history(const Folder& folder, int revisions) {
  ASSERT_EQ(folder.run("migrate init --url sqlite:///app.db").status, 0);
  for (int i = 1; i <= revisions; ++i) {
    const std::string id = std::to_string(100000 + i);
    std::string script = "revision = \"" + id + "\"\n";
    if (i > 1) script += "down_revision = \"" + std::to_string(100000 + i - 1) + "\"\n";
    const std::string table = "t" + std::to_string(i);
    script += "message = \"m\"\n[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE " + table +
              " (a)\"\n[[upgrade]]\nop = \"execute\"\nsql = \"INSERT INTO " + table +
              " VALUES (1)\"\n[[downgrade]]\nop = \"drop_table\"\ntable = \"" + table + "\"\n";
    write_file(folder / ("migrations/" + id + ".toml"), script);
  }
}

TEST(AtOnce, EachRevisionRunsOnce) {
  const Folder folder;
  write_history(folder, 10);
  const Outcome outcome = folder.run(
      "status=0; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do (migrate upgrade head >out.$i "
      "2>&1; echo $? "
      ">status.$i) "
      "& done; wait; cat out.* status.*");
  int upgrades = 0;
  for (std::size_t at = 0; (at = outcome.out.find("upgrade ", at)) != std::string::npos; ++at)
    ++upgrades;
  EXPECT_EQ(upgrades, 10) << outcome.out;
  EXPECT_NE(outcome.out.find("0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n"), std::string::npos)
      << outcome.out;
  EXPECT_EQ(folder.run("sqlite3 app.db 'SELECT version_num FROM migrate_version'").out, "100010\n");
  EXPECT_EQ(folder
                .run("sqlite3 app.db 'SELECT count(*), count(DISTINCT revision), count(finished) "
                     "FROM migrate_history'")
                .out,
            "10|10|10\n");
}

TEST(AtOnce, KilledAnywhereTheDatabaseIsAtARevision) {
  const Folder folder;
  write_history(folder, 60);
  ASSERT_EQ(folder.run("migrate upgrade +1").status, 0);
  for (int round = 1; round <= 15; ++round) {
    // Killed a little later each time; where that falls is left to chance.
    const std::string seconds = "0.0" + std::to_string(10 + 5 * round);
    folder.run("timeout -s KILL " + seconds + " " RETORT_MIGRATE " upgrade head");
    // A killed process may hold its lock for a moment yet.
    const Outcome state = folder.run(
        "sqlite3 -cmd '.timeout 10000' app.db \"SELECT (SELECT max(version_num) FROM "
        "migrate_version) - 100000 = "
        "(SELECT count(*) FROM sqlite_schema WHERE name LIKE 't%'), "
        "(SELECT count(*) FROM migrate_version) <= 1; PRAGMA integrity_check\"");
    EXPECT_EQ(state.out, "1|1\nok\n") << state.err;
  }
  EXPECT_EQ(folder.run("migrate upgrade head").status, 0);
  EXPECT_EQ(folder.run("sqlite3 app.db 'SELECT version_num FROM migrate_version'").out, "100060\n");
}

}  // namespace
}  // namespace retort::tests
