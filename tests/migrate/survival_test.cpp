// The survival test beside this repository: a table with everything that a change can lose, changed in
// every way, judged by a script that knows nothing of this project. With foreign keys on and off, in a
// transaction of the runner's and in a caller's, with a rollback journal and with a write-ahead log.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <tuple>

#include <retort/engine/error.h>

#include <test_paths.h>
#include "engine/temporary_folder.h"
#include "trial.h"

namespace retort::migrate {
namespace {

namespace fs = std::filesystem;
using schema::Metadata;

const fs::path survival = fs::path(RETORT_SHARED_DIR) / "survival";

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

struct Change {
  const char* name;
  std::function<void(Metadata&)> made;
  /// Made before `made`, and undone after it.
  std::vector<Operation> renames{};
  const char* type_of_a = "INTEGER";
};

schema::Table& table(Metadata& metadata, const char* name) { return *metadata.find_table(name); }
schema::Column& column(Metadata& metadata, const char* of, const char* name) {
  return *table(metadata, of).find_column(name);
}

AlterColumn renamed(const std::string& of, const std::string& from, const std::string& to) {
  return {.table = of, .before = {.name = from}, .after = {.name = to}, .rename = true};
}

std::vector<Change> changes() {
  return {
      {"type", [](Metadata& m) { column(m, "t", "a").type = {"TEXT"}; }, {}, "TEXT"},
      {"not null", [](Metadata& m) { column(m, "t", "u").nullable = false; }},
      {"nullable", [](Metadata& m) { column(m, "ch", "tid").nullable = true; }},
      {"default", [](Metadata& m) { column(m, "t", "a").server_default = "7"; }},
      {"check",
       [](Metadata& m) {
         table(m, "t").checks.push_back({.name = "a_small", .expression = "a < 1000"});
       }},
      {"no check",
       [](Metadata& m) {
         table(m, "t").checks.push_back({.name = "a_small", .expression = "a < 1000"});
         column(m, "t", "q").type = {"VARCHAR"};
       }},
      {"action of a foreign key",
       [](Metadata& m) {
         table(m, "ch").foreign_keys.front().on_delete = schema::Action::restrict;
       }},
      {"foreign key to itself",
       [](Metadata& m) {
         table(m, "p").columns.push_back({.name = "parent", .type = {"INTEGER"}});
         table(m, "p").foreign_keys.push_back({.columns = {"parent"},
                                               .referred_table = "p",
                                               .referred_columns = {"id"},
                                               .on_delete = schema::Action::cascade});
         column(m, "p", "n").type = {"VARCHAR"};
       }},
      {"foreign key to a new table",
       [](Metadata& m) {
         schema::Table made = {.name = "migrate_made",
                               .columns = {{.name = "k", .type = {"INTEGER"}}}};
         made.primary_key = schema::PrimaryKey{.columns = {{.column = "k"}}};
         made.foreign_keys.push_back({.columns = {"k"},
                                      .referred_table = "t",
                                      .referred_columns = {"id"},
                                      .on_delete = schema::Action::cascade});
         m.tables.push_back(made);
         column(m, "t", "ts").type = {"VARCHAR"};
       }},
      {"unique",
       [](Metadata& m) {
         table(m, "t").uniques.push_back({.columns = {{.column = "b"}, {.column = "a"}}});
       }},
      {"renamed column",
       [](Metadata& m) { column(m, "t", "q").type = {"VARCHAR"}; },
       {renamed("t", "a", "a2"), renamed("ch", "m", "words"), renamed("t", "id", "key")}},
      {"renamed table",
       [](Metadata& m) { column(m, "p", "n").type = {"VARCHAR"}; },
       {RenameTable{"t", "t2"}, RenameTable{"ch", "child"}, RenameTable{"audit", "T"}}},
      {"new column",
       [](Metadata& m) {
         table(m, "t").columns.push_back({.name = "extra",
                                          .type = {"TEXT"},
                                          .nullable = false,
                                          .server_default = "(lower('X'))"});
       }},
      {"dropped column",
       [](Metadata& m) {
         auto& columns = table(m, "chn").columns;
         columns.push_back({.name = "extra", .type = {"TEXT"}});
         columns.push_back({.name = "more", .type = {"TEXT"}});
         column(m, "chn", "id").type = {"BIGINT"};
       }},
      {"collation", [](Metadata& m) { column(m, "t", "q").collation = "RTRIM"; }},
      {"generated column",
       [](Metadata& m) {
         table(m, "t").columns.push_back(
             {.name = "h",
              .type = {"INTEGER"},
              .generated = schema::Generated{.expression = "a + 1", .stored = true}});
       }},
      {"primary key",
       [](Metadata& m) {
         table(m, "st").primary_key->columns.push_back({.column = "v"});
         table(m, "p").primary_key->autoincrement = true;
       }},
      {"options", [](Metadata& m) { table(m, "st").options = {}; }},
      {"everything",
       [](Metadata& m) {
         column(m, "t", "a").type = {"TEXT"};
         column(m, "p", "n").nullable = false;
         column(m, "ch", "m").collation = "NOCASE";
         column(m, "chn", "tid").type = {"BIGINT"};
         column(m, "st", "v").type = {"ANY"};
         column(m, "audit", "m").server_default = "'none'";
       },
       {RenameTable{"p", "parents"}},
       "TEXT"},
  };
}

std::vector<Operation> undone(const std::vector<Operation>& operations) {
  return reverse(operations);
}

// (foreign keys on, in a caller's transaction, write-ahead log)
class Survival : public testing::TestWithParam<std::tuple<bool, bool, bool>> {
 protected:
  void SetUp() override {
    if (!fs::exists(survival / "survival.py")) GTEST_SKIP() << "no survival test at " << survival;
    script_ = read(survival / "torture.sql");
  }

