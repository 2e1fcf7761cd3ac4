// One function for each kind of node and each clause.

#include <algorithm>
#include <map>

#include <retort/orm/detail/node.h>
#include <retort/orm/detail/precedence.h>
#include <retort/orm/detail/renderer.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

/// Without a database, nothing is known of its keywords.
std::string quote_for_reader(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (!name.empty() && std::ranges::all_of(name, plain)) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

class Renderer {
 public:
  /// Without a dialect, for a reader.
  explicit Renderer(const engine::Dialect* dialect) : dialect_(dialect) {}

  void select(const Select& select);
  void expression(const NodePtr& node) {
    std::visit([this](const auto& kind) { write(kind); }, node->kind);
  }

  Sql finish() && { return {std::move(sql_), std::move(values_)}; }

 private:
  void write(const ColumnNode& node);
  void write(const ValueNode& node);
  void write(const NullNode&) { sql_ += "NULL"; }
  void write(const BinaryNode& node);
  void write(const NotNode& node);
  void write(const NegativeNode& node);
  void write(const FunctionNode& node);
  void write(const InNode& node);
  void write(const BetweenNode& node);
  void write(const PatternNode& node);
  void write(const IlikeNode& node);
  void write(const LabelNode& node) { expression(node.expression); }
  void write(const TextNode& node) { sql_ += node.sql; }
  void write(const OrderNode& node);
  void write(const CollateNode& node);
  void write(const AliasedNode& node);
  void write(const ExistsNode& node);

  void select_list(const Select& select);
  void from(const Select& select);
  void limit(const Select& select);
  void entity(const Source& source);
  void item(const NodePtr& node);
  void order_term(const NodePtr& node);
  void label(std::string_view name) { sql_ += " AS " + quote(name); }
  /// count_1, count_2, ...
  std::string numbered(std::string_view base) {
    return std::string(base) + "_" + std::to_string(++numbers_[std::string(base)]);
  }

  void operand(const NodePtr& node, Operator outer);
  template <class List, class Write>
  void list(const List& items, Write write, std::string_view separator = ", ");

  std::string quote(std::string_view name) const {
    return dialect_ ? dialect_->quote(name) : quote_for_reader(name);
  }
  static std::string name_of(const Source& source) {
    std::string name(source.mapper->name);
    return source.alias == 0 ? name : name + "_" + std::to_string(source.alias);
  }
  void check_reachable(const Source& source, std::string_view column) const;

  const engine::Dialect* dialect_;
  std::string sql_;
  std::vector<engine::Value> values_;
  std::map<std::string, int> numbers_;
  /// The queries around the place that is being written, the innermost last.
  std::vector<const Select*> selects_;
  /// What is renamed at the place that is being written.
  std::vector<const AliasedNode*> aliases_;
};

template <class List, class Write>
void Renderer::list(const List& items, Write write_item, std::string_view separator) {
  bool first = true;
  for (const auto& each : items) {
    if (!std::exchange(first, false)) sql_ += separator;
    write_item(each);
  }
}

void Renderer::operand(const NodePtr& node, Operator outer) {
  const bool parentheses = needs_parentheses(*node, outer);
  if (parentheses) sql_ += '(';
  expression(node);
  if (parentheses) sql_ += ')';
}

void Renderer::check_reachable(const Source& source, std::string_view column) const {
  // What is only shown may be part of a query that is not there.
  if (!dialect_) return;
  const auto names = [&](const Select* select) { return select->has(source); };
  if (std::ranges::any_of(selects_, names)) return;
  const std::string table(source.mapper->name);
  throw QueryError("the query uses " + table + "." + std::string(column) +
                   " and does not select from " + table + "; join it");
}

void Renderer::write(const ColumnNode& node) {
  auto source = node.source;
  for (const auto* alias : aliases_) {
    if (alias->from == source) source = alias->to;
  }
  check_reachable(source, node.column);
  sql_ += quote(name_of(source)) + "." + quote(node.column);
}

void Renderer::write(const AliasedNode& node) {
  aliases_.push_back(&node);
  expression(node.expression);
  aliases_.pop_back();
}

void Renderer::write(const ValueNode& node) {
  values_.push_back(node.value);
  if (dialect_) {
    dialect_->placeholder(sql_, static_cast<int>(values_.size()));
  } else {
    sql_ += ":" + numbered(node.hint);
  }
}

void Renderer::write(const BinaryNode& node) {
  operand(node.left, node.op);
  sql_ += symbol(node.op);
  operand(node.right, node.op);
}

void Renderer::write(const NotNode& node) {
  const bool exists = std::holds_alternative<ExistsNode>(node.operand->kind);
  const bool parentheses = exists || precedence(*node.operand) <= comparison_precedence;
  sql_ += parentheses ? "NOT (" : "NOT ";
  expression(node.operand);
  if (parentheses) sql_ += ')';
}

void Renderer::write(const NegativeNode& node) {
  sql_ += '-';
  operand(node.operand, Operator::multiply);
}

void Renderer::write(const FunctionNode& node) {
  sql_.append(node.name).append(node.distinct ? "(DISTINCT " : "(");
  list(node.arguments, [this](const auto& argument) { expression(argument); });
  if (node.arguments.empty() && node.name == "count") sql_ += '*';
  sql_ += ')';
}

void Renderer::write(const InNode& node) {
  if (node.negated) sql_ += '(';
  operand(node.operand, Operator::equal);
  sql_ += node.negated ? " NOT IN (" : " IN (";
  list(node.list, [this](const auto& value) { expression(value); });
  if (node.list.empty()) sql_ += "SELECT 1 FROM (SELECT 1) WHERE 1!=1";
  sql_ += node.negated ? "))" : ")";
}

void Renderer::write(const BetweenNode& node) {
  operand(node.operand, Operator::equal);
  sql_ += node.negated ? " NOT BETWEEN " : " BETWEEN ";
  operand(node.low, Operator::equal);
  sql_ += " AND ";
  operand(node.high, Operator::equal);
}

void Renderer::write(const PatternNode& node) {
  operand(node.operand, Operator::equal);
  sql_ += node.negated ? " NOT LIKE " : " LIKE ";
  if (node.form.open_start) sql_ += "'%' || ";
  operand(node.pattern, Operator::concatenate);
  if (node.form.open_end) sql_ += " || '%'";
  if (node.form.escape != '\0') sql_.append(" ESCAPE '").append(1, node.form.escape).append("'");
}

void Renderer::write(const IlikeNode& node) {
  sql_ += "lower(";
  expression(node.operand);
  sql_ += node.negated ? ") NOT LIKE lower(" : ") LIKE lower(";
  expression(node.pattern);
  sql_ += ')';
}

void Renderer::write(const CollateNode& node) {
  operand(node.operand, Operator::equal);
  sql_ += " COLLATE " + quote(node.collation);
}

void Renderer::write(const OrderNode& node) {
  order_term(node.expression);
  if (node.descending) sql_ += " DESC";
  if (node.nulls == Nulls::first) sql_ += " NULLS FIRST";
  if (node.nulls == Nulls::last) sql_ += " NULLS LAST";
}

void Renderer::write(const ExistsNode& node) {
  sql_ += "EXISTS (";
  select(*node.select);
  sql_ += ')';
}

void Renderer::order_term(const NodePtr& node) {
  if (const auto* named = std::get_if<LabelNode>(&node->kind)) {
    sql_ += quote(named->name);
  } else {
    expression(node);
  }
}

void Renderer::entity(const Source& source) {
  list(source.mapper->columns, [&](const MappedColumn& column) {
    sql_ += quote(name_of(source)) + "." + quote(column.name);
    label(name_of(source) + "_" + std::string(column.name));
  });
}

void Renderer::item(const NodePtr& node) {
  expression(node);
  if (const auto* column = std::get_if<ColumnNode>(&node->kind)) {
    label(name_of(column->source) + "_" + std::string(column->column));
  } else if (const auto* named = std::get_if<LabelNode>(&node->kind)) {
    label(named->name);
  } else if (const auto* function = std::get_if<FunctionNode>(&node->kind)) {
    label(numbered(function->name));
  } else {
    label(numbered("anon"));
  }
}

void Renderer::select_list(const Select& select) {
  sql_ += select.distinct ? "SELECT DISTINCT " : "SELECT ";
  if (select.items.empty()) sql_ += '1';
  list(select.items, [this](const SelectItem& each) {
    each.entity.mapper ? entity(each.entity) : item(each.expression);
  });
}

void Renderer::from(const Select& select) {
  const auto table = [this](const Source& source) {
    sql_ += quote(source.mapper->name);
    if (source.alias != 0) label(name_of(source));
  };
  if (!select.from.empty()) sql_ += " \nFROM ";
  list(select.from, table);
  for (const auto& join : select.joins) {
    sql_ += join.outer ? " LEFT OUTER JOIN " : " JOIN ";
    table(join.target);
    sql_ += " ON ";
    expression(join.on);
  }
}

void Renderer::limit(const Select& select) {
  if (!select.limit && !select.offset) return;
  const auto form = dialect_->limit_form();
  const auto part = [this](std::string_view keyword, std::int64_t value) {
    sql_.append(keyword);
    write(ValueNode{value, "param"});
  };
  if (select.limit || form.always_both) part(form.limit, select.limit.value_or(form.no_limit));
  if (select.offset || form.always_both) part(form.offset, select.offset.value_or(0));
}

void Renderer::select(const Select& select) {
  selects_.push_back(&select);
  const auto write_expression = [this](const NodePtr& node) { expression(node); };
  select_list(select);
  from(select);
  if (select.where) {
    sql_ += " \nWHERE ";
    expression(select.where);
  }
  if (!select.group_by.empty()) sql_ += " GROUP BY ";
  list(select.group_by, write_expression);
  if (select.having) {
    sql_ += " \nHAVING ";
    expression(select.having);
  }
  if (!select.order_by.empty()) sql_ += " ORDER BY ";
  list(select.order_by, [this](const NodePtr& node) { order_term(node); });
  limit(select);
  selects_.pop_back();
}

}  // namespace

Sql render(const Select& select, const engine::Dialect& dialect) {
  Renderer renderer(&dialect);
  renderer.select(select);
  return std::move(renderer).finish();
}

std::string to_sql(const NodePtr& expression) {
  if (!expression) return {};
  Renderer renderer(nullptr);
  renderer.expression(expression);
  return std::move(renderer).finish().text;
}

}  // namespace retort::orm::detail
