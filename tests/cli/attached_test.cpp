// Models of two files: each has its scripts and its history.

#include <gtest/gtest.h>

#include "cli/project.h"

namespace retort::tests {
namespace {

constexpr auto models = R"([[table]]
name = "notes"
columns = [
  { name = "id",   type = "int64", nullable = false },
  { name = "text", type = "string" },
]
primary_key = ["id"]

[[table]]
name = "notes"
schema = "archive"
columns = [
  { name = "id",     type = "int64", nullable = false },
  { name = "text",   type = "string" },
  { name = "closed", type = "int64", nullable = false },
]
primary_key = ["id"]
indexes = [{ columns = ["closed"] }]

[[view]]
name = "texts"
schema = "archive"
sql = "CREATE VIEW texts AS SELECT text FROM notes"
)";

class AttachedFiles : public ::testing::Test {
 protected:
  AttachedFiles() {
    write_file(folder / "models.toml", models);
    write_file(folder / "migrate.toml",
               "url = \"sqlite:///app.db\"\n"
               "models = \"models.toml\"\n"
               "[environments.archive]\n"
               "url = \"sqlite:///archive.db\"\n"
               "script_location = \"archive\"\n"
               "schema = \"archive\"\n"
               "[environments.wrong]\n"
               "schema = \"archiv\"\n");
    EXPECT_EQ(folder.run("mkdir migrations archive").status, 0);
    for (const char* environment : {"", "-n archive "}) {
      ok(std::string("migrate ") + environment + "upgrade head");
      ok(std::string("migrate ") + environment + "revision --autogenerate -m first");
      ok(std::string("migrate ") + environment + "upgrade head");
    }
  }
  std::string ok(const std::string& command) const {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  }

  Folder folder;
};

TEST_F(AttachedFiles, EachHasWhatItsModelsSay) {
  EXPECT_EQ(ok("sqlite3 app.db \"SELECT group_concat(name) FROM pragma_table_info('notes')\""),
            "id,text\n");
  EXPECT_EQ(ok("sqlite3 archive.db \"SELECT group_concat(name) FROM pragma_table_info('notes')\""),
            "id,text,closed\n");
  EXPECT_EQ(ok("sqlite3 archive.db \"SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql\n"
               "IS NOT NULL UNION ALL SELECT sql FROM sqlite_schema WHERE type = 'view'\""),
            "CREATE INDEX ix_archive_notes_closed ON notes (closed)\n"
            "CREATE VIEW texts AS SELECT text FROM notes\n");
  ok("migrate check");
  ok("migrate -n archive check");
  EXPECT_NE(ok("migrate current"), ok("migrate -n archive current"));
}

TEST_F(AttachedFiles, EachIsChangedByItself) {
  EXPECT_EQ(folder
                .run("sed -i 's/\"text\",   type = \"string\"/\"text\",   type = \"string\", "
                     "default = \"0\"/' models.toml")
                .status,
            0);
  ok("migrate check");
  EXPECT_EQ(folder.run("migrate -n archive check").status, 1);
  ok("migrate -n archive revision --autogenerate -m second");
  ok("migrate -n archive upgrade head");
  ok("migrate -n archive check");
  ok("migrate -n archive downgrade base");
  EXPECT_EQ(ok("sqlite3 archive.db \"SELECT count(*) FROM sqlite_schema WHERE name IN ('notes', "
               "'texts')\""),
            "0\n");
  ok("migrate check");
}

TEST_F(AttachedFiles, ASchemaThatNoModelLiesInIsRefused) {
  const Outcome outcome = folder.run("migrate -n wrong revision --autogenerate -m drop");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("none of them lies in the schema \"archiv\""), std::string::npos)
      << outcome.err;
  EXPECT_EQ(folder.run("sed -i '1,7d' models.toml").status, 0);
  const Outcome main = folder.run("migrate check");
  EXPECT_EQ(main.status, 3);
  EXPECT_NE(main.err.find("all of them lie in attached databases"), std::string::npos) << main.err;
}

TEST_F(AttachedFiles, AScriptNamesNoSchema) {
  write_file(folder / "migrations/bad.toml",
             "revision = \"bad\"\nmessage = \"x\"\n[[upgrade]]\nop = \"create_view\"\n"
             "name = \"v\"\nschema = \"archive\"\nsql = \"CREATE VIEW v AS SELECT 1\"\n");
  const Outcome outcome = folder.run("migrate upgrade bad");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("schema"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace retort::tests
