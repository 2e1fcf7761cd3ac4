// Random schemas as DDL, with rows that keep their constraints. Equal seeds give equal schemas.

#pragma once

#include <random>
#include <string>
#include <vector>

namespace retort::migrate {

class RandomSchema {
 public:
  explicit RandomSchema(unsigned seed) : random_(seed) {}

  /// Tables, and what hangs on them. Two schemas share some names, so that they differ in all ways.
  std::string ddl() {
    std::string script;
    tables_.clear();
    for (const std::string name : {"a", "order", "C d", "é\"x"})
      if (chance(75)) script += table(name);
    for (const Made& made : tables_) script += hangers_on(made);
    return script;
  }

  /// Rows for the tables that ddl() made last; `k` is the key of all of them.
  std::string rows() {
    std::string script;
    for (const Made& made : tables_)
      for (int key = 1; key <= 4; ++key)
        script += "INSERT INTO " + made.name + " (k) VALUES (" + std::to_string(key) + "); ";
    return script;
  }

 private:
  struct Made {
    std::string name;
    std::vector<std::string> columns;
    std::string id;
  };

  bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
  std::string one_of(const std::vector<std::string>& texts) {
    return texts[random_() % texts.size()];
  }
  static std::string quoted(const std::string& name) {
    std::string result = "\"";
    for (const char c : name) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + '"';
  }

  // Defaults are such that each row keeps every constraint that a table can get.
  std::string table(const std::string& name) {
    Made made{quoted(name), {}, "t" + std::to_string(tables_.size())};
    const bool strict = chance(20);
    std::string body = "k INTEGER NOT NULL " + one_of({"PRIMARY KEY", "PRIMARY KEY AUTOINCREMENT",
                                                       "CONSTRAINT pk PRIMARY KEY", "UNIQUE"});
    for (const std::string column : {"x", "y", "select", "N m"}) {
      if (chance(30)) continue;
      made.columns.push_back(quoted(column));
      body += ", " + made.columns.back() + ' ' + one_of({"INTEGER", "TEXT", "REAL"});
      if (chance(20)) body += " COLLATE NOCASE";
      if (chance(60))
        body += " DEFAULT " + one_of({"5", "'7'", "(1 + 2)", "+4.0"});
      else if (chance(15))
        body += " CHECK (k > 0 AND " + made.columns.back() + " IS NOT 'q')";
    }
    if (chance(25))
      body += std::string(", g INTEGER AS (k * 2) ") + (chance(50) ? "STORED" : "VIRTUAL");
    if (!tables_.empty() && chance(50))
      body += ", p INTEGER REFERENCES " + tables_.back().name + " (k) ON DELETE " +
              one_of({"CASCADE", "SET NULL", "NO ACTION"});
    if (chance(30)) body += ", CONSTRAINT u UNIQUE (k" + maybe_column(made) + ")";
    if (chance(30)) body += ", CONSTRAINT c CHECK (k < " + one_of({"100", "200"}) + ")";
    tables_.push_back(made);
    return "CREATE TABLE " + made.name + " (" + body + ")" + (strict ? " STRICT" : "") + "; ";
  }

  std::string maybe_column(const Made& made) {
    return made.columns.empty() || chance(50) ? "" : ", " + one_of(made.columns);
  }

  std::string hangers_on(const Made& made) {
    std::string script;
    if (!made.columns.empty() && chance(50))
      script += "CREATE INDEX i_" + made.id + " ON " + made.name + " (" + one_of(made.columns) +
                one_of({"", " DESC", " COLLATE RTRIM"}) + ")" + one_of({"", " WHERE k > 1"}) + "; ";
    if (chance(30))
      script += "CREATE UNIQUE INDEX j_" + made.id + " ON " + made.name + " (k" +
                maybe_column(made) + "); ";
    if (chance(30))
      script += "CREATE VIEW v_" + made.id + " AS SELECT k" + maybe_column(made) + " FROM " +
                made.name + "; ";
    if (chance(30))
      script += "CREATE TRIGGER r_" + made.id + " AFTER UPDATE ON " + made.name +
                " BEGIN SELECT new.k" + maybe_new_column(made) + "; END; ";
    return script;
  }

  std::string maybe_new_column(const Made& made) {
    return made.columns.empty() || chance(50) ? "" : ", new." + one_of(made.columns);
  }

  std::mt19937 random_;
  std::vector<Made> tables_;
};

}  // namespace retort::migrate
