// Writing queries, clause by clause.

#include <algorithm>
#include <span>

#include <retort/orm/detail/sql_writer.h>
#include <retort/orm/mapping/kinds.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

constexpr std::string_view join_words[] = {" JOIN ", " LEFT OUTER JOIN ", " RIGHT OUTER JOIN ",
                                           " FULL OUTER JOIN ", " CROSS JOIN "};
constexpr std::string_view set_words[] = {" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT "};

/// What a term of ORDER BY orders by.
const NodePtr& ordered(const NodePtr& node) {
  const auto* order = std::get_if<OrderNode>(&node->kind);
  return order ? order->expression : node;
}

bool is_same(const NodePtr& a, const NodePtr& b) {
  if (a == b) return true;
  const auto* left = std::get_if<ColumnNode>(&a->kind);
  const auto* right = std::get_if<ColumnNode>(&b->kind);
  return left && right && left->source == right->source && left->column == right->column;
}

/// A right or full join: what is on its left is in the result with NULLs too.
bool keeps_both_sides(const Select& select) {
  return std::ranges::any_of(select.joins, [](const SelectJoin& join) {
    return join.kind == JoinKind::right || join.kind == JoinKind::full;
  });
}

/// The number of the result's column that is this expression, from 1; 0 for none.
int position_in(const std::vector<SelectItem>& items, const NodePtr& node) {
  int position = 1;
  for (const auto& item : items) {
    if (item.expression && is_same(item.expression, node)) return position;
    const auto* column = std::get_if<ColumnNode>(&node->kind);
    if (item.entity.mapper && column && column->source == item.entity) {
      const auto* found = item.entity.mapper->find_column(column->column);
      return position + static_cast<int>(found - item.entity.mapper->columns.data());
    }
    position += static_cast<int>(item.width());
  }
  return 0;
}

/// Columns in a plain SELECT (engine/select_list.h), in no order that its text could give a name to.
bool can_be_called(const Select& select) {
  const auto is_column = [](const NodePtr& node) {
    return node && std::holds_alternative<ColumnNode>(node->kind);
  };
  return select.members.empty() && !select.distinct && select.group_by.empty() && !select.having &&
         select.windows.empty() && !select.items.empty() &&
         std::ranges::all_of(select.items,
                             [&](const SelectItem& item) {
                               return item.entity.mapper || is_column(item.expression);
                             }) &&
         std::ranges::all_of(select.order_by,
                             [&](const NodePtr& node) { return is_column(ordered(node)); });
}

}  // namespace

void SqlWriter::write(const ExistsNode& node) {
  sql_ += "EXISTS ";
  subquery(*node.select);
}

void SqlWriter::write(const SubqueryNode& node) { subquery(*node.select); }

void SqlWriter::subquery(const Select& select) {
  sql_ += '(';
  ++depth_;
  write(select);
  --depth_;
  sql_ += ')';
}

void SqlWriter::write(const Select& select) {
  if (sql_.empty()) whole_ = &select;
  const Saying saying(*this, select.criteria);
  const auto* names = std::exchange(names_, nullptr);
  with(select.with);
  names_ = names;
  next_name_ = 0;
  select.members.empty() ? core(select) : compound(select);
  names_ = nullptr;
}

void SqlWriter::with(const std::vector<CommonTable>& tables) {
  if (tables.empty()) return;
  const bool recursive = std::ranges::any_of(tables, &CommonTable::recursive);
  for (const auto& table : tables) common_tables_.push_back(table.source);
  sql_ += recursive ? "WITH RECURSIVE " : "WITH ";
  list(
      tables,
      [this](const CommonTable& table) {
        sql_ += quote(name_of(table.source)) + "(";
        list(table.source.mapper->columns,
             [this](const MappedColumn& column) { sql_ += quote(column.name); });
        sql_ += ") AS ";
        if (table.materialization == Materialization::materialized) sql_ += "MATERIALIZED ";
        if (table.materialization == Materialization::not_materialized) sql_ += "NOT MATERIALIZED ";
        sql_ += '\n';
        subquery(*table.query);
      },
      ", \n");
  sql_ += '\n';
}

void SqlWriter::compound(const Select& select) {
  const auto* names = names_;
  for (const auto& each : select.members) {
    if (&each != &select.members.front()) sql_ += set_words[static_cast<std::size_t>(each.op)];
    names_ = names;
    next_name_ = 0;
    member(*each.query);
    names_ = nullptr;
  }
  order_by(select);
  limit(select);
}

/// SQLite has no parentheses around the SELECTs of a compound; what has clauses of its own behind
/// it becomes a table.
void SqlWriter::member(const Select& select) {
  const bool simple = select.with.empty() && select.members.empty() && select.order_by.empty() &&
                      !select.limit && !select.offset;
  const Saying saying(*this, select.criteria);
  if (simple) return core(select);
  sql_ += "SELECT * FROM (";
  write(select);
  sql_ += ')';
}

