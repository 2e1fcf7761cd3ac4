#include <retort/migrate/sqlite/losses.h>

#include <algorithm>

#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/sqlite/affinity.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

// A condition that holds for the values of a column that a new affinity turns into others, and what
// it makes of them. An empty condition holds for none. SQLite leaves a text that is no number as it
// is; comparing it with its own CAST to NUMERIC finds out.
struct Conversion {
  std::string changes;
  std::string result;
};

Conversion conversion(const std::string& column, Affinity from, Affinity to) {
  const auto cast = [](const std::string& value, const char* type) {
    return "CAST(" + value + " AS " + type + ")";
  };
  const auto differs = [&](const std::string& text) {
    return text + " COLLATE BINARY <> " + column;
  };
  const std::string is_number =
      "typeof(" + column + ") = 'text' AND " + cast(column, "NUMERIC") + " = " + column;
  const auto is_exact = [](Affinity a) { return a == Affinity::integer || a == Affinity::numeric; };
  if (from == to || to == Affinity::none || (is_exact(from) && is_exact(to))) return {};
  const std::string real = cast(column, "REAL");
  if (to == Affinity::text)
    return {.changes = "typeof(" + column + ") = 'real' AND " + cast(cast(column, "TEXT"), "REAL") +
                       " <> " + column,
            .result = cast(column, "TEXT")};
  if (to == Affinity::real)
    return {.changes = "(" + is_number + " AND " + differs(cast(real, "TEXT")) + " AND " +
                       differs(cast(cast(real, "INTEGER"), "TEXT")) + ") OR (typeof(" + column +
                       ") = 'integer' AND " + cast(real, "INTEGER") + " <> " + column + ")",
            .result = real};
  const std::string number = cast(column, "NUMERIC");
  return {.changes = is_number + " AND " + differs(cast(number, "TEXT")), .result = number};
}

class Probes {
 public:
  Probes(const MadeHere& made, const engine::Dialect& dialect) : made_(made), dialect_(dialect) {}

  std::vector<Step> steps() && { return std::move(steps_); }

  void dropped_table(const std::string& code, const std::string& kind, const std::string& table) {
    if (made_.has_table(table)) return;
    add("SELECT count(*) AS \"rows\" FROM " + dialect_.quote(table) + " HAVING count(*) > 0",
        "it drops " + kind + ' ' + table + ", which holds data", code, table);
  }

  void changed_table(const TableChange& change) {
    const schema::Table& before = *change.before;
    for (const schema::Column& column : before.columns) {
      // A generated column can be computed again.
      if (column.generated || made_.has_column(before.name, column.name)) continue;
      const schema::Column* after = change.after.find_column(column.name);
      if (!change.is_carried(column.name))
        dropped_column(before, column);
      else if (after && after->generated)
        generated_column(change, column, *after);
      else if (after)
        converted_column(change, column, *after);
    }
  }

 private:
  void add(std::string sql, std::string reason, const std::string& code, std::string subject) {
    steps_.push_back({.sql = std::move(sql),
                      .reason = std::move(reason),
                      .kind = Step::Kind::loss,
                      .code = code,
                      .subject = std::move(subject)});
  }

  void dropped_column(const schema::Table& table, const schema::Column& column) {
    const std::string count = "count(" + dialect_.quote(column.name) + ")";
    add("SELECT " + count + " AS \"values\" FROM " + dialect_.quote(table.name) + " HAVING " +
            count + " > 0",
        "it drops column " + table.name + '.' + column.name + ", which holds data", "DS102",
        table.name + '.' + column.name);
  }

  void generated_column(const TableChange& change, const schema::Column& column,
                        const schema::Column& after) {
    const std::string& expression = after.generated->expression;
    const bool is_known = std::ranges::none_of(change.after.columns, [&](const auto& other) {
      return !change.is_carried(other.name) && detail::mentions(expression, other.name);
    });
    const std::string name = dialect_.quote(column.name);
    const std::string result = is_known ? '(' + expression + ')' : "";
    changed_values(*change.before, column,
                   name + " IS NOT NULL" + (is_known ? " AND " + name + " IS NOT " + result : ""),
                   result, ", which becomes generated", "DS105");
  }

  void converted_column(const TableChange& change, const schema::Column& column,
                        const schema::Column& after) {
    const Conversion made = conversion(dialect_.quote(column.name),
                                       affinity(column.type.text, change.before->options.strict),
                                       affinity(after.type.text, change.after.options.strict));
    if (made.changes.empty()) return;
    changed_values(*change.before, column, made.changes, made.result,
                   ", whose type becomes " + (after.type.text.empty() ? "none" : after.type.text),
                   "DS104");
  }

  void changed_values(const schema::Table& table, const schema::Column& column,
                      const std::string& condition, const std::string& result,
                      const std::string& why, const std::string& code) {
    std::string shown;
    for (const std::string& name : key_of(table))
      if (!same_name(name, column.name)) shown += dialect_.quote(name) + ", ";
    shown += dialect_.quote(column.name);
    if (!result.empty()) shown += ", " + result + " AS becomes";
    const std::string name = table.name + '.' + column.name;
    add("SELECT " + shown + " FROM " + dialect_.quote(table.name) + " WHERE " + condition,
        "it changes values of column " + name + why, code, name);
    steps_.back().unit = "value";
  }

  // The columns by which a person finds a row.
  static std::vector<std::string> key_of(const schema::Table& table) {
    if (table.primary_key) return schema::column_names(table.primary_key->columns);
    if (const auto rowid = rowid_name(table, table)) return {*rowid};
    return {};
  }

  const MadeHere& made_;
  const engine::Dialect& dialect_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> losses(const std::vector<Operation>& batch,
                         const std::vector<TableChange>& changes, const schema::Metadata& before,
                         const MadeHere& made, const engine::Dialect& dialect) {
  Probes probes(made, dialect);
  for (const TableChange& change : changes) {
    if (!change.before) continue;
    if (change.dropped)
      probes.dropped_table("DS101", "table", change.before->name);
    else
      probes.changed_table(change);
  }
  for (const Operation& operation : batch)
    if (const auto* drop = std::get_if<DropVirtualTable>(&operation))
      if (before.find_virtual_table(drop->table.name))
        probes.dropped_table("DS103", "virtual table", drop->table.name);
  return std::move(probes).steps();
}

}  // namespace retort::migrate::sqlite
