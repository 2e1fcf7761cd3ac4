// A random history in a folder: branches, merges, dependencies and several bases, each revision with
// its own table `t_ID`, and some that do something to the table of a revision before them. Equal seeds
// give equal histories.

#pragma once

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/graph.h>

#include "cli/command_line.h"

namespace retort::testing {

class RandomScripts {
 public:
  explicit RandomScripts(unsigned seed) : random_(seed) {
    const int count = 3 + below(6);
    for (int i = 0; i < count; ++i) write(i);
  }

  const std::filesystem::path& folder() const { return folder_.path(); }
  migrate::Graph read() const { return migrate::Graph(migrate::read_revisions(folder())); }
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  const std::string& any() { return ids_[static_cast<std::size_t>(below(size()))]; }
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  int size() const { return static_cast<int>(ids_.size()); }

  // One of the last ones, most of the time, so that there are lines as well as branches.
  std::string earlier() {
    const int back = 1 + (below(3) == 0 ? below(size()) : 0);
    return ids_[static_cast<std::size_t>(size() - back)];
  }

  void write(int i) {
    const std::string id = "r" + std::to_string(i);
    std::vector<std::string> parents;
    const int wanted = below(8) == 0 ? 0 : 1 + (below(4) == 0 ? 1 : 0);
    for (int n = 0; n < wanted && i > 0; ++n)
      if (const std::string one = earlier(); std::ranges::find(parents, one) == parents.end())
        parents.push_back(one);
    std::string text = "revision = \"" + id + "\"\ndown_revision = [";
    for (const std::string& parent : parents) text += "\"" + parent + "\", ";
    text += "]\n";
    if (i > 0 && below(6) == 0) text += "depends_on = \"" + earlier() + "\"\n";
    text += "created = 2026-01-01T00:00:0" + std::to_string(below(3)) + "Z\n";
    std::string up = operation("upgrade", "create_table", "t_" + id) +
                     "columns = [{ name = \"x\", type = \"INTEGER\" }]\n";
    std::string down = operation("downgrade", "drop_table", "t_" + id);
    if (!parents.empty()) add_step(id, "t_" + parents.front(), up, down);
    tests::write_file(folder_ / (id + ".toml"), text + up + down);
    ids_.push_back(id);
  }

  void add_step(const std::string& id, const std::string& table, std::string& up,
                std::string& down) {
    const int kind = below(3);
    if (kind == 0) {
      up += "\n[[upgrade]]\nop = \"execute\"\nsql = \"INSERT INTO " + table + " (x) VALUES (" +
            id.substr(1) + ")\"\n";
      down += "\n[[downgrade]]\nop = \"execute\"\nsql = \"DELETE FROM " + table +
              " WHERE x = " + id.substr(1) + "\"\n";
    } else if (kind == 1) {
      up += operation("upgrade", "add_column", table) + "column = { name = \"c_" + id +
            "\", type = \"TEXT\" }\n";
      down += operation("downgrade", "drop_column", table) + "column = \"c_" + id + "\"\n";
    }
  }

  static std::string operation(const std::string& way, const std::string& op,
                               const std::string& table) {
    return "\n[[" + way + "]]\nop = \"" + op + "\"\ntable = \"" + table + "\"\n";
  }

  std::mt19937 random_;
  tests::Folder folder_;
  std::vector<std::string> ids_;
};

/// Tables, columns and values of a database, in an order that does not depend on its past.
inline std::string content(engine::Connection& connection) {
  std::vector<std::string> lines;
  for (const auto& row : connection.rows(
           "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c "
           "WHERE m.name LIKE 't\\_%' ESCAPE '\\'")) {
    const std::string table = std::get<std::string>(row[0]), column = std::get<std::string>(row[1]);
    lines.push_back(table + "." + column);
    for (const auto& value :
         connection.rows("SELECT coalesce(" + column + ", 'NULL') || '' FROM " + table))
      lines.push_back(table + "." + column + " = " + std::get<std::string>(value[0]));
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace retort::testing
