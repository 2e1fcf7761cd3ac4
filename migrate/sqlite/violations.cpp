#include <retort/migrate/sqlite/violations.h>

#include <algorithm>

#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/error.h>
#include <retort/migrate/sqlite/fill.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

using detail::list_text;
using schema::same_name;

class Finder {
 public:
  Finder(const TableChange& change, const std::vector<TableChange>& changes,
         const schema::Metadata& after, const engine::Dialect& dialect)
      : change_(change),
        changes_(changes),
        metadata_(after),
        dialect_(dialect),
        rows_(new_rows(change, dialect)) {}

  std::vector<Violation> violations() && {
    for (const schema::Column& column : after().columns) check_not_null(column);
    check_keys();
    for (const schema::Check& check : after().checks) check_expression(check);
    for (const schema::ForeignKey& key : after().foreign_keys) check_references(key);
    return std::move(found_);
  }

 private:
  const schema::Table& before() const { return *change_.before; }
  const schema::Table& after() const { return change_.after; }

  Violation& add(std::string query, std::string reason, std::string code, std::string subject) {
    found_.push_back({.query = std::move(query),
                      .reason = std::move(reason),
                      .code = std::move(code),
                      .subject = std::move(subject)});
    return found_.back();
  }

  // What the script says of the rows: the operation that adds what they break.
  template <class Wanted, class Is>
  const Wanted* said(Is is) const {
    for (const TableChange::Part& part : change_.parts)
      if (const auto* op = std::get_if<Wanted>(part.operation); op && is(*op)) return op;
    return nullptr;
  }
  const AddConstraint* said_of(const Constraint& constraint) const {
    return said<AddConstraint>(
        [&](const AddConstraint& op) { return op.constraint == constraint; });
  }

  std::string keys() const { return list_text(row_key(change_, dialect_).names); }

  // The rows of which a condition holds, `alias` being their name in it, are the ones in the way.
  void mend(Violation& violation, Violations violations, const std::string& where,
            const std::string& alias = {}) const {
    violation.violations = violations;
    std::string rows = keyed_rows(change_, dialect_);
    if (!alias.empty()) rows = "(SELECT * FROM " + rows + ") AS " + alias;
    violation.keys = "SELECT " + keys() + " FROM " + rows + " WHERE " + where;
  }
  void mend(Violation& violation, const Constraint& constraint,
            const std::vector<std::string>& columns, const std::string& where,
            const std::string& alias = {}) const {
    const AddConstraint* op = said_of(constraint);
    if (!op || (op->violations == Violations::stop && op->fill.empty())) return;
    mend(violation, op->violations, where, alias);
    if (op->fill.empty()) return;
    if (columns.size() != 1 || !change_.is_carried(columns[0]))
      throw MigrateError("cannot " + describe(*op) +
                         ": its fill is for a constraint over one column that is there already; "
                         "fill the rows with an execute before it");
    violation.column = columns[0];
    violation.fill = fill_expression(op->fill, *op);
  }

  std::string quoted(const std::vector<std::string>& names) const {
    std::vector<std::string> result;
    for (const std::string& name : names) result.push_back(dialect_.quote(name));
    return list_text(result);
  }

  // Whether the new rows have all the columns that a term, expression or list names.
  bool is_foreseen(const std::string& expression) const {
    return std::ranges::none_of(after().columns, [&](const schema::Column& column) {
      return !sqlite::is_foreseen(change_, column) && detail::mentions(expression, column.name);
    });
  }

  bool is_untouched(const std::string& column) const {
    return change_.is_carried(column) && !change_.fills.contains(column);
  }

  // What a person needs to find a row: the primary key, and the columns in question.
  std::string shown(const std::vector<std::string>& columns) const {
    std::vector<std::string> names;
    if (after().primary_key) names = column_names(after().primary_key->columns);
    for (const std::string& column : columns)
      if (std::ranges::none_of(names, [&](auto& name) { return same_name(name, column); }))
        names.push_back(column);
    std::erase_if(names,
                  [&](const std::string& name) { return !is_foreseen(dialect_.quote(name)); });
    return names.empty() ? "1" : quoted(names);
  }