void SqlWriter::core(const Select& select) {
  frames_.push_back({select.sources(), nullptr});
  const auto derived = derived_.size();
  const auto chosen = chosen_.size();
  const auto add_derived = [this](const FromItem& item) {
    if (item.query || item.call) derived_.push_back(item.source);
  };
  for (const auto& item : select.from) add_derived(item);
  for (const auto& join : select.joins) add_derived(join.target);
  if (keeps_both_sides(select)) add_chosen(select);
  select_list(select);
  names_ = nullptr;
  from(select);
  where(condition_of(select));
  if (!select.group_by.empty()) sql_ += " GROUP BY ";
  expressions(select.group_by);
  if (select.having) {
    sql_ += " \nHAVING ";
    expression(select.having);
  }
  if (!select.windows.empty()) sql_ += " WINDOW ";
  list(select.windows, [this](const NamedWindow& named) {
    sql_ += quote(named.name) + " AS ";
    window(named.window);
  });
  order_by(select);
  limit(select);
  derived_.resize(derived);
  chosen_.resize(chosen);
  frames_.pop_back();
}

NodePtr SqlWriter::condition_of(const Select& select) const {
  auto condition = select.where;
  if (keeps_both_sides(select)) return condition;
  for (const auto& item : select.from) condition = make_and(std::move(condition), rows_of(item));
  // A cross join has no condition of its own.
  for (const auto& join : select.joins) {
    if (!join.on) condition = make_and(std::move(condition), rows_of(join.target));
  }
  return condition;
}

void SqlWriter::select_list(const Select& select) {
  sql_ += select.distinct ? "SELECT DISTINCT " : "SELECT ";
  if (select.items.empty()) sql_ += '1';
  // A query inside of the list has a list of its own.
  const bool outside = std::exchange(in_list_, &select == whole_ && can_be_called(select));
  if (in_list_) list_.begin = sql_.size();
  items(select.items);
  if (in_list_) list_.end = sql_.size();
  in_list_ = outside;
}

void SqlWriter::add_to_list(std::size_t begin) {
  if (!in_list_) return;
  if (list_.count++ > 0) list_.columns += ", ";
  list_.columns.append(sql_, begin);
}

void SqlWriter::items(const std::vector<SelectItem>& items) {
  list(items, [this](const SelectItem& each) {
    each.entity.mapper ? entity(each) : item(each.expression);
  });
}

void SqlWriter::label(std::string_view name, std::string_view column) {
  if (names_) {
    name = names_->columns.at(next_name_++).name;
    if (name == column) return;
  } else if (depth_ > 0 && !column.empty()) {
    return;
  }
  sql_ += " AS " + quote(name);
}

void SqlWriter::entity(const SelectItem& item) {
  const auto& columns = item.entity.mapper->columns;
  const auto write = [&](const MappedColumn& column) {
    const auto begin = sql_.size();
    const bool own = item.entity.mapper->find_column(column.name) == &column;
    const auto name = own ? table_of(item.entity, column.name) : name_of(item.entity, *column.home);
    own ? column_of(item.entity, column.name, name)
        : void(sql_ += quote(name) + "." + quote(column.name));
    add_to_list(begin);
    // A property has no name of its own, by which a query around this one could ask for it.
    const bool in_query = depth_ > 0 && is_property(item.entity, column);
    in_query ? label(column.name) : label(label_of(name, column.name), column.name);
  };
  const auto prefix = item.without_deferred ? item.entity.mapper->loaded_columns : columns.size();
  list(std::span(columns).first(prefix), write);
  if (item.without_deferred) {
    for (const auto column : item.undeferred_columns) {
      sql_ += ", ";
      write(*item.entity.mapper->find_column(column));
    }
  }
  if (!item.all_kinds) return;
  for (const auto* column : item.entity.mapper->kinds().further()) {
    sql_ += ", ";
    write(*column);
  }
}

void SqlWriter::item(const NodePtr& node) {
  // A query in the select list has names of its own.
  const auto* names = std::exchange(names_, nullptr);
  const auto next = next_name_;
  const auto begin = sql_.size();
  expression(node);
  add_to_list(begin);
  names_ = names;
  next_name_ = next;
  if (!node) return label(numbered("anon"));
  if (const auto* column = std::get_if<ColumnNode>(&node->kind)) {
    label(label_of(table_of(column->source, column->column), column->column), column->column);
  } else if (const auto* named = std::get_if<LabelNode>(&node->kind)) {
    label(named->name);
  } else if (const auto* function = std::get_if<FunctionNode>(&node->kind)) {
    label(numbered(function->name));
  } else {
    label(numbered("anon"));
  }
}

