// `rebase`: unpublished revisions on another parent.

#include "cli/project.h"

namespace retort::tests {
namespace {

class Rebase : public Project {
 protected:
  void SetUp() override {
    Project::SetUp();
    table("aaaa", "");
    table("their1", "aaaa");
    table("their2", "their1");
    write_file(folder / "migrations/mine1.toml",
               "# down_revision = \"no\"\nrevision = 'mine1'\r\n  down_revision   = 'aaaa' # mine\n"
               "message = '''\ndown_revision = \"neither\"\n'''\n\n# to be kept\n[[upgrade]]\n"
               "op = \"execute\"\nsql = \"CREATE TABLE t_mine1 (down_revision)\"\n"
               "[[downgrade]]\nop = \"drop_table\"\ntable = \"t_mine1\"\n");
    table("mine2", "mine1");
  }
};

TEST_F(Rebase, ChangesNothingButTheKey) {
  const std::string before = text("mine1"), other = text("mine2");
  const std::string shown = ok("migrate rebase mine2 --onto their2 --dry-run");
  EXPECT_NE(shown.find("+  down_revision   = \"their2\" # mine"), std::string::npos) << shown;
  EXPECT_EQ(text("mine1"), before);
  EXPECT_EQ(ok("migrate rebase mine2"), "wrote migrations/mine1.toml: mine1 follows their2\n");
  std::string wanted = before;
  wanted.replace(wanted.find("'aaaa'"), 6, "\"their2\"");
  EXPECT_EQ(text("mine1"), wanted);
  EXPECT_EQ(text("mine2"), other);
  EXPECT_EQ(ok("migrate heads"), "mine2 (head), make mine2\n");
  EXPECT_EQ(ok("migrate rebase mine2 --onto their2"), "mine1 follows their2 already\n");
  ok("migrate upgrade head && migrate downgrade base");
}

TEST_F(Rebase, AsJson) {
  const auto done = document("migrate rebase mine2 --json");
  EXPECT_EQ(done["revision"], "mine1");
  EXPECT_EQ(done["onto"], "their2");
  EXPECT_EQ(done["moved"], nlohmann::json({"mine1", "mine2"}));
  EXPECT_EQ(done["written"], true);
}

TEST_F(Rebase, ToTheBaseAndBack) {
  ok("migrate rebase mine1 --onto base");
  EXPECT_EQ(ok("migrate history -r :mine1"), "<base> -> mine1, down_revision = \"neither\"\n");
  ok("migrate rebase mine1 --onto aaaa");
  EXPECT_EQ(ok("migrate history -r aaaa:mine1"),
            "aaaa -> mine1, down_revision = \"neither\"\n"
            "<base> -> aaaa (branchpoint), make aaaa\n");
}

TEST_F(Rebase, ABaseGetsAParent) {
  write_file(folder / "migrations/lone.sql",
             "-- revision = \"lone\"\n-- message = \"alone\"\n\n-- [upgrade]\nCREATE TABLE t_lone "
             "(x);\n");
  ok("migrate rebase lone --onto their2");
  EXPECT_EQ(read_file(folder / "migrations/lone.sql"),
            "-- revision = \"lone\"\n-- down_revision = \"their2\"\n-- message = \"alone\"\n\n-- "
            "[upgrade]\nCREATE TABLE t_lone (x);\n");
}

TEST_F(Rebase, ABaseBehindAByteOrderMark) {
  write_file(folder / "migrations/lone.toml", "\xef\xbb\xbfrevision = \"lone\"\r\n");
  ok("migrate rebase lone --onto their2");
  EXPECT_EQ(text("lone"), "\xef\xbb\xbfrevision = \"lone\"\r\ndown_revision = \"their2\"\r\n");
}

TEST_F(Rebase, AListWithComments) {
  write_file(folder / "migrations/list.toml",
             "revision = \"list\"\n\"down_revision\" = [ # of one ]\n  \"aaaa\", # here ]\n]\n");
  ok("migrate rebase list --onto their2");
  EXPECT_EQ(text("list"), "revision = \"list\"\n\"down_revision\" = \"their2\"\n");
}

TEST_F(Rebase, Refusals) {
  refused("migrate rebase aaaa --onto mine2", 3, {"aaaa is below mine2 already"});
  refused("migrate rebase nobody", 3, {"nobody"});
  table("third", "aaaa");
  refused("migrate rebase mine2", 3, {"several heads to put mine2 on: their2, third"});
  ok("migrate upgrade mine1");
  refused("migrate rebase mine2 --onto their2", 5, {"mine1 applied", "downgrade"});
}

TEST_F(Rebase, AnOrderThatDoesNotRunIsRefused) {
  script("mine3", "aaaa", "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE t_their1 (x)\"\n");
  fs::remove(folder / "migrations/mine1.toml");
  fs::remove(folder / "migrations/mine2.toml");
  refused("migrate rebase mine3", 3, {"in the new order the history does not run"});
}

// Up, `mine3` goes anywhere; down, it drops a table that `their2` needs.
TEST_F(Rebase, AWayBackThatDoesNotWorkIsRefused) {
  fs::remove(folder / "migrations/mine1.toml");
  fs::remove(folder / "migrations/mine2.toml");
  const std::string down = "[[downgrade]]\nop = \"execute\"\nsql = \"";
  script("mine3", "aaaa",
         "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE t_mine3 (x)\"\n" + down +
             "DROP TABLE t_mine3; DROP TABLE IF EXISTS t_their2\"\n");
  refused("migrate rebase mine3", 3, {"in the new order revision mine3 cannot be undone"});
  // One that could not be undone before is not the new order's fault.
  script("mine3", "aaaa",
         "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE t_mine3 (x)\"\n" + down +
             "SELECT * FROM nosuch\"\n");
  ok("migrate rebase mine3");
}

}  // namespace
}  // namespace retort::tests