  void check_not_null(const schema::Column& column) {
    if (&column == rowid_alias(after())) return check_rowids(column);
    if (column.nullable || column.generated) return;
    const std::string name = after().name + "." + column.name;
    const std::string how =
        "; give it a default or a fill expression, or fill the rows with an execute before it";
    if (!change_.is_carried(column.name)) {
      const bool has_value = change_.fills.contains(column.name) ||
                             (column.server_default && !same_name(*column.server_default, "NULL"));
      if (!has_value) {
        add("SELECT count(*) AS \"rows\" FROM " + dialect_.quote(after().name) +
                " HAVING count(*) > 0",
            "the new column " + name + " is NOT NULL, but table " + after().name +
                " has rows and nothing says what to put there" + how,
            "RW102", name);
        return;
      }
    }
    const schema::Column* was = before().find_column(column.name);
    if (is_untouched(column.name) && was && !was->nullable) return;
    if (!change_.is_carried(column.name) && !change_.fills.contains(column.name)) return;
    const std::string is_null = dialect_.quote(column.name) + " IS NULL";
    Violation& violation =
        add("SELECT " + shown({column.name}) + " FROM " + rows_ + " WHERE " + is_null,
            "column " + name + " becomes NOT NULL, but rows have NULL there" + how, "RW101", name);
    violation.unit = "row";
    violation.broken = "NOT NULL of " + name;
    if (const auto* op = said<AlterColumn>([&](const AlterColumn& alter) {
          return alter.nullable && same_name(alter.before.name, column.name);
        });
        op && op->violations == Violations::remove)
      mend(violation, op->violations, is_null);
  }

  // What a person finds a row by whose new key is no good: the old one where it stays, else all of
  // it; and the new one.
  std::vector<std::string> old_key(const schema::Column& new_key) const {
    std::vector<std::string> names = {new_key.name};
    const auto is_old_key = [&](const schema::Column& column) {
      return !before().primary_key ||
             std::ranges::any_of(before().primary_key->columns, [&](const auto& term) {
               return same_name(term.column, column.name);
             });
    };
    for (const schema::Column& column : after().columns)
      if (!same_name(column.name, new_key.name) && change_.is_carried(column.name) &&
          sqlite::is_foreseen(change_, column) && is_old_key(column))
        names.push_back(column.name);
    return names;
  }

  // SQLite takes a NULL there as a wish for a new key, which nobody has asked for, and stops with
  // few words at anything else that is no integer.
  void check_rowids(const schema::Column& column) {
    const schema::Column* was = rowid_alias(before());
    const bool is_filled = change_.fills.contains(column.name);
    if (!change_.is_carried(column.name) && !is_filled) return;
    if (is_untouched(column.name) && was && same_name(was->name, column.name)) return;
    const std::string name = dialect_.quote(column.name);
    const std::string rows =
        "SELECT " + quoted(old_key(column)) + " FROM " + rows_ + " WHERE " + name;
    const std::string what = "column " + after().name + "." + column.name +
                             " becomes INTEGER PRIMARY KEY, but rows have ";
    const std::string subject = detail::constraint_text(after().name, *after().primary_key);
    add(rows + " IS NULL",
        what + "NULL there; give it a fill expression, or fill the rows with an execute before it",
        "RW104", subject)
        .unit = "row";
    add(rows + " IS NOT NULL AND CAST(" + name + " AS INTEGER) <> " + name,
        what + "other values than integers there; change them first", "RW104", subject)
        .unit = "row";
  }

