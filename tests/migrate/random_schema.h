// Random schemas over SQLite's whole grammar, with rows that keep their constraints. Equal seeds give
// equal schemas. Two schemas of one generator share names, so that they differ in all ways; what columns
// of one name hold fits every type that the column can get.

#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace retort::migrate {

/// One CREATE statement, in parts that can be left out to make it smaller.
struct RandomObject {
  struct Part {
    std::string text;
    /// A column that rows have values for.
    std::string column{};
    std::vector<std::string> values{};
  };
  std::string head;
  std::vector<Part> parts{};
  std::string tail{};
  /// What puts rows into one that is no ordinary table.
  std::string rows{};

  std::string sql() const {
    std::string text = head;
    for (const Part& part : parts) text += (&part == &parts.front() ? "" : ", ") + part.text;
    return text + tail + ";\n";
  }
};

/// How many rows each table gets. Their keys are 1 and on.
constexpr std::size_t random_rows = 4;

struct RandomDatabase {
  std::vector<RandomObject> objects;

  std::string ddl() const {
    std::string text;
    for (const RandomObject& object : objects) text += object.sql();
    return text;
  }

  std::string rows() const {
    std::string text;
    for (const RandomObject& object : objects) {
      if (object.head.starts_with("CREATE TABLE "))
        for (std::size_t row = 0; row < random_rows; ++row) text += insert(object, row);
      text += object.rows;
    }
    return text;
  }

 private:
  static std::string insert(const RandomObject& table, std::size_t row) {
    std::string columns;
    std::string values;
    for (const RandomObject::Part& part : table.parts) {
      if (part.column.empty()) continue;
      columns += (columns.empty() ? "" : ", ") + part.column;
      values += (values.empty() ? "" : ", ") + part.values[row];
    }
    const std::string name = table.head.substr(13, table.head.size() - 13 - 2);
    return "INSERT INTO " + name + " (" + columns + ") VALUES (" + values + ");\n";
  }
};

class RandomSchema {
 public:
  explicit RandomSchema(unsigned seed) : random_(seed) {}

  RandomDatabase database() {
    made_.clear();
    tables_.clear();
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (chance(60))
        tables_.push_back({.name = quoted(names_[i]),
                           .spelled = quoted(spelled(names_[i])),
                           .id = std::to_string(i),
                           .x = x_[i],
                           .has_m = chance(40)});
    for (Table& table : tables_) add_table(table);
    for (const Table& table : tables_) add_objects(table);
    return {std::move(made_)};
  }

