// The judgement of a pair of random schemas, and the smallest pair that is judged alike.

#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <retort/migrate/detail/database_planner.h>
#include <retort/schema/error.h>
#include <retort/schema/name.h>

#include "random_schema.h"
#include "trial.h"

namespace retort::migrate {

struct RandomPairOf {
  RandomDatabase start{};
  RandomDatabase wanted{};
  RandomSchema::Renames renames{};

  std::string text() const {
    std::string text = start.ddl() + start.rows() + "-- becomes\n" + wanted.ddl();
    for (const auto& names : {renames.tables, renames.columns})
      for (const auto& [from, to] : names) text += "-- " + from + " is renamed to " + to + '\n';
    return text;
  }
};

class PairJudge {
 public:
  /// What is wrong with the way there and back; empty where nothing is. Nothing where SQLite does not take
  /// one of the schemas, or its foreign keys.
  static std::optional<std::string> fault(const RandomPairOf& pair) {
    std::optional<Trial> trial;
    schema::Metadata wanted;
    try {
      trial.emplace(pair.start.ddl());
      trial->connection.execute("PRAGMA foreign_keys = OFF");
      trial->connection.execute_script(pair.start.rows());
      trial->rows("PRAGMA foreign_key_check");
      trial->connection.execute("PRAGMA foreign_keys = ON");
      wanted = schema_of(pair.wanted.ddl());
      Trial(pair.wanted.ddl()).rows("PRAGMA foreign_key_check");
    } catch (const Error& error) {
      refusal() = error.what();
      return std::nullopt;
    }
    try {
      return PairJudge(*trial, wanted, pair.renames).judge();
    } catch (const Error& error) {
      return std::string("it stops: ") + error.what();
    }
  }

  /// What SQLite said to the last pair that it did not take.
  static std::string& refusal() {
    static std::string said;
    return said;
  }

  /// Leaves out objects and parts of tables for as long as something stays wrong.
  static RandomPairOf shrunk(RandomPairOf pair) {
    const std::string kind = kind_of(fault(pair).value_or(""));
    const auto is_wrong = [&](const RandomPairOf& less) {
      return kind_of(fault(less).value_or("")) == kind;
    };
    for (bool smaller = true; smaller;) {
      smaller = false;
      for (RandomDatabase RandomPairOf::*side : {&RandomPairOf::start, &RandomPairOf::wanted})
        for (std::size_t i = (pair.*side).objects.size(); i-- > 0;) {
          RandomPairOf less = pair;
          auto& objects = (less.*side).objects;
          objects.erase(objects.begin() + static_cast<std::ptrdiff_t>(i));
          if (is_wrong(less)) {
            pair = std::move(less);
            smaller = true;
            continue;
          }
          for (std::size_t part = (pair.*side).objects[i].parts.size(); part-- > 0;) {
            less = pair;
            auto& parts = (less.*side).objects[i].parts;
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(part));
            if (!is_wrong(less)) continue;
            pair = std::move(less);
            smaller = true;
          }
        }
    }
    return pair;
  }

 private:
  using Values = std::map<std::string, std::string>;

  PairJudge(Trial& trial, const schema::Metadata& wanted, const RandomSchema::Renames& renames)
      : trial_(trial), start_(trial.schema()), wanted_(wanted) {
    answers_.all_table_renames = answers_.all_column_renames = true;
    for (const auto& [from, to] : renames.tables)
      if (start_.find_table(from) && wanted_.find_table(to)) answers_.rename_table[from] = to;
    for (const schema::Table& table : start_.tables)
      for (const schema::Column& column : table.columns) {
        const std::string key = table.name + '.' + column.name;
        const std::string name = renamed(renames.columns, key, "");
        const schema::Table* other = wanted_.find_table(wanted_name(table.name));
        if (!name.empty() && other && other->find_column(name)) answers_.rename_column[key] = name;
      }
  }