  // The terms of a key with the collations that the new table compares with.
  std::string collated(const std::vector<schema::IndexedColumn>& terms) const {
    std::vector<std::string> result;
    for (const schema::IndexedColumn& term : terms) {
      const schema::Column* column = after().find_column(term.column);
      std::string collation = term.collation;
      if (collation.empty() && column) collation = column->collation;
      std::string text = column ? dialect_.quote(column->name) : '(' + term.expression + ')';
      if (collation.empty() && column) collation = "BINARY";
      if (!collation.empty()) text += " COLLATE " + dialect_.quote(collation);
      result.push_back(std::move(text));
    }
    return list_text(result);
  }

  void check_unique(const std::vector<schema::IndexedColumn>& terms, const std::string& where,
                    const std::string& what, Violations violations) {
    std::string values;
    std::string conditions = where.empty() ? "" : '(' + where + ") AND ";
    for (const schema::IndexedColumn& term : terms) {
      const std::string value =
          term.column.empty() ? '(' + term.expression + ')' : dialect_.quote(term.column);
      values += value + ", ";
      // NULLs differ from one another.
      conditions += value + " IS NOT NULL AND ";
    }
    if (!is_foreseen(values) || !is_foreseen(where)) return;
    Violation& violation =
        add("SELECT " + values + "count(*) AS \"rows\" FROM " + rows_ + " WHERE " + conditions +
                "1 GROUP BY " + collated(terms) + " HAVING count(*) > 1",
            "rows of table " + after().name + " have the same values, against " + what +
                "; make them differ first",
            "RW104", what);
    violation.unit = "key";
    violation.broken = what;
    violation.violations = violations;
    if (violations == Violations::remove)
      violation.keys = "SELECT " + keys() + " FROM (SELECT " + keys() +
                       ", row_number() OVER (PARTITION BY " + collated(terms) + " ORDER BY " +
                       keys() + ") AS _retort_number FROM " + keyed_rows(change_, dialect_) +
                       " WHERE " + conditions + "1) WHERE _retort_number > 1";
  }

  Violations said_of_unique(const Constraint& constraint) const {
    const AddConstraint* op = said_of(constraint);
    return op ? op->violations : Violations::stop;
  }

  // Whether values or their comparison may be others than before.
  bool keeps_values(const std::vector<schema::IndexedColumn>& terms) const {
    return std::ranges::all_of(after().columns, [&](const schema::Column& column) {
      const bool used = std::ranges::any_of(terms, [&](const schema::IndexedColumn& term) {
        return same_name(term.column, column.name) ||
               detail::mentions(term.expression, column.name);
      });
      const schema::Column* was = before().find_column(column.name);
      return !used || (is_untouched(column.name) && was && was->collation == column.collation &&
                       was->generated == column.generated);
    });
  }

  void check_keys() {
    const auto& old_key = before().primary_key;
    if (const auto& key = after().primary_key)
      if (!old_key || old_key->columns != key->columns || !keeps_values(key->columns))
        check_unique(key->columns, "", detail::constraint_text(after().name, *key),
                     said_of_unique(*key));
    for (const schema::Unique& unique : after().uniques) {
      const bool known = std::ranges::any_of(before().uniques, [&](const schema::Unique& was) {
        return was.columns == unique.columns;
      });
      if (!known || !keeps_values(unique.columns))
        check_unique(unique.columns, "", detail::constraint_text(after().name, unique),
                     said_of_unique(unique));
    }
    for (const schema::Index& index : after().indexes) {
      const schema::Index* was = before().find_index(index.name);
      if (!index.unique || (was && *was == index && keeps_values(index.columns))) continue;
      const auto* op = said<CreateIndex>(
          [&](const CreateIndex& create) { return same_name(create.index.name, index.name); });
      check_unique(index.columns, index.where,
                   "unique index " + index.name + " (" + detail::terms_text(index.columns) + ')',
                   op ? op->violations : Violations::stop);
    }
  }