  /// Gives some tables and columns other names from here on: a new one, or two tables that of the
  /// other. Old name to new, a column's as "table.column".
  struct Renames {
    std::map<std::string, std::string> tables{};
    std::map<std::string, std::string> columns{};
  };
  Renames rename() {
    Renames renames;
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (chance(10)) {
        renames.columns[names_[i] + ".x"] = "x2";
        x_[i] = "x2";
      }
    const std::vector<std::string> before = names_;
    if (chance(15)) std::swap(names_[random_() % names_.size()], names_[random_() % names_.size()]);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (chance(10)) names_[i] = "new " + names_[i];
      if (names_[i] != before[i]) renames.tables[before[i]] = names_[i];
    }
    return renames;
  }

 private:
  using Part = RandomObject::Part;
  struct Table {
    std::string name;
    /// Where it is created: capitals make no difference.
    std::string spelled;
    std::string id;
    std::string x;
    /// A second column that others refer to together with the key.
    bool has_m = false;
    bool has_rowid = true;
    std::vector<std::string> columns{};
  };

  bool chance(unsigned percent) { return random_() % 100 < percent; }
  std::string one_of(const std::vector<std::string>& texts) {
    return texts[random_() % texts.size()];
  }
  std::string maybe(unsigned percent, const std::string& text) {
    return chance(percent) ? text : "";
  }
  std::string spelled(std::string name) {
    if (chance(10))
      for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
  }
  static std::string quoted(const std::string& name) {
    std::string result = "\"";
    for (const char c : name) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + '"';
  }
  std::string conflict() {
    return maybe(15, one_of({" ON CONFLICT IGNORE", " ON CONFLICT REPLACE", " ON CONFLICT FAIL"}));
  }
  template <class Value>
  Part column(const std::string& name, std::string text, Value value) {
    Part part{std::move(text), name, {}};
    for (std::size_t row = 1; row <= random_rows; ++row)
      part.values.push_back(value(std::to_string(row)));
    return part;
  }

  void add_table(Table& table) {
    const bool strict = chance(25);
    std::vector<Part> columns;
    std::vector<Part> constraints;
    const bool without_rowid = chance(15);
    table.has_rowid = !without_rowid;
    // What a key makes NOT NULL has no value for rows that do not have it yet.
    const bool composite = !strict && !without_rowid && chance(15);
    const auto key = [](const std::string& row) { return row; };
    if (composite || without_rowid) {
      columns.push_back(column("k", "k INTEGER NOT NULL", key));
      constraints.push_back(
          {maybe(30, "CONSTRAINT pk ") + "PRIMARY KEY (k" + maybe(20, " DESC") + ")" + conflict()});
      if (composite) constraints.push_back({"UNIQUE (k)"});
    } else {
      columns.push_back(column(
          "k",
          "k INTEGER NOT NULL " +
              one_of({"PRIMARY KEY", "PRIMARY KEY AUTOINCREMENT", "CONSTRAINT pk PRIMARY KEY",
                      "UNIQUE", "PRIMARY KEY DESC", "UNIQUE ON CONFLICT REPLACE"}),
          key));
    }
    if (table.has_m) {
      columns.push_back(column("m", "m INTEGER", key));
      constraints.push_back({"UNIQUE (k, m)"});
    }
    add_columns(table, columns, strict);
    if (composite && !table.columns.empty())
      constraints.front().text = "PRIMARY KEY (k, " + one_of(table.columns) + ")";
    add_keys(columns, constraints);
    if (chance(30)) constraints.push_back({"CONSTRAINT u UNIQUE (k" + maybe_column(table) + ")"});
    if (chance(30))
      constraints.push_back(
          {maybe(50, "CONSTRAINT \"c d\" ") + "CHECK (" +
           one_of({"k < 100", "k < 200", table.name + ".k > 0", "k IS NOT NULL -- it's a key\n"}) +
           ")"});
    // The key need not come first, though its values do on disk.
    if (without_rowid && chance(50))
      std::rotate(columns.begin(), columns.begin() + 1, columns.end());
    for (Part& part : constraints) columns.push_back(std::move(part));
    const std::string options = std::string(strict ? " STRICT" : "") +
                                (strict && without_rowid ? "," : "") +
                                (without_rowid ? " WITHOUT ROWID" : "");
    made_.push_back({"CREATE TABLE " + table.spelled + " (", std::move(columns), ")" + options});
  }

  // Each of a kind of values that every type of it holds.
  void add_columns(Table& table, std::vector<Part>& columns, bool strict) {
    const auto types = [&](std::vector<std::string> loose, std::vector<std::string> tight) {
      return one_of(strict ? tight : loose);
    };
    const auto add = [&](const std::string& name, const std::string& text, auto value) {
      columns.push_back(column(name, spelled(name) + " " + text, value));
      table.columns.push_back(name);
    };
    const auto number = [](const std::string& row) { return row + "7"; };
    if (chance(70)) {
      const std::string type =
          types({"INTEGER", "TEXT", "REAL", "NUMERIC", "VARCHAR(10)", "BIGINT"},
                {"INTEGER", "INT", "TEXT", "REAL", "ANY"});
      std::string text = type + maybe(15, " COLLATE NOCASE");
      if (chance(40))
        text += " NOT NULL" + conflict() + " DEFAULT " + one_of({"5", "'7'", "+4"});
      else
        text += maybe(40, " DEFAULT " + one_of({"5", "'7'", "(1 + 2)", "-3"}));
      add(table.x, text + maybe(15, " CHECK (length(" + table.x + ") < 9)"), number);
    }
    if (chance(70))
      add("\"y Y\"",
          types({"INTEGER", "REAL", "", "DOUBLE PRECISION"}, {"INTEGER", "REAL", "ANY"}) +
              maybe(30, " /* a note */ DEFAULT (2 * 3)"),
          [&](const std::string& row) { return chance(25) ? "NULL" : number(row); });
    if (chance(70))
      add("\"select\"",
          types({"TEXT", "CLOB", "VARCHAR", "", "BLOB"}, {"TEXT", "ANY"}) +
              maybe(20, " COLLATE " + one_of({"NOCASE", "RTRIM", "BINARY"})) +
              maybe(30, " NOT NULL DEFAULT 'd'") +
              maybe(15, " CONSTRAINT long CHECK (length(\"select\") < 50)"),
          [&](const std::string& row) {
            return one_of(
                {"'it''s " + row + "'", "''", "'-- \xC3\xA9 '", "'a\nb'", "'B" + row + "'"});
          });
    if (chance(40))
      add("\"\"\"b\"\"\"", types({"BLOB", ""}, {"BLOB", "ANY"}), [&](const std::string& row) {
        return one_of({"NULL", "x'00ff0" + row + "'", "zeroblob(9)"});
      });
    if (chance(30))
      columns.push_back(
          {one_of({"g INTEGER GENERATED ALWAYS AS (k * 2) ", "g INTEGER AS (k + 1) "}) +
           one_of({"STORED", "VIRTUAL"})});
    if (!table.columns.empty() && chance(20))
      columns.push_back(
          {"h TEXT AS (k || " + table.columns.back() + ") " + one_of({"STORED", "VIRTUAL"})});
  }

  // Foreign keys to any table, itself and those that come later among them. Where the table is not
  // there, its column is not there either.
  void add_keys(std::vector<Part>& columns, std::vector<Part>& constraints) {
    for (const Table& referred : tables_) {
      if (!chance(30)) continue;
      const std::string name = "p" + referred.id;
      const std::string references =
          "REFERENCES " + referred.name + " (k)" +
          maybe(60, " ON DELETE " + one_of({"CASCADE", "SET NULL", "RESTRICT", "SET DEFAULT"})) +
          maybe(20, " ON UPDATE CASCADE") + maybe(10, " MATCH FULL") +
          maybe(25, one_of({" DEFERRABLE INITIALLY DEFERRED", " NOT DEFERRABLE"}));
      if (referred.has_m && chance(60)) {
        add_composite_key(referred, columns, constraints);
        continue;
      }
      const bool beside = chance(50);
      columns.push_back(column(name, name + " INTEGER" + (beside ? " " + references : ""),
                               [&](const std::string&) {
                                 return one_of({"NULL", "1", "2", "3", "4"});
                               }));
      if (!beside)
        constraints.push_back({maybe(40, "CONSTRAINT fk" + referred.id + " ") + "FOREIGN KEY (" +
                               name + ") " + references});
    }
  }

  // Rows refer to one by both values, or have NULL for one of them and refer to none.
  void add_composite_key(const Table& referred, std::vector<Part>& columns,
                         std::vector<Part>& constraints) {
    const std::string first = "p" + referred.id;
    const std::string second = "q" + referred.id;
    Part part{first + " INTEGER", first, {}};
    Part other{second + " INTEGER", second, {}};
    for (std::size_t row = 0; row < random_rows; ++row) {
      part.values.push_back(one_of({"NULL", "1", "2", "3", "4"}));
      other.values.push_back(chance(25) ? "NULL" : part.values.back());
    }
    columns.push_back(std::move(part));
    columns.push_back(std::move(other));
    constraints.push_back({maybe(40, "CONSTRAINT fk" + referred.id + " ") + "FOREIGN KEY (" +
                           first + ", " + second + ") REFERENCES " + referred.name + " (k, m)" +
                           maybe(60, " ON DELETE " + one_of({"CASCADE", "SET NULL"})) +
                           maybe(20, " ON UPDATE CASCADE") +
                           maybe(25, " DEFERRABLE INITIALLY DEFERRED")});
  }

  std::string maybe_column(const Table& table) {
    return table.columns.empty() || chance(50) ? "" : ", " + one_of(table.columns);
  }

  void add(std::string sql) { made_.push_back({std::move(sql)}); }

  void add_objects(const Table& table) {
    const std::string on = " ON " + table.name + " ";
    if (!table.columns.empty() && chance(50))
      add("CREATE INDEX i_" + table.id + on + "(" + one_of(table.columns) +
          one_of({"", " DESC", " COLLATE RTRIM"}) + ")" + one_of({"", " WHERE k > 1"}));
    if (chance(30))
      add("CREATE UNIQUE INDEX \"j " + table.id + "\"" + on + "(k" + maybe_column(table) + ")");
    if (!table.columns.empty() && chance(25))
      add("CREATE INDEX e_" + table.id + on + "(lower(" + one_of(table.columns) +
          ") DESC, k + 1) WHERE " + one_of(table.columns) + " IS NOT NULL");
    if (chance(30)) {
      add("CREATE VIEW v_" + table.id + " AS SELECT k" + maybe_column(table) + " FROM " +
          table.name);
      if (chance(50)) add("CREATE VIEW \"w " + table.id + "\" AS SELECT k FROM v_" + table.id);
      if (chance(40))
        add("CREATE TRIGGER s_" + table.id + " INSTEAD OF DELETE ON v_" + table.id +
            " BEGIN DELETE FROM " + table.name + " WHERE k = old.k AND 0; END");
    }
    if (chance(40)) {
      const Table& other = tables_[random_() % tables_.size()];
      add("CREATE TRIGGER \"t " + table.id + "\" " +
          one_of({"AFTER UPDATE", "BEFORE INSERT", "AFTER DELETE"}) + " ON " + table.name +
          maybe(50, " WHEN 1 < 2") + " BEGIN UPDATE " + other.name +
          " SET k = k WHERE 0; SELECT count(*) FROM " + other.name + "; END");
    }
    if (chance(12)) {
      const std::string name = "f_" + table.id;
      const std::string content = table.has_rowid ? one_of({"''", table.name}) : "''";
      add("CREATE VIRTUAL TABLE " + name + " USING fts5(k, content=" + content + ")");
      made_.back().rows =
          "INSERT INTO " + name + " (rowid, k) SELECT k, k FROM " + table.name + ";\n";
    }
    if (chance(12)) {
      add("CREATE VIRTUAL TABLE r_" + table.id + " USING rtree(id, low, high)");
      made_.back().rows = "INSERT INTO r_" + table.id + " VALUES (1, -1, 1), (2, 0, 7.5);\n";
    }
  }

  std::mt19937 random_;
  std::vector<std::string> names_ = {"a", "order", "C d", "\xC3\xA9\"x", "1 'q"};
  std::vector<std::string> x_ = {"x", "x", "x", "x", "x"};
  std::vector<Table> tables_;
  std::vector<RandomObject> made_;
};

}  // namespace retort::migrate
