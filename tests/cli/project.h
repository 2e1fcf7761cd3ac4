// A folder with `migrate.toml`, small scripts, and commands that have to end well or badly.

#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace retort::tests {

class Project : public ::testing::Test {
 protected:
  void SetUp() override { ok("migrate init --url sqlite:///app.db"); }

  std::string ok(const std::string& command) const {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  }

  /// The command fails with this status and words, and changes nothing.
  void refused(const std::string& command, int status,
               const std::vector<std::string>& words) const {
    const auto before = folder.contents();
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, status) << command << '\n' << outcome.out << outcome.err;
    for (const std::string& word : words)
      EXPECT_NE((outcome.out + outcome.err).find(word), std::string::npos)
          << word << " in " << outcome.out << outcome.err;
    EXPECT_EQ(folder.contents(), before) << command;
  }

  nlohmann::json document(const std::string& command) const {
    return nlohmann::json::parse(folder.run(command).out);
  }

  /// A script ID.toml with a header and lists.
  void script(const std::string& id, const std::string& parent, const std::string& lists) const {
    write_file(folder / ("migrations/" + id + ".toml"),
               "revision = \"" + id + "\"\n" +
                   (parent.empty() ? "" : "down_revision = \"" + parent + "\"\n") +
                   "message = \"make " + id + "\"\n" + lists);
  }

  /// One that makes the table `t_ID`.
  void table(const std::string& id, const std::string& parent) const {
    script(id, parent,
           "\n[[upgrade]]\nop = \"create_table\"\ntable = \"t_" + id +
               "\"\ncolumns = [{ name = \"id\", type = \"INTEGER\" }]\nprimary_key = [\"id\"]\n" +
               "\n[[downgrade]]\nop = \"drop_table\"\ntable = \"t_" + id + "\"\n");
  }

  /// Revisions that make a table each, one after the other.
  void line(const std::vector<std::string>& ids) const {
    for (std::size_t i = 0; i < ids.size(); ++i) table(ids[i], i == 0 ? "" : ids[i - 1]);
  }

  /// Somebody has second thoughts about a script.
  void edit(const std::string& id) const {
    write_file(folder / ("migrations/" + id + ".toml"), text(id) + "# edited\n");
  }

  std::string text(const std::string& id) const {
    return read_file(folder / ("migrations/" + id + ".toml"));
  }

  std::string query(const std::string& sql) const { return ok("sqlite3 app.db \"" + sql + "\""); }
  std::string rows() const { return query("SELECT version_num FROM migrate_version ORDER BY 1"); }
  std::string tables() const {
    return query("SELECT name FROM sqlite_schema WHERE name LIKE 't~_%' ESCAPE '~' ORDER BY 1");
  }

  Folder folder;
};

}  // namespace retort::tests