  void check_expression(const schema::Check& check) {
    std::vector<std::string> used;
    bool values_change = false;
    for (const schema::Column& column : after().columns) {
      if (!detail::mentions(check.expression, column.name)) continue;
      used.push_back(column.name);
      values_change = values_change || !is_untouched(column.name);
    }
    const bool known = std::ranges::any_of(before().checks, [&](const schema::Check& was) {
      return was.expression == check.expression;
    });
    if ((known && !values_change) || !is_foreseen(check.expression)) return;
    const std::string what = detail::constraint_text(after().name, check);
    const std::string breaks = "NOT (" + check.expression + ")";
    Violation& violation = add(
        "SELECT " + shown(used) + " FROM " + rows_ + " WHERE " + breaks,
        "rows of table " + after().name + " break " + what + "; change them first", "RW105", what);
    violation.unit = "row";
    violation.broken = what;
    mend(violation, check, used, breaks);
  }

  // A table as a FROM item, in the form that the batch gives it.
  std::string rows_of(const schema::Table& table) const {
    for (const TableChange& change : changes_)
      if (!change.dropped && change.before && same_name(change.after.name, table.name))
        return new_rows(change, dialect_);
    return dialect_.quote(table.name);
  }

  bool is_made_now(const schema::Table& table) const {
    return std::ranges::any_of(changes_, [&](const TableChange& change) {
      return !change.before && same_name(change.after.name, table.name);
    });
  }

  void check_references(const schema::ForeignKey& key) {
    const bool known = std::ranges::any_of(before().foreign_keys, [&](const auto& was) {
      return std::ranges::equal(was.columns, key.columns, same_name) &&
             same_name(was.referred_table, key.referred_table) &&
             was.referred_columns == key.referred_columns;
    });
    const bool untouched = std::ranges::all_of(
        key.columns, [&](const std::string& column) { return is_untouched(column); });
    const schema::Table* parent = metadata_.find_table(key.referred_table);
    // SQLite lets a foreign key name a table that is not there (yet).
    if ((known && untouched) || parent == nullptr) return;
    std::vector<std::string> referred = key.referred_columns;
    if (referred.empty() && parent->primary_key)
      referred = column_names(parent->primary_key->columns);
    if (referred.size() != key.columns.size() || !is_foreseen(quoted(key.columns))) return;

    std::string orphan;
    std::string same = "1";
    for (std::size_t i = 0; i < referred.size(); ++i) {
      if (!parent->find_column(referred[i])) return;
      const std::string column = "child." + dialect_.quote(key.columns[i]);
      orphan += column + " IS NOT NULL AND ";
      same += " AND parent." + dialect_.quote(referred[i]) + " = " + column;
    }
    // A table that is made in this batch has no rows, and need not be there yet.
    orphan += is_made_now(*parent) ? "1"
                                   : "NOT EXISTS (SELECT 1 FROM (SELECT * FROM " +
                                         rows_of(*parent) + ") AS parent WHERE " + same + ")";
    const std::string what = detail::constraint_text(after().name, key);
    Violation& violation =
        add("SELECT " + shown(key.columns) + " FROM (SELECT * FROM " + rows_ + ") AS child WHERE " +
                orphan,
            "rows of table " + after().name + " refer to rows that table " + parent->name +
                " does not have, against " + what + "; change or delete them first",
            "RW106", what);
    violation.unit = "row";
    violation.broken = what;
    mend(violation, key, key.columns, orphan, "child");
  }

  const TableChange& change_;
  const std::vector<TableChange>& changes_;
  const schema::Metadata& metadata_;
  const engine::Dialect& dialect_;
  std::string rows_;
  std::vector<Violation> found_;
};

}  // namespace

std::vector<Violation> violations(const TableChange& change,
                                  const std::vector<TableChange>& changes,
                                  const schema::Metadata& after, const engine::Dialect& dialect) {
  return Finder(change, changes, after, dialect).violations();
}

}  // namespace retort::migrate::sqlite
