// Writing INSERT, UPDATE and DELETE.

#include <retort/orm/detail/sql_writer.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/kinds.h>
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

void SqlWriter::returning(const Source& target, const std::vector<SelectItem>& returned) {
  if (returned.empty()) return;
  sql_ += " RETURNING ";
  returning_ = &target;
  items(returned);
  returning_ = nullptr;
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
  const Saying saying(*this, insert.criteria);
  with(insert.with);
  sql_ += "INSERT INTO " + quoted_table(*insert.target.mapper);
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
    const Saying in_query(*this, query.criteria);
    const bool open = query.members.empty() && !condition_of(query) && query.group_by.empty() &&
                      query.order_by.empty() && !query.limit && !query.from.empty();
    if (open && !insert.conflicts.empty()) sql_ += " \nWHERE true";
  } else if (insert.columns.empty()) {
    sql_ += " DEFAULT VALUES";
  } else {
    sql_ += ' ';
    rows(insert.rows);
  }
  frames_.push_back({{insert.target, excluded(insert.target)}, nullptr});
  for (const auto& each : insert.conflicts) conflict(each);
  returning(insert.target, insert.returning);
  frames_.pop_back();
}

void SqlWriter::where_in(const Source& target, const Mapper& table, const NodePtr& where) {
  Select rows;
  std::string left;
  const auto& keys = target.mapper->key;
  for (const auto* key : keys) {
    rows.items.push_back({.expression = make_column(target, key->name)});
    left += (left.empty() ? "" : ", ") + quote(name_of(target, table)) + "." + quote(key->name);
  }
  rows.from.push_back({target});
  rows.where = where;
  sql_ += " WHERE " + (keys.size() == 1 ? left : "(" + left + ")") + " IN ";
  subquery(rows);
}

namespace {

/// The table that the statement changes.
const Mapper& written_table(const Update& update) {
  const auto& mapper = *update.target.mapper;
  const auto* table = mapper.find_column(update.set.front().column)->home;
  for (const auto& each : update.set) {
    if (mapper.find_column(each.column)->home != table)
      throw QueryError("update(" + std::string(mapper.name) + "): " +
                       update.set.front().column.data() + " and " + std::string(each.column) +
                       " lie in different tables; say one statement for each table, and where the "
                       "model has a version or an on_update_with<> in another one, no returning()");
  }
  if (!update.from.empty())
    throw QueryError("update(" + std::string(mapper.name) +
                     "): its rows lie in several tables, and from() cannot be used; ask about "
                     "other tables with exists() or in()");
  return *table;
}

/// Where rows of derived models, and of the models between, go with those of the base.
void check_cascades(const Mapper& mapper) {
  const auto check = [&](const Mapper& table) {
    for (const auto& key : table.table.foreign_keys) {
      const bool to_base = table.is_joined() && key.referred_table == table.base().name &&
                           key.columns.front() == mapper.key.front()->name;
      if (to_base && key.on_delete != schema::Action::cascade)
        throw QueryError("delete_from(" + std::string(mapper.name) + "): the foreign key of " +
                         std::string(table.name) + " to " + std::string(table.base().name) +
                         " has no ON DELETE CASCADE, so that its rows would stay; remove the "
                         "objects instead");
    }
  };
  for (const auto* table : mapper.tables) check(*table);
  for (const auto* table : mapper.kinds().further_tables()) check(*table);
}

}  // namespace

void SqlWriter::returning_of(const Source& target, const Mapper& table,
                             const std::vector<SelectItem>& returned) {
  only_ = &table;
  frames_.push_back({{target}, nullptr});
  returning(target, returned);
  frames_.pop_back();
  only_ = nullptr;
}

void SqlWriter::joined(const Update& update) {
  const auto& table = written_table(update);
  frames_.push_back({{update.target}, nullptr});
  only_ = &table;
  if (&table != &update.target.mapper->table_owner())
    parts_.push_back({update.target, &table, own_name(table)});
  sql_ += "UPDATE " + quoted_table(table) + " SET ";
  assignments(update.set);
  only_ = nullptr;
  frames_.pop_back();
  // All rows of its own table are its.
  const bool all = !update.where && &table == update.target.mapper && !rows_of({update.target});
  if (!all) where_in(update.target, table, update.where);
  returning_of(update.target, table, update.returning);
}

/// The rows of the other tables go by ON DELETE CASCADE.
void SqlWriter::joined(const Delete& remove) {
  const auto& table = remove.target.mapper->root();
  check_cascades(*remove.target.mapper);
  sql_ += "DELETE FROM " + quoted_table(table);
  where_in(remove.target, table, remove.where);
  returning_of(remove.target, table, remove.returning);
}

void SqlWriter::write(const Update& update) {
  const Saying saying(*this, update.criteria);
  with(update.with);
  if (update.target.mapper->is_joined()) return joined(update);
  Visible visible{{update.target}, nullptr};
  for (const auto& item : update.from) visible.sources.push_back(item.source);
  frames_.push_back(std::move(visible));
  sql_ += "UPDATE ";
  from_item({update.target});
  sql_ += " SET ";
  assignments(update.set);
  if (!update.from.empty()) sql_ += " FROM ";
  list(update.from, [this](const FromItem& item) { from_item(item); });
  auto condition = make_and(update.where, rows_of({update.target}));
  for (const auto& item : update.from) condition = make_and(std::move(condition), rows_of(item));
  if (condition) {
    sql_ += " WHERE ";
    expression(condition);
  }
  returning(update.target, update.returning);
  frames_.pop_back();
}

void SqlWriter::write(const Delete& remove) {
  const Saying saying(*this, remove.criteria);
  with(remove.with);
  if (remove.target.mapper->is_joined()) return joined(remove);
  frames_.push_back({{remove.target}, nullptr});
  sql_ += "DELETE FROM ";
  from_item({remove.target});
  if (const auto condition = make_and(remove.where, rows_of({remove.target}))) {
    sql_ += " WHERE ";
    expression(condition);
  }
  returning(remove.target, remove.returning);
  frames_.pop_back();
}

}  // namespace retort::orm::detail
