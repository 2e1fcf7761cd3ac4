// One table with everything that a rebuild can lose, built from a script beside the repository.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <test_paths.h>
#include "trial.h"

namespace retort::migrate {
namespace {

TEST(Torture, ARebuildLosesNothing) {
  const std::filesystem::path file =
      std::filesystem::path(RETORT_SHARED_DIR) / "survival/torture.sql";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file << " beside this repository";
  std::ostringstream script;
  script << std::ifstream(file).rdbuf();

  Trial trial(script.str());
  schema::Metadata wanted = trial.schema();
  wanted.find_table("t")->find_column("a")->type = {"TEXT"};
  const std::vector<Operation> operations = diff(trial.schema(), wanted);
  ASSERT_EQ(described(operations), "alter column t.a: type integer to TEXT");
  trial.run(operations);

  EXPECT_EQ(described(diff(trial.schema(), wanted)), "");
  EXPECT_EQ(trial.rows("SELECT id, a, typeof(a), b, g, u, pid FROM t WHERE id < 3"),
            "(1, '1', 'text', 'Alpha', 2, 'u1', 1) (2, '2', 'text', 'Beta', 4, 'u2', 2)");
  EXPECT_EQ(trial.rows("SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM ch), "
                       "(SELECT count(tid) FROM chn), (SELECT count(*) FROM v), "
                       "(SELECT count(*) FROM audit)"),
            "(4, 4, 2, 4, 0)");
  EXPECT_EQ(trial.rows("SELECT seq FROM sqlite_sequence WHERE name = 't'"), "(100)");
  EXPECT_EQ(trial.rows("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
  EXPECT_EQ(trial.rows("SELECT name FROM sqlite_schema WHERE name LIKE '%retort%'"), "");
  trial.connection.execute("INSERT INTO ch (tid, m) VALUES (1, 'z')");
  EXPECT_EQ(trial.rows("SELECT q FROM t WHERE id = 1"), "('touched')");
  trial.connection.execute("INSERT INTO t (b) VALUES ('Omega')");
  EXPECT_EQ(trial.rows("SELECT rowid FROM fts('omega')"), "(101)");

  trial.run(reverse(operations));
  EXPECT_EQ(trial.rows("SELECT a, typeof(a) FROM t WHERE id = 1"), "(1, 'integer')");
}

}  // namespace
}  // namespace retort::migrate
