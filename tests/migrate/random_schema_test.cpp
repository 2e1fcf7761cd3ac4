// For random pairs of schemas with rows: what diff finds can be planned and executed, leads to the
// wanted schema, keeps the rows, and can be undone.

#include <gtest/gtest.h>

#include <retort/migrate/script.h>

#include "random_schema.h"
#include "trial.h"

namespace retort::migrate {
namespace {

std::string keys(Trial& trial, const std::string& table) {
  std::string quoted = "\"";
  for (const char c : table) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return trial.rows("SELECT k FROM " + quoted + "\" ORDER BY k");
}

class RandomPair : public testing::TestWithParam<unsigned> {};

TEST_P(RandomPair, ThereAndBack) {
  RandomSchema random(GetParam());
  const std::string ddl = random.ddl();
  const std::string rows = random.rows();
  const schema::Metadata wanted = schema_of(random.ddl());
  Trial trial(ddl + rows);
  const schema::Metadata start = trial.schema();
  const std::vector<Operation> operations = diff(start, wanted);
  SCOPED_TRACE(ddl + "\n" + described(operations));

  trial.run(operations);
  EXPECT_EQ(described(diff(trial.schema(), wanted)), "");
  EXPECT_EQ(trial.rows("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
  for (const schema::Table& table : wanted.tables)
    if (start.find_table(table.name)) {
      EXPECT_EQ(keys(trial, table.name), "(1) (2) (3) (4)");
    }

  trial.run(reverse(operations));
  EXPECT_EQ(described(diff(trial.schema(), start)), "");
}

// What a script has just built never differs from its models, on the way through the file and back.
TEST_P(RandomPair, AScriptBuildsItsModels) {
  RandomSchema random(GetParam() + 1000);
  const schema::Metadata first = schema_of(random.ddl());
  const schema::Metadata second = schema_of(random.ddl());
  Trial trial("");
  for (const schema::Metadata& models : {first, second}) {
    Script script;
    script.revision = "aaaa";
    script.upgrade = diff(trial.schema(), models);
    const Script read = parse_script(write_script(script), "aaaa.toml");
    SCOPED_TRACE(write_script(script));
    trial.run(read.upgrade);
    EXPECT_EQ(described(diff(trial.schema(), models)), "");
    EXPECT_EQ(described(diff(models, trial.schema())), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Seed, RandomPair, testing::Range(1u, 61u));

}  // namespace
}  // namespace retort::migrate
