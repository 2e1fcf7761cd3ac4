#include <retort/engine/memory_statistics.h>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>

#include <retort/engine/engine.h>

namespace {

using retort::engine::Engine;
using retort::engine::without_memory_statistics;

void use_sqlite() {
  auto connection = Engine("sqlite://").connect();
  connection.execute_script("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
}

// In a process of its own, since the setting is the process's.
class MemoryStatisticsDeathTest : public testing::Test {
 protected:
  MemoryStatisticsDeathTest() { testing::FLAGS_gtest_death_test_style = "threadsafe"; }
};

TEST_F(MemoryStatisticsDeathTest, AreNotKept) {
  EXPECT_EXIT(
      {
        const bool in_time = without_memory_statistics();
        use_sqlite();
        std::_Exit(in_time && sqlite3_memory_highwater(0) == 0 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST_F(MemoryStatisticsDeathTest, AreKeptWhereSqliteWasUsedBefore) {
  EXPECT_EXIT(
      {
        use_sqlite();
        const bool in_time = without_memory_statistics();
        use_sqlite();
        std::_Exit(!in_time && sqlite3_memory_highwater(0) > 0 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
