// Alembic's graph cases that are about what a user sees, by their numbers, with the results that users
// want. The others are in tests/migrate/graph_cases_test.cpp.

#include <sstream>

#include "cli/project.h"

namespace retort::tests {
namespace {

class GraphCases : public Project {
 protected:
  // Two branches, the second of which depends on the first.
  void forest() {
    ok("migrate revision --rev-id aaa1 --branch-label alib");
    ok("migrate revision --rev-id aaa2");
    ok("migrate revision --rev-id bbb1 --head base --branch-label blib");
    ok("migrate revision --rev-id bbb2 --head blib --depends-on aaa2");
  }

  // The ids that `history` with this range shows.
  std::string range(const std::string& text) {
    std::string ids;
    const nlohmann::json shown = document("migrate history --json -r" + text);
    for (const auto& revision : shown["revisions"])
      ids += (ids.empty() ? "" : " ") + revision["revision"].get<std::string>();
    return ids;
  }

  void broken(const std::string& file, const std::string& header,
              const std::vector<std::string>& words) {
    write_file(folder / ("migrations/" + file), header);
    refused("migrate history", 3, words);
    refused("migrate upgrade head", 3, words);
    fs::remove(folder / ("migrations/" + file));
  }
};

TEST_F(GraphCases, G13) {
  table("abcd02", "");
  table("abce03", "abcd02");
  ok("migrate upgrade abcd");
  EXPECT_EQ(rows(), "abcd02\n");
  refused("migrate upgrade abc", 3, {"\"abc\" is ambiguous", "abcd02", "abce03"});
}

TEST_F(GraphCases, G14) {
  line({"aaaa", "bbbb", "cccc", "dddd"});
  ok("migrate stamp bbbb");
  EXPECT_EQ(range("aaaa:cccc"), "cccc bbbb aaaa");
  EXPECT_EQ(range(":bbbb"), "bbbb aaaa");
  EXPECT_EQ(range("cccc:"), "dddd cccc");
  EXPECT_EQ(range("current:"), "dddd cccc bbbb");
  EXPECT_EQ(range("-1:current"), "bbbb aaaa");
  refused("migrate history -r bbbb", 3, {"no range"});
}

TEST_F(GraphCases, G16) {
  line({"aaaa", "bbbb", "cccc", "dddd"});
  EXPECT_EQ(range(":current"), "");
}

TEST_F(GraphCases, G44) {
  forest();
  ok("migrate upgrade bbb2");
  EXPECT_EQ(rows(), "bbb2\n");
  ok("migrate current --check-heads");
}

TEST_F(GraphCases, G50) {
  line({"aaaa", "bbbb", "cccc", "dddd"});
  ok("migrate stamp aaaa");
  query("UPDATE migrate_version SET version_num = 'gone'");
  for (const char* command : {"current", "upgrade head", "downgrade base", "stamp head"})
    refused(std::string("migrate ") + command, 3, {"gone"});
  ok("migrate stamp --purge head");
  EXPECT_EQ(rows(), "dddd\n");
}

TEST_F(GraphCases, G52) {
  table("aaaa", "");
  broken("b.toml", "revision = 'bbbb'\ndown_revision = 'lost'\n", {"b.toml", "lost"});
  broken("b.toml", "revision = 'bbbb'\ndown_revision = 'bbbb'\n", {"b.toml", "itself"});
  broken("b.toml", "revision = 'bbbb'\ndepends_on = 'bbbb'\n", {"b.toml", "itself"});
  broken("b.toml", "revision = 'bb-b'\n", {"b.toml", "bb-b"});
  broken("b.toml", "revision = 'aaaa'\n", {"b.toml", "aaaa.toml", "two scripts"});
  table("cccc", "dddd");
  broken("d.toml", "revision = 'dddd'\ndown_revision = 'cccc'\n", {"cccc.toml", "cycle"});
  fs::remove(folder / "migrations/cccc.toml");
  write_file(folder / "migrations/c.toml", "revision = 'cccc'\nbranch_labels = 'x'\n");
  broken("d.toml", "revision = 'dddd'\nbranch_labels = 'x'\n", {"c.toml", "d.toml", "label x"});
}

TEST_F(GraphCases, G53) {
  for (const char* command :
       {"heads", "history", "current", "upgrade head", "downgrade base", "branches"})
    EXPECT_EQ(ok(std::string("migrate ") + command), "") << command;
  EXPECT_EQ(folder.run("migrate upgrade +1").status, 3);
}

TEST_F(GraphCases, G55) {
  forest();
  ok("migrate revision --rev-id cccc --head base");
  ok("migrate merge heads --rev-id mmmm");
  EXPECT_EQ(document("migrate show mmmm --json")["revisions"][0]["down_revision"],
            nlohmann::json({"bbb2", "cccc"}));
}

TEST_F(GraphCases, G58) {
  line({"aaaa", "bbbb", "cccc", "dddd"});
  const Outcome outcome = folder.run(
      "(migrate upgrade head >one 2>&1; echo $? >status.one) & (migrate upgrade head >two 2>&1; "
      "echo "
      "$? >status.two) & wait; cat status.*; cat one two | grep -c upgrade");
  EXPECT_EQ(outcome.out, "0\n0\n4\n");
  EXPECT_EQ(rows(), "dddd\n");
}

}  // namespace
}  // namespace retort::tests