  // Capitals make no difference.
  static std::string renamed(const std::map<std::string, std::string>& names,
                             const std::string& key, const std::string& otherwise) {
    const auto found = std::ranges::find_if(
        names, [&](const auto& name) { return schema::same_name(name.first, key); });
    return found == names.end() ? otherwise : found->second;
  }
  std::string wanted_name(const std::string& table) const {
    return renamed(answers_.rename_table, table, table);
  }

  // What is wrong, without the names in it.
  static std::string kind_of(const std::string& fault) { return fault.substr(0, 17); }

  std::string judge() {
    const Values before = values(false);
    const std::vector<Operation> operations = diff(start_, wanted_, answers_);
    trial_.run(operations);
    if (std::string found = look("there", wanted_, before); !found.empty())
      return found + "\nof\n" + described(operations);
    trial_.run(reverse(operations));
    if (std::string found = look("back", start_, before); !found.empty())
      return found + "\nof\n" + described(reverse(operations));
    return "";
  }

  std::string look(const std::string& way, const schema::Metadata& schema, const Values& before) {
    const schema::Metadata now = trial_.schema();
    for (const std::string& left : {described(diff(now, schema)), described(diff(schema, now))})
      if (!left.empty()) return way + ": the schema differs: " + left;
    for (const char* check : {"PRAGMA foreign_key_check",
                              "SELECT name FROM sqlite_schema WHERE name "
                              "LIKE '%retort%'",
                              "SELECT name FROM sqlite_temp_schema"})
      if (const std::string rows = trial_.rows(check); !rows.empty())
        return way + ": " + check + ": " + rows;
    const auto problems = detail::planner_of(trial_.connection).problems(trial_.connection);
    if (!problems.empty()) return way + ": " + problems.front();
    const Values after = values(way == "there");
    for (const auto& [column, was] : before)
      if (const auto is = after.find(column); is == after.end() || is->second != was)
        return way + ": values of " + column + " were " + was + ", are " +
               (is == after.end() ? "gone" : is->second);
    return "";
  }

  // Of the columns that both schemas have; numbers as numbers, whatever the type. By their first names.
  Values values(bool there) {
    Values all;
    const engine::Dialect& dialect = trial_.connection.dialect();
    for (const schema::Table& table : start_.tables) {
      const schema::Table* other = wanted_.find_table(wanted_name(table.name));
      if (other == nullptr || is_anothers(table.name)) continue;
      for (const schema::Column& column : table.columns) {
        const std::string key = table.name + '.' + column.name;
        const std::string wanted = renamed(answers_.rename_column, key, column.name);
        const schema::Column* same = other->find_column(wanted);
        if (same == nullptr || column.generated || same->generated) continue;
        const std::string name = dialect.quote(there ? wanted : column.name);
        const bool is_number = column.name == "k" || schema::folded(column.name)[0] == 'x' ||
                               schema::same_name(column.name, "y Y");
        all[key] = trial_.rows(
            "SELECT k, " + (is_number ? "CAST(" + name + " AS REAL)" : "quote(" + name + ")") +
            " FROM " + dialect.quote(there ? wanted_name(table.name) : table.name) + " ORDER BY k");
      }
    }
    for (const schema::VirtualTable& table : start_.virtual_tables) {
      const bool stays =
          std::ranges::find(wanted_.virtual_tables, table) != wanted_.virtual_tables.end();
      if (!stays) continue;
      all[table.name] =
          trial_.rows(table.name[0] == 'r' ? "SELECT * FROM " + table.name
                                           : "SELECT rowid FROM " + table.name + "('3 OR 4')");
    }
    return all;
  }

  // Whether a table of this name is there in the end that had another before.
  bool is_anothers(const std::string& table) const {
    return wanted_name(table) == table &&
           std::ranges::any_of(answers_.rename_table, [&](const auto& names) {
             return schema::same_name(names.second, table);
           });
  }

  Trial& trial_;
  const schema::Metadata start_;
  const schema::Metadata& wanted_;
  Answers answers_{};
};

}  // namespace retort::migrate
