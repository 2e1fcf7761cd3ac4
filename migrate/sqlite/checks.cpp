#include <retort/migrate/sqlite/checks.h>

#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/migrate/sqlite/violations.h>

namespace retort::migrate::sqlite {

namespace {

std::string in_parentheses(const std::vector<std::string>& names) {
  const std::string list = detail::list_text(names);
  return names.size() == 1 ? list : '(' + list + ')';
}

class Remedy {
 public:
  Remedy(const TableChange& change, const Violation& violation, const engine::Dialect& dialect)
      : change_(change),
        violation_(violation),
        dialect_(dialect),
        key_(row_key(change, dialect)),
        rows_("rows of table " + change.after.name) {}

  std::vector<Step> steps() const {
    const bool deletes = violation_.violations == Violations::remove;
    const std::string table = dialect_.quote(change_.after.name);
    const std::string where =
        " WHERE " + in_parentheses(key_.stored) + " IN (" + violation_.keys + ")";
    const std::string what = " that break " + violation_.broken;
    Step act{
        .sql = deletes ? "DELETE FROM " + table + where
                       : "UPDATE " + table + " SET " + dialect_.quote(violation_.column) + " = (" +
                             violation_.fill + ")" + where,
        .reason = (deletes ? "delete " : "fill ") + rows_ + what,
        .is_own = true,
        .tells = rows_ + (deletes ? " deleted" : " filled") + ", which broke " + violation_.broken};
    return {probe(deletes, what), std::move(act)};
  }

 private:
  Step probe(bool deletes, const std::string& what) const {
    const std::string losing = deletes ? "it deletes " + rows_
                                       : "it replaces values of column " + change_.after.name +
                                             '.' + violation_.column + " in rows";
    return {.sql = "SELECT " + shown() + " FROM " + keyed_rows(change_, dialect_) + " WHERE " +
                   in_parentheses(key_.names) + " IN (" + violation_.keys + ")",
            .reason = losing + what,
            .kind = Step::Kind::loss,
            .unit = "row",
            .code = "DS106",
            .subject = violation_.broken};
  }

  // The key and the first columns: enough to know a row by.
  std::string shown() const {
    std::vector<std::string> names;
    for (const schema::Column& column : change_.after.columns)
      if (is_foreseen(change_, column) && names.size() < 4)
        names.push_back(dialect_.quote(column.name));
    return detail::list_text(names);
  }

  const TableChange& change_;
  const Violation& violation_;
  const engine::Dialect& dialect_;
  RowKey key_;
  std::string rows_;
};

}  // namespace

std::vector<Step> checks(const TableChange& change, const std::vector<TableChange>& changes,
                         const schema::Metadata& after, const engine::Dialect& dialect) {
  std::vector<Step> steps;
  for (Violation& violation : violations(change, changes, after, dialect))
    steps.push_back({.sql = std::move(violation.query),
                     .reason = std::move(violation.reason),
                     .kind = Step::Kind::must_be_empty,
                     .unit = std::move(violation.unit),
                     .code = std::move(violation.code),
                     .subject = std::move(violation.subject)});
  return steps;
}

std::vector<Step> remedies(const TableChange& change, const std::vector<TableChange>& changes,
                           const schema::Metadata& after, const engine::Dialect& dialect) {
  std::vector<Step> steps;
  for (const Violation& violation : violations(change, changes, after, dialect))
    if (!violation.keys.empty())
      for (Step& step : Remedy(change, violation, dialect).steps())
        steps.push_back(std::move(step));
  return steps;
}

}  // namespace retort::migrate::sqlite
