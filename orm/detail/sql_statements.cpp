// Writing INSERT, UPDATE and DELETE.

#include <retort/orm/detail/sql_writer.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

/// The row that could not be inserted, in ON CONFLICT DO UPDATE.
Source excluded(const Source& target) { return {.mapper = target.mapper, .alias = "excluded"}; }

}  // namespace

void SqlWriter::assignments(const std::vector<Assignment>& set) {
  list(set, [this](const Assignment& assignment) {
    sql_ += quote(assignment.column) + "=";
    // SQLAlchemy's parentheses.
    const bool calculated = std::holds_alternative<BinaryNode>(assignment.value->kind);
    if (calculated) sql_ += '(';
    expression(assignment.value);
    if (calculated) sql_ += ')';
  });
}

void SqlWriter::returning(const std::vector<SelectItem>& returned) {
  if (returned.empty()) return;
  sql_ += " RETURNING ";
  items(returned);
}

void SqlWriter::conflict(const OnConflict& conflict) {
  sql_ += " ON CONFLICT";
  if (!conflict.columns.empty()) {
    sql_ += " (";
    list(conflict.columns, [this](const NodePtr& node) {
      // A column of the index has no table before it; an expression in it may have none either.
      const auto* column = std::get_if<ColumnNode>(&node->kind);
      column ? void(sql_ += quote(column->column)) : expression(node);
    });
    sql_ += ')';
  }
  if (conflict.index_where) {
    sql_ += " WHERE ";
    expression(conflict.index_where);
  }
  if (conflict.set.empty()) {
    sql_ += " DO NOTHING";
    return;
  }
  sql_ += " DO UPDATE SET ";
  assignments(conflict.set);
  if (!conflict.where) return;
  sql_ += " WHERE ";
  expression(conflict.where);
}

void SqlWriter::write(const Insert& insert) {
  sql_ += "INSERT INTO " + quote(insert.target.mapper->name);
  if (!insert.columns.empty()) {
    sql_ += " (";
    list(insert.columns, [this](std::string_view column) { sql_ += quote(column); });
    sql_ += ")";
  }
  if (insert.query) {
    sql_ += ' ';
    ++depth_;
    write(*insert.query);
    --depth_;
    // Without WHERE, SQLite would take ON CONFLICT for the ON of a join.
    const auto& query = *insert.query;
    const bool open = query.members.empty() && !query.where && query.group_by.empty() &&
                      query.order_by.empty() && !query.limit && !query.from.empty();
    if (open && !insert.conflicts.empty()) sql_ += " \nWHERE true";
  } else if (insert.columns.empty()) {
    sql_ += " DEFAULT VALUES";
  } else {
    sql_ += " VALUES ";
    list(insert.rows, [this](const std::vector<NodePtr>& row) {
      sql_ += '(';
      expressions(row);
      sql_ += ')';
    });
  }
  frames_.push_back({{insert.target, excluded(insert.target)}, nullptr});
  for (const auto& each : insert.conflicts) conflict(each);
  returning(insert.returning);
  frames_.pop_back();
}

void SqlWriter::write(const Update& update) {
  Visible visible{{update.target}, nullptr};
  for (const auto& item : update.from) visible.sources.push_back(item.source);
  frames_.push_back(std::move(visible));
  sql_ += "UPDATE ";
  from_item({update.target});
  sql_ += " SET ";
  assignments(update.set);
  if (!update.from.empty()) sql_ += " FROM ";
  list(update.from, [this](const FromItem& item) { from_item(item); });
  if (const auto condition = with_kind(update.target, update.where)) {
    sql_ += " WHERE ";
    expression(condition);
  }
  returning(update.returning);
  frames_.pop_back();
}

void SqlWriter::write(const Delete& remove) {
  frames_.push_back({{remove.target}, nullptr});
  sql_ += "DELETE FROM ";
  from_item({remove.target});
  if (const auto condition = with_kind(remove.target, remove.where)) {
    sql_ += " WHERE ";
    expression(condition);
  }
  returning(remove.returning);
  frames_.pop_back();
}

}  // namespace retort::orm::detail
