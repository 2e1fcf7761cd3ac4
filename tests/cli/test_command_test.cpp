// `migrate test`, as a user types it.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

class TestCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    folder.run("migrate init --url sqlite:///app.db");
    write_file(folder / "migrations/aaaa.sql",
               "-- revision = \"aaaa\"\n-- message = \"artists\"\n-- [upgrade]\n"
               "CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT);\n"
               "-- [downgrade]\nDROP TABLE artists;\n");
  }
  void second(const std::string& downgrade) {
    write_file(folder / "migrations/bbbb.sql",
               "-- revision = \"bbbb\"\n-- down_revision = \"aaaa\"\n-- [upgrade]\n"
               "CREATE INDEX ix ON artists (name);\n" +
                   downgrade);
  }
  Folder folder;
};

TEST_F(TestCommand, SaysALineForEachRevision) {
  second("-- [downgrade]\nDROP INDEX ix;\n");
  const Outcome outcome = folder.run("migrate test");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "passed aaaa, artists\npassed bbbb\n2 revisions, 0 failed\n");
  EXPECT_FALSE(fs::exists(folder / "app.db")) << "it needs no database";
}

TEST_F(TestCommand, FindsAWrongDowngrade) {
  second("-- [downgrade]\nSELECT 1;\n");
  const Outcome outcome = folder.run("migrate test");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.out.find("failed bbbb"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("-CREATE INDEX ix ON artists (name)"), std::string::npos)
      << outcome.out;
  EXPECT_EQ(folder.run("migrate test :aaaa").status, 0);
  const Outcome json = folder.run("migrate test --json bbbb:");
  EXPECT_EQ(json.status, 1);
  EXPECT_NE(json.out.find("\"outcome\": \"failed\""), std::string::npos) << json.out;
}

TEST_F(TestCommand, WithoutADowngradeItIsNoFailure) {
  second("");
  const Outcome outcome = folder.run("migrate test --rows 3");
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_NE(outcome.out.find("irreversible bbbb (it has no downgrade)"), std::string::npos)
      << outcome.out;
  EXPECT_EQ(folder.run("migrate test --rows many").status, 2);
}

}  // namespace
}  // namespace retort::tests
