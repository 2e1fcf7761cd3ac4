// A script as text: how it reads in review, and that it says the same when it is read back.

#include <retort/migrate/script.h>

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <sstream>

#include <retort/migrate/error.h>
#include <retort/migrate/graph.h>

namespace retort::migrate {
namespace {

Script create_artists() {
  Script script{{.revision = "3f2a9c1b7d04",
                 .down_revisions = {"a1b2c3d4e5f6"},
                 .message = "create artists",
                 .created = "2026-11-22T11:30:00Z"}};
  script.upgrade = {
      CreateTable{{.name = "artists",
                   .columns = {{.name = "id", .type = {"INTEGER"}, .nullable = false},
                               {.name = "name", .type = {"VARCHAR(50)"}, .nullable = false},
                               {.name = "year", .type = {"INTEGER"}}},
                   .primary_key = schema::PrimaryKey{.columns = schema::indexed({"id"})},
                   .uniques = {{.columns = schema::indexed({"name"})}}}},
      CreateIndex{"artists", {.name = "ix_artists_year", .columns = schema::indexed({"year"})}},
      BulkInsert{"artists",
                 {"id", "name", "year"},
                 {{std::int64_t{1}, std::string("Tool"), std::int64_t{1990}},
                  {std::int64_t{2}, std::string("Björk"), engine::Null()}}}};
  script.downgrade = {DropIndex{"artists", {.name = "ix_artists_year"}},
                      DropTable{{.name = "artists"}}};
  return script;
}

constexpr std::string_view create_artists_text = R"toml(revision = "3f2a9c1b7d04"
down_revision = "a1b2c3d4e5f6"
message = "create artists"
created = 2026-11-22T11:30:00Z

[[upgrade]]
op = "create_table"
table = "artists"
columns = [
  { name = "id",   type = "INTEGER",     nullable = false },
  { name = "name", type = "VARCHAR(50)", nullable = false },
  { name = "year", type = "INTEGER" },
]
primary_key = ["id"]
unique = [["name"]]

[[upgrade]]
op = "create_index"
table = "artists"
name = "ix_artists_year"
columns = ["year"]

[[upgrade]]
op = "bulk_insert"
table = "artists"
rows = [
  { id = 1, name = "Tool",  year = 1990 },
  { id = 2, name = "Björk" },
]

[[downgrade]]
op = "drop_index"
table = "artists"
name = "ix_artists_year"

[[downgrade]]
op = "drop_table"
table = "artists"
)toml";

TEST(Script, IsWrittenForReview) { EXPECT_EQ(write_script(create_artists()), create_artists_text); }

TEST(Script, ReadsBack) {
  const Script script = parse_script(create_artists_text, "versions/x.toml");
  EXPECT_EQ(script.revision, "3f2a9c1b7d04");
  EXPECT_EQ(script.down_revisions, std::vector<std::string>{"a1b2c3d4e5f6"});
  EXPECT_EQ(script.message, "create artists");
  EXPECT_EQ(script.created, "2026-11-22T11:30:00Z");
  EXPECT_EQ(script.upgrade, create_artists().upgrade);
  EXPECT_EQ(script.downgrade, create_artists().downgrade);
  EXPECT_EQ(script.path, "versions/x.toml");
}

TEST(Script, HeaderOfAMergeWithEverything) {
  const Script script{{.revision = "c",
                       .down_revisions = {"a", "b"},
                       .depends_on = {"d"},
                       .branch_labels = {"music", "films"},
                       .message = "merge \"both\""}};
  const std::string text = write_script(script);
  EXPECT_EQ(text,
            "revision = \"c\"\n"
            "down_revision = [\"a\", \"b\"]\n"
            "depends_on = [\"d\"]\n"
            "branch_labels = [\"music\", \"films\"]\n"
            "message = \"merge \\\"both\\\"\"\n");
  const Script again = parse_script(text, "c.toml");
  EXPECT_EQ(again.down_revisions, script.down_revisions);
  EXPECT_EQ(again.depends_on, script.depends_on);
  EXPECT_EQ(again.branch_labels, script.branch_labels);
  EXPECT_EQ(again.message, script.message);
}

TEST(Script, AnEmptyOneShowsWhatToPutIn) {
  const std::string text = write_script({{.revision = "a"}});
  EXPECT_NE(text.find("# [[upgrade]]\n"), std::string::npos);
  EXPECT_TRUE(parse_script(text, "a.toml").upgrade.empty());
  // The example is a script when its comment signs are taken away.
  const std::size_t list = text.find("# [[upgrade]]");
  const std::string example = text.substr(list, text.find("#\n# Others") - list);
  std::string bare;
  std::istringstream lines(example);
  for (std::string line; std::getline(lines, line);)
    bare += line.substr(std::min<std::size_t>(2, line.size())) + "\n";
  const Script script = parse_script("revision = \"a\"\n" + bare, "a.toml");
  ASSERT_EQ(script.upgrade.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<AddColumn>(script.upgrade[0]));
  ASSERT_EQ(script.downgrade.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<DropColumn>(script.downgrade[0]));
}

TEST(Script, RefusesToWriteWhatCannotBeRead) {
  const Script script{{.revision = "a"}, {Execute{"SELECT '\xff'"}}};
  try {
    write_script(script);
    FAIL();
  } catch (const MigrateError& error) {
    EXPECT_EQ(std::string(error.what()),
              "revision a cannot be written: text that is not UTF-8 cannot be written as TOML: "
              "SELECT '\xff'");
  }
}

TEST(Script, FileNames) {
  const auto name = [](const std::string& message) {
    return script_file_name({{.revision = "1a", .message = message}});
  };
  EXPECT_EQ(name("Create artists, and albums!"), "1a_create_artists_and_albums.toml");
  EXPECT_EQ(name(""), "1a.toml");
  EXPECT_EQ(name("--- ... "), "1a.toml");
  EXPECT_EQ(name("../../etc/passwd"), "1a_etc_passwd.toml");
  EXPECT_EQ(name("one two three four five six seven eight nine ten"),
            "1a_one_two_three_four_five_six_seven_eight.toml");
  EXPECT_EQ(name("Länder für Künstler"), "1a_länder_für_künstler.toml");
  EXPECT_EQ(name(std::string(50, 'x')), "1a_" + std::string(40, 'x') + ".toml");
  // Never through the middle of a letter.
  EXPECT_EQ(name("x" + std::string("ääääääääääääääääääääääää")), "1a_xäääääääääääääääääää.toml");
}

TEST(Script, NewIdsAreTwelveHexadecimalDigits) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string id = new_revision_id();
    EXPECT_EQ(id.size(), 12u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 100u);
}

