// The notes: a program with its scripts inside, on a disk where it finds nothing of its own.

#include <gtest/gtest.h>

#include <string>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

class Notes : public ::testing::Test {
 protected:
  Folder folder;
  Outcome notes(const std::string& arguments) {
    return folder.run("'" RETORT_NOTES "' " + arguments);
  }
};

TEST_F(Notes, TheFirstStartMakesTheFile) {
  EXPECT_EQ(notes("add 'Buy milk'").status, 0);
  const Outcome list = notes("list");
  EXPECT_EQ(list.out, "Buy milk (2)\n");
  EXPECT_EQ(list.err, "");
}

TEST_F(Notes, AnOldFileIsCarriedAlong) {
  ASSERT_EQ(notes("migrate upgrade 5d1f0a7c3b92").status, 0);
  ASSERT_EQ(folder.run("sqlite3 notes.db \"INSERT INTO notes VALUES (1, 'a b c')\"").status, 0);
  const Outcome list = notes("list");
  EXPECT_EQ(list.out, "a b c (3)\n");
  EXPECT_NE(list.err.find("updating your notes: count words"), std::string::npos);
}

TEST_F(Notes, IsItsOwnMigrate) {
  EXPECT_EQ(notes("migrate heads").out, "c84e2b6d9a10 (head), count words\n");
  EXPECT_FALSE(fs::exists(folder / "notes.db"));
  EXPECT_EQ(notes("migrate upgrade head").status, 0);
  EXPECT_EQ(notes("migrate current").out, "c84e2b6d9a10 (head), count words\n");
  EXPECT_EQ(notes("migrate check").out, "nothing differs\n");
  EXPECT_EQ(notes("migrate downgrade base").status, 0);
  EXPECT_EQ(notes("migrate --url sqlite:///other.db upgrade head").status, 0);
  EXPECT_TRUE(fs::exists(folder / "other.db"));
}

TEST_F(Notes, WithoutAFolderNoScriptsAreWritten) {
  for (const std::string command : {"revision -m x", "edit heads"}) {
    const Outcome outcome = notes("migrate " + command);
    EXPECT_EQ(outcome.status, 3) << command;
    EXPECT_NE(outcome.err.find("the scripts are part of this program"), std::string::npos)
        << outcome.err;
  }
  EXPECT_FALSE(fs::exists(folder / "migrations"));
}

TEST_F(Notes, AFolderComesFirst) {
  write_file(folder / "migrate.toml", "url = \"sqlite:///mine.db\"\n");
  EXPECT_EQ(notes("migrate heads").out, "c84e2b6d9a10 (head), count words\n");
  write_file(folder / "migrations/ffff.toml", "revision = \"ffff\"\nmessage = \"mine\"\n");
  EXPECT_EQ(notes("migrate heads").out, "ffff (head), mine\n");
}

TEST_F(Notes, AConfigurationThatWasAskedForHasToBeThere) {
  EXPECT_EQ(notes("migrate -c other.toml heads").status, 3);
  EXPECT_EQ(notes("migrate -n test heads").status, 3);
}

TEST_F(Notes, AFileOfANewerVersionIsLeftAlone) {
  ASSERT_EQ(notes("list").status, 0);
  ASSERT_EQ(
      folder.run("sqlite3 notes.db \"UPDATE migrate_version SET version_num = 'feed'\"").status, 0);
  const std::string before = read_file(folder / "notes.db");
  const Outcome list = notes("list");
  EXPECT_EQ(list.status, 1);
  EXPECT_NE(list.err.find("at revision feed"), std::string::npos) << list.err;
  EXPECT_EQ(read_file(folder / "notes.db"), before);
}

}  // namespace
}  // namespace retort::tests