  bool enforced() const { return std::get<0>(GetParam()); }
  bool in_callers() const { return std::get<1>(GetParam()); }

  void build(engine::Connection& connection) const {
    connection.execute(std::get<2>(GetParam()) ? "PRAGMA journal_mode = WAL"
                                               : "PRAGMA journal_mode = DELETE");
    connection.execute_script(script_);
    connection.execute(enforced() ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
  }

  void change(engine::Connection& connection, const Change& change) const {
    if (!change.renames.empty()) run_operations(connection, change.renames);
    if (!change.renames.empty()) run_operations(connection, undone(change.renames));
    Metadata wanted = introspect::introspect(connection);
    change.made(wanted);
    const std::vector<Operation> operations = diff(introspect::introspect(connection), wanted);
    ASSERT_FALSE(operations.empty());
    run_operations(connection, operations);
    EXPECT_EQ(described(diff(introspect::introspect(connection), wanted)), "");
  }

  // What the judge says of the file.
  std::string verdict(const std::string& type_of_a) const {
    const std::string said = folder_.file("said");
    const std::string command = "python3 '" + (survival / "survival.py").string() + "' '" +
                                folder_.file("a.db") + "' '" + type_of_a + "' >'" + said + "' 2>&1";
    const int status = std::system(command.c_str());
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0 ? "" : "failed: ") + read(said);
  }

  void new_file() const {
    for (const char* ending : {"", "-journal", "-wal", "-shm"})
      fs::remove(folder_.file("a.db") + ending);
  }

  std::string all(engine::Connection& connection) const {
    std::string text;
    for (const auto& row :
         connection.rows("SELECT name, sql, (SELECT group_concat(id || a || b || q || u) FROM t), "
                         "(SELECT group_concat(tid) FROM ch) FROM sqlite_schema"))
      text += engine::to_text(row) + '\n';
    return text;
  }

  // Whether a row may refer to nothing, as far as this connection knows.
  void expect_enforcement_as_before(engine::Connection& connection) const {
    EXPECT_EQ(connection.scalar("PRAGMA foreign_keys"),
              engine::Value{std::int64_t{enforced() ? 1 : 0}});
    EXPECT_EQ(connection.scalar("PRAGMA writable_schema"), engine::Value{std::int64_t{0}});
    EXPECT_EQ(connection.scalar("PRAGMA legacy_alter_table"), engine::Value{std::int64_t{0}});
    if (enforced()) {
      EXPECT_THROW(connection.execute("INSERT INTO ch (tid, m) VALUES (999, 'z')"),
                   engine::ForeignKeyViolation);
    } else {
      connection.execute("INSERT INTO ch (tid, m) VALUES (999, 'z')");
      connection.execute("DELETE FROM ch WHERE tid = 999");
    }
  }

  tests::TemporaryFolder folder_;
  std::string script_;
};

TEST_P(Survival, AllThirtyFourPropertiesAreKept) {
  for (const Change& each : changes()) {
    SCOPED_TRACE(each.name);
    new_file();
    {
      engine::Connection connection = engine::Engine(folder_.url("a.db")).connect();
      build(connection);
      if (in_callers()) {
        engine::Transaction transaction(connection, engine::Mode::immediate);
        change(connection, each);
        expect_enforcement_as_before(connection);
        transaction.commit();
      } else {
        change(connection, each);
      }
      expect_enforcement_as_before(connection);
    }
    EXPECT_EQ(verdict(each.type_of_a), "34 of 34\n");
  }
}

TEST_P(Survival, ARollbackOfTheCallersTakesEverythingBack) {
  if (!in_callers()) GTEST_SKIP() << "of a caller's transaction only";
  for (const Change& each : changes()) {
    SCOPED_TRACE(each.name);
    new_file();
    engine::Connection connection = engine::Engine(folder_.url("a.db")).connect();
    build(connection);
    const std::string before = all(connection);
    {
      engine::Transaction transaction(connection, engine::Mode::immediate);
      connection.execute("INSERT INTO audit VALUES ('the caller''s')");
      change(connection, each);
      transaction.rollback();
    }
    EXPECT_EQ(all(connection), before);
    expect_enforcement_as_before(connection);
  }
}

INSTANTIATE_TEST_SUITE_P(ForeignKeysAndCallersAndWal, Survival,
                         testing::Combine(testing::Bool(), testing::Bool(), testing::Bool()));

}  // namespace
}  // namespace retort::migrate