void SqlWriter::from_item(const FromItem& item) {
  const auto name = name_of(item.source);
  if (item.query) {
    names_ = item.source.mapper;
    subquery(*item.query);
  } else if (item.call) {
    expression(item.call);
  } else if (item.rows) {
    values(*item.source.mapper, *item.rows);
  } else if (item.source.mapper->is_joined() || item.all_kinds) {
    return joined_tables(item);
  } else {
    const auto& mapper = *item.source.mapper;
    if (is_made(item.source)) {
      sql_ += quote(mapper.name);
      if (name.name == mapper.name) return;
    } else {
      sql_ += quoted_table(mapper);
      return rename(mapper, name);
    }
  }
  sql_ += " AS " + quote(name);
}

void SqlWriter::joined_tables(const FromItem& item) {
  const auto& source = item.source;
  const auto& tables = source.mapper->tables;
  const auto& first = *tables.front();
  const auto name = name_of(source, first);
  sql_ += quoted_table(first);
  rename(first, name);
  for (std::size_t i = 1; i < tables.size(); ++i)
    join_table(source, *tables[i], *tables[i - 1], join_words[0]);
  if (!item.all_kinds) return;
  for (const auto* table : source.mapper->kinds().further_tables())
    join_table(source, *table, *tables.back(), join_words[1]);
}

void SqlWriter::join_table(const Source& source, const Mapper& table, const Mapper& base,
                           std::string_view words) {
  const auto name = name_of(source, table);
  const auto base_name = name_of(source, base);
  sql_ += std::string(words) + quoted_table(table);
  rename(table, name);
  std::string_view before = " ON ";
  for (const auto* key : source.mapper->key) {
    sql_ += std::string(before) + quote(base_name) + "." + quote(key->name) + " = " + quote(name) +
            "." + quote(key->name);
    before = " AND ";
  }
}

/// SQLite calls the columns of VALUES column1, column2, ...
void SqlWriter::values(const Mapper& mapper, const std::vector<std::vector<NodePtr>>& rows) {
  sql_ += "(SELECT ";
  int number = 0;
  list(mapper.columns, [&](const MappedColumn& column) {
    sql_ += rows.empty() ? "NULL" : "column" + std::to_string(++number);
    sql_ += " AS " + quote(column.name);
  });
  sql_ += rows.empty() ? " WHERE 0 = 1)" : " FROM (";
  if (rows.empty()) return;
  this->rows(rows);
  sql_ += "))";
}

void SqlWriter::rows(const std::vector<std::vector<NodePtr>>& rows) {
  sql_ += "VALUES ";
  list(rows, [this](const std::vector<NodePtr>& row) {
    sql_ += '(';
    expressions(row);
    sql_ += ')';
  });
}

void SqlWriter::from(const Select& select) {
  if (!select.from.empty()) sql_ += " \nFROM ";
  list(select.from, [&](const FromItem& item) {
    const auto rows = keeps_both_sides(select) ? rows_of(item) : nullptr;
    rows ? chosen_rows(item, rows) : from_item(item);
  });
  for (const auto& each : select.joins) join(select, each);
}

void SqlWriter::join(const Select& select, const SelectJoin& join) {
  const auto& target = join.target;
  sql_ += join_words[static_cast<std::size_t>(join.kind)];
  const auto rows = rows_of(target);
  const bool first = rows && keeps_both_sides(select);
  const bool group = target.is_table() && (target.source.mapper->is_joined() || target.all_kinds);
  if (first) {
    chosen_rows(target, rows);
  } else {
    if (group) sql_ += '(';
    from_item(target);
    if (group) sql_ += ')';
  }
  if (!join.on) return;
  sql_ += " ON ";
  expression(first ? join.on : make_and(join.on, rows));
}

void SqlWriter::where(const NodePtr& condition) {
  if (!condition) return;
  sql_ += " \nWHERE ";
  expression(condition);
}

void SqlWriter::order_by(const Select& select) {
  if (!select.order_by.empty()) sql_ += " ORDER BY ";
  list(select.order_by, [&](const NodePtr& node) { order_term(select, node); });
}

void SqlWriter::order_term(const Select& select, const NodePtr& node) {
  const auto& by = ordered(node);
  auto name = by;
  if (const auto* named = std::get_if<LabelNode>(&by->kind)) {
    name = make_text(quote(named->name));
  } else if (!select.members.empty()) {
    // Only columns of the result have an order where several queries make it.
    if (const int position = position_in(select.items, by))
      name = make_text(std::to_string(position));
  }
  const auto* order = std::get_if<OrderNode>(&node->kind);
  expression(order ? make_order(name, order->descending, order->nulls) : name);
}

void SqlWriter::limit(const Select& select) {
  if (!select.limit && !select.offset) return;
  if (!dialect_) {
    sql_ += "\n LIMIT ...";
    return;
  }
  const auto form = dialect_->limit_form();
  const auto part = [this](std::string_view keyword, const NodePtr& value, std::int64_t unsaid) {
    sql_.append(keyword);
    value ? expression(value) : placeholder(unsaid);
  };
  if (select.limit || form.always_both) part(form.limit, select.limit, form.no_limit);
  if (select.offset || form.always_both) part(form.offset, select.offset, 0);
}

}  // namespace retort::orm::detail
