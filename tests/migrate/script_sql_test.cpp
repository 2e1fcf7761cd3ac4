// Scripts in SQL: the header in comments, and mistakes with their line.

#include <gtest/gtest.h>

#include <retort/migrate/error.h>
#include <retort/migrate/script.h>

namespace retort::migrate {
namespace {

constexpr const char* text = R"(-- Artists come first.
-- revision = "3f2a9c1b7d04"
-- down_revision = "a1b2c3d4e5f6"
-- message = "create artists"
-- created = 2026-11-22T11:30:00Z

-- [upgrade]
CREATE TABLE artists (id INTEGER PRIMARY KEY);
-- a comment of the statement
INSERT INTO artists VALUES (1);

-- [downgrade]
DROP TABLE artists;
)";

std::string refusal(const std::string& sql) {
  try {
    parse_script(sql, "a.sql");
  } catch (const MigrateError& error) {
    return error.what();
  }
  return "no error";
}

TEST(SqlScript, HeaderAndSections) {
  const Script script = parse_script(text, "a.sql");
  EXPECT_EQ(script.revision, "3f2a9c1b7d04");
  EXPECT_EQ(script.down_revisions, std::vector<std::string>{"a1b2c3d4e5f6"});
  EXPECT_EQ(script.message, "create artists");
  EXPECT_EQ(script.created, "2026-11-22T11:30:00Z");
  const std::vector<Operation> up = {
      Execute{"CREATE TABLE artists (id INTEGER PRIMARY KEY);\n-- a comment of the statement\n"
              "INSERT INTO artists VALUES (1);"}};
  EXPECT_EQ(script.upgrade, up);
  EXPECT_EQ(script.downgrade, std::vector<Operation>{Execute{"DROP TABLE artists;"}});
  EXPECT_EQ(load(parse_revision(text, "a.sql")).upgrade, up);
}

TEST(SqlScript, ReadsBackWhatIsWritten) {
  Script script = parse_script(text, "a.sql");
  const Script again = parse_script(write_script(script), "a.sql");
  EXPECT_EQ(again.upgrade, script.upgrade);
  EXPECT_EQ(again.downgrade, script.downgrade);
  EXPECT_EQ(again.message, script.message);
  script.downgrade = {DropTable{{.name = "artists"}}};
  EXPECT_THROW(write_script(script), MigrateError);
}

TEST(SqlScript, ASectionMayRunOutsideOfATransaction) {
  const Script script = parse_script(
      "-- revision = \"a\"\n-- [upgrade] transaction = false\nVACUUM;\n-- [downgrade]\n", "a.sql");
  EXPECT_EQ(script.upgrade, (std::vector<Operation>{Execute{"VACUUM;", false}}));
  EXPECT_TRUE(script.downgrade.empty());
  EXPECT_EQ(parse_script(write_script(script), "a.sql").upgrade, script.upgrade);
}

TEST(SqlScript, AByteOrderMarkIsNoPartOfTheHeader) {
  const Script script = parse_script(
      std::string("\xef\xbb\xbf-- revision = \"a\"\r\n") + "-- [upgrade]\r\nSELECT 1;\r\n",
      "a.sql");
  EXPECT_EQ(script.revision, "a");
  EXPECT_EQ(script.upgrade, std::vector<Operation>{Execute{"SELECT 1;"}});
}

TEST(SqlScript, Mistakes) {
  EXPECT_TRUE(refusal("-- revision = \"a\"\nCREATE TABLE t (a);\n").starts_with("a.sql:2: "));
  EXPECT_TRUE(refusal("\n-- revision = 5\n").starts_with("a.sql:2: "));
  EXPECT_TRUE(refusal("-- [upgrade]\nSELECT 1;\n").starts_with("a.sql:1: "));
  EXPECT_TRUE(
      refusal("-- revision = \"a\"\n-- [upgrade]\n-- [upgrade]\n").starts_with("a.sql:3: "));
  EXPECT_TRUE(
      refusal("-- revision = \"a\"\n-- [upgrade] transactions = false\n").starts_with("a.sql:2: "));
  EXPECT_TRUE(refusal("-- revison = \"a\"\n").starts_with("a.sql:1: "));
  using namespace std::string_literals;
  EXPECT_EQ(refusal("-- revision = \"a\"\n-- [upgrade]\nSELECT 1;\0SELECT 2;\n"s),
            "a.sql:3: a NUL byte stands here, so this is no text");
}

}  // namespace
}  // namespace retort::migrate