TEST(Script, RowsKeepEveryKindOfValue) {
  using Limits = std::numeric_limits<std::int64_t>;
  const BulkInsert insert{"t",
                          {"odd name", "b"},
                          {{engine::Null(), engine::Null()},
                           {Limits::min(), Limits::max()},
                           {1.0, -1e300},
                           {0.1, std::numeric_limits<double>::infinity()},
                           {std::string("two\nlines"), std::string()},
                           {engine::Blob{std::byte{0}, std::byte{0xff}}, engine::Blob{}}}};
  const Script script{{.revision = "a"}, {insert}};
  EXPECT_EQ(parse_script(write_script(script), "a.toml").upgrade, script.upgrade)
      << write_script(script);
}

TEST(Script, ColumnsOfRowsAreWrittenWhereTheRowsDoNotTellThem) {
  const Script script{{.revision = "a"},
                      {BulkInsert{"t", {"x", "y"}, {{engine::Null(), std::int64_t{1}}}}}};
  const std::string text = write_script(script);
  EXPECT_NE(text.find("columns = [\"x\", \"y\"]"), std::string::npos) << text;
  EXPECT_EQ(parse_script(text, "a.toml").upgrade, script.upgrade);
}

TEST(Script, RowsMayNameTheirColumnsInAnyOrder) {
  const Script script = parse_script(
      "revision = \"a\"\n[[upgrade]]\nop = \"bulk_insert\"\ntable = \"t\"\n"
      "rows = [{ b = 1 }, { a = true, b = 2 }, {}]",
      "a.toml");
  const BulkInsert expected{"t",
                            {"b", "a"},
                            {{std::int64_t{1}, engine::Null()},
                             {std::int64_t{2}, std::int64_t{1}},
                             {engine::Null(), engine::Null()}}};
  EXPECT_EQ(script.upgrade, std::vector<Operation>{expected});
}

// The graph keeps what was parsed: a database that comes later is told neither less nor another mistake.
TEST(Script, ARevisionOfAGraphLoadsTheSameEachTime) {
  const Script script = create_artists();
  Revision base{.revision = "a1b2c3d4e5f6"};
  base.text = write_script({base});
  const Graph graph({base, parse_revision(write_script(script), "a.toml")});
  const Revision& revision = *graph.find(script.revision);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(load(revision).upgrade, script.upgrade);
    EXPECT_EQ(load(revision).message, script.message);
  }
  const Graph wrong({parse_revision("revision = \"a\"\n[[upgrade]]\nop = \"drop\"\n", "a.toml")});
  for (int i = 0; i < 2; ++i) EXPECT_THROW(load(*wrong.find("a")), MigrateError);
}

}  // namespace
}  // namespace retort::migrate
