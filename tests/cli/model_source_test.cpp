// Every kind of model source gives the same schema.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

constexpr auto toml = R"([[table]]
name = "artists"
columns = [
  { name = "id", type = "int64", nullable = false },
  { name = "name", type = "string", nullable = false },
]
primary_key = ["id"]
unique = [["name"]]
)";
constexpr auto ddl =
    "CREATE TABLE artists (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id),\n"
    "  UNIQUE (name) -- a comment; with a semicolon\n);\n";

class ModelSource : public ::testing::Test {
 protected:
  void SetUp() override {
    write_file(folder / "schema.toml", toml);
    write_file(folder / "schema.sql", ddl);
    ASSERT_EQ(folder
                  .run("sqlite3 other.db <schema.sql && cp other.db app.db &&"
                       "migrate init --url sqlite:///app.db")
                  .status,
              0);
  }
  void expect_same(const std::string& models) {
    const Outcome outcome = folder.run("migrate check --models " + models);
    EXPECT_EQ(outcome.status, 0) << models << '\n' << outcome.out << outcome.err;
  }
  Folder folder;
};

TEST_F(ModelSource, Toml) { expect_same("schema.toml"); }
TEST_F(ModelSource, Ddl) { expect_same("schema.sql"); }
TEST_F(ModelSource, Command) { expect_same("'command: cat schema.toml'"); }
TEST_F(ModelSource, Database) { expect_same("sqlite:///other.db"); }

TEST_F(ModelSource, SharedLibrary) {
  write_file(folder / "models.c",
             "const char *retort_models(void) { return \"[[table]]\\n"
             "name = 'artists'\\ncolumns = [{ name = 'id', type = 'int64', "
             "nullable = false }, { name = 'name', type = 'string', nullable = "
             "false }]\\nprimary_key = ['id']\\nunique = [['name']]\\n\"; }\n");
  ASSERT_EQ(folder.run("cc -shared -fPIC -o libmodels.so models.c").status, 0);
  expect_same("libmodels.so");
}

TEST_F(ModelSource, SharedLibraryThatCrashes) {
  for (const auto& [code, word] : std::vector<std::pair<std::string, std::string>>{
           {"const char *retort_models(void) { __builtin_trap(); }", "signal"},
           {"const char *retort_models(void) { return 0; }", "null"},
           {"int other;", "retort_models"}}) {
    write_file(folder / "models.c", code + "\n");
    ASSERT_EQ(folder.run("cc -shared -fPIC -o libmodels.so models.c").status, 0);
    const Outcome outcome = folder.run("migrate check --models libmodels.so");
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(lines(outcome.err), 1) << outcome.err;
    EXPECT_NE(outcome.err.find("libmodels.so"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
  }
}

TEST_F(ModelSource, PathsInTheFileAreItsFolders) {
  ASSERT_EQ(
      folder.run("mkdir -p db/deep && mv schema.toml db && rm migrate.toml && rmdir migrations")
          .status,
      0);
  ASSERT_EQ(
      folder
          .run("cd db/deep && migrate -c ../migrate.toml init ../migrations --models schema.toml "
               "--url sqlite:///../app.db")
          .status,
      0);
  const Outcome outcome = folder.run("migrate -c db/migrate.toml check");
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

// Taken for a schema, nothing would mean that every table is to be dropped.
TEST_F(ModelSource, NothingIsNoSchema) {
  write_file(folder / "exits.c",
             "#include <stdlib.h>\nconst char *retort_models(void) { exit(0); }\n");
  write_file(folder / "empty.c", "const char *retort_models(void) { return \"\\n\"; }\n");
  ASSERT_EQ(
      folder.run("cc -shared -fPIC -o exits.so exits.c && cc -shared -fPIC -o empty.so empty.c")
          .status,
      0);
  for (const std::string source :
       {"'command: true'", "'command: nosuch 2>/dev/null | cat'", "exits.so", "empty.so"}) {
    const Outcome outcome = folder.run("migrate revision --autogenerate -m x --models " + source);
    EXPECT_EQ(outcome.status, 3) << source << '\n' << outcome.out;
    EXPECT_EQ(lines(outcome.err), 1) << outcome.err;
    EXPECT_TRUE(fs::is_empty(folder / "migrations")) << source;
  }
  expect_same("'command: cat schema.toml'");
  write_file(folder / "none.toml", "# no tables\n");
  const Outcome none = folder.run("migrate check --own-all --models 'command: cat none.toml'");
  EXPECT_EQ(none.status, 1) << none.err;
}

TEST_F(ModelSource, TheUrlInTheFileIsRelativeToIt) {
  write_file(folder / "migrate.toml",
             "url = \"sqlite:///app.db\"\nmodels = \"sqlite:///other.db\"\n");
  const Outcome outcome = folder.run("here=$PWD; cd / && migrate -c \"$here/migrate.toml\" check");
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

TEST_F(ModelSource, ADatabaseThatIsMigratedItself) {
  ASSERT_EQ(folder
                .run("sqlite3 other.db 'CREATE TABLE migrate_version (version_num VARCHAR(32) NOT "
                     "NULL PRIMARY KEY); CREATE TABLE migrate_history (x)'")
                .status,
            0);
  expect_same("sqlite:///other.db");
}

TEST_F(ModelSource, ATableOfTheRunnerIsNoModel) {
  write_file(folder / "own.sql", "CREATE TABLE migrate_version (x);\n");
  const Outcome outcome = folder.run("migrate check --models own.sql");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("migrate_version"), std::string::npos) << outcome.err;
}

TEST_F(ModelSource, AScriptThatTheShellWrote) {
  ASSERT_EQ(folder
                .run("sqlite3 old.db 'CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)' &&"
                     "sqlite3 old.db .schema >old.sql && grep -q sqlite_sequence old.sql")
                .status,
            0);
  const Outcome outcome = folder.run("migrate check --url sqlite:///old.db --models old.sql");
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

TEST_F(ModelSource, AViewThatIsNoView) {
  write_file(folder / "view.toml", "[[view]]\nname = \"v\"\nsql = \"select 1\"\n");
  const Outcome outcome = folder.run("migrate check --models view.toml");
  EXPECT_EQ(outcome.status, 3);
  for (const char* word : {"view.toml", "view v", "CREATE VIEW"})
    EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace retort::tests
