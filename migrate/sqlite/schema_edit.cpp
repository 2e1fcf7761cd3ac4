#include <retort/migrate/sqlite/schema_edit.h>

#include <algorithm>

#include <retort/migrate/detail/expression.h>
#include <retort/migrate/detail/same.h>
#include <retort/migrate/sqlite/affinity.h>
#include <retort/migrate/sqlite/alter.h>
#include <retort/migrate/sqlite/free_name.h>
#include <retort/migrate/sqlite/key_order.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/migrate/sqlite/stored_text.h>
#include <retort/migrate/sqlite/table_text.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

class Edit {
 public:
  Edit(const TableChange& change, const schema::Metadata& now, const engine::Dialect& dialect,
       EditProbe& probe)
      : change_(change), now_(now), dialect_(dialect), probe_(probe) {}

  SchemaEdit made() && {
    if (std::string obstacle = find_obstacle(); !obstacle.empty())
      return {.obstacle = std::move(obstacle)};
    const auto text = changed_text(before(), after(), before().name, dialect_);
    if (!text) return {.obstacle = "its text takes more than an edit"};
    if (keys_in_order(before().sql) != keys_in_order(*text))
      return {.obstacle = "a key of it changes"};
    if (!probe_.may_edit()) return {.obstacle = "an edit of the schema's text is not allowed here"};
    if (probe_.relies_on_default(now_, before(), other_defaults_))
      return {.obstacle = "rows may have the DEFAULT of " + other_defaults_.front() +
                          " from the schema alone"};
    return {.steps = steps(*text)};
  }

 private:
  const schema::Table& before() const { return *change_.before; }
  const schema::Table& after() const { return change_.after; }

  std::string find_obstacle() {
    if (!change_.fills.empty()) return "rows get new values in " + change_.fills.begin()->first;
    if (before().options != after().options) return "its options change";
    for (std::size_t i = 0; i < before().columns.size(); ++i) {
      const schema::Column& was = before().columns[i];
      if (!change_.is_carried(was.name)) return "column " + was.name + " goes";
      if (i >= after().columns.size() || after().columns[i].name != was.name)
        return "its columns have another order";
      if (std::string obstacle = of_column(was, after().columns[i]); !obstacle.empty())
        return obstacle;
    }
    for (std::size_t i = before().columns.size(); i < after().columns.size(); ++i)
      if (!can_append(after().columns[i]))
        return "new column " + after().columns[i].name + " is stored in every row";
    return of_keys();
  }

  std::string of_column(const schema::Column& was, const schema::Column& is) {
    if (was.generated != is.generated) return "column " + was.name + " is computed in another way";
    const bool strict = after().options.strict;
    const bool same_storage = was.type == is.type || (!strict && affinity(was.type.text, false) ==
                                                                     affinity(is.type.text, false));
    if (!same_storage)
      return "values of " + was.name + " are stored in another way as " +
             (is.type.text.empty() ? "no type" : is.type.text);
    if (!same_name(was.collation, is.collation) && is_compared(was))
      return "what is stored depends on the collation of " + was.name;
    if (was.server_default != is.server_default) other_defaults_.push_back(was.name);
    return "";
  }

  // As ADD COLUMN does it: rows read the default from the schema. In a STRICT table it would have to be
  // looked at first.
  bool can_append(const schema::Column& column) const {
    return can_add({.table = after().name, .column = column}) &&
           (!after().options.strict || !column.server_default);
  }

  // In an index, a key, or an expression whose value is stored or has been checked.
  bool is_compared(const schema::Column& column) const {
    const auto in_terms = [&](const std::vector<schema::IndexedColumn>& terms) {
      return std::ranges::any_of(terms, [&](const schema::IndexedColumn& term) {
        return same_name(term.column, column.name) ||
               detail::mentions(term.expression, column.name);
      });
    };
    const auto mentions = [&](const std::string& text) {
      return detail::mentions(text, column.name);
    };
    const schema::Table& table = before();
    return (table.primary_key && in_terms(table.primary_key->columns)) ||
           std::ranges::any_of(table.uniques, [&](const auto& u) { return in_terms(u.columns); }) ||
           std::ranges::any_of(table.indexes,
                               [&](const auto& index) {
                                 return in_terms(index.columns) || mentions(index.where);
                               }) ||
           std::ranges::any_of(table.checks,
                               [&](const auto& check) { return mentions(check.expression); }) ||
           std::ranges::any_of(table.columns, [&](const schema::Column& other) {
             return other.generated && mentions(other.generated->expression);
           });
  }

  // Their indexes have no text of their own: SQLite makes it from the table's.
  std::string of_keys() const {
    const std::string obstacle = "a key of it changes";
    if (before().primary_key.has_value() != after().primary_key.has_value()) return obstacle;
    if (before().primary_key && !detail::same_content(*before().primary_key, *after().primary_key))
      return obstacle;
    const schema::Column* was = rowid_alias(before());
    const schema::Column* is = rowid_alias(after());
    if ((was == nullptr) != (is == nullptr)) return obstacle;
    return "";
  }

  std::vector<Step> steps(const std::string& text) const {
    std::vector<Step> steps = write_schema(
        {update_of_text(before().name, text, dialect_)}, free_name(now_, "_retort_version"),
        "edit the schema of " + after().name + ", its rows stay as they are: " + change_.reason(),
        dialect_);
    for (const schema::Index& index : after().indexes)
      if (const schema::Index* was = before().find_index(index.name); !was || *was != index)
        steps.push_back(
            {.sql = index.sql.empty() ? dialect_.create_index(after().name, index) : index.sql,
             .reason = describe(CreateIndex{after().name, index})});
    return steps;
  }

  const TableChange& change_;
  const schema::Metadata& now_;
  const engine::Dialect& dialect_;
  EditProbe& probe_;
  /// Columns whose default becomes another one.
  std::vector<std::string> other_defaults_;
};

}  // namespace

SchemaEdit edit_schema(const TableChange& change, const schema::Metadata& now,
                       const engine::Dialect& dialect, EditProbe& probe) {
  return Edit(change, now, dialect, probe).made();
}

}  // namespace retort::migrate::sqlite
