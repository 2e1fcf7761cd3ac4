// Writing operators, values and names.

#include <retort/orm/detail/precedence.h>
#include <retort/orm/detail/sql_writer.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

void SqlWriter::write(const ColumnNode& node) {
  const auto source = resolve(node.source, node.column);
  column_of(source, node.column, table_of(source, node.column));
}

/// A full-text table as a whole is a column of its own name in it.
void SqlWriter::write(const SourceNode& node) {
  const auto name = name_of(resolve(node.source, "*"));
  sql_ += quote(name);
  if (!name.schema.empty()) sql_ += '.' + quote(name.name);
}

void SqlWriter::write(const AliasedNode& node) {
  frames_.push_back({{}, &node});
  expression(node.expression);
  frames_.pop_back();
}

void SqlWriter::write(const ValueNode& node) {
  if (dialect_) {
    placeholder(node.value);
  } else {
    sql_ += ":" + numbered(node.hint);
  }
}

void SqlWriter::write(const ParameterNode& node) {
  if (dialect_) {
    slots_.push_back({node.name, values_.size()});
    placeholder({});
  } else {
    sql_.append(":").append(node.name);
  }
}

void SqlWriter::write(const BinaryNode& node) {
  operand(node.left, node.op);
  sql_ += symbol(node.op);
  operand(node.right, node.op);
}

void SqlWriter::write(const NotNode& node) {
  const bool exists = std::holds_alternative<ExistsNode>(node.operand->kind);
  const bool parentheses = exists || precedence(*node.operand) <= comparison_precedence;
  sql_ += parentheses ? "NOT (" : "NOT ";
  expression(node.operand);
  if (parentheses) sql_ += ')';
}

void SqlWriter::write(const NegativeNode& node) {
  sql_ += '-';
  operand(node.operand, Operator::multiply);
}

void SqlWriter::write(const BitNotNode& node) {
  sql_ += '~';
  operand(node.operand, Operator::multiply);
}

void SqlWriter::write(const InNode& node) {
  if (node.negated) sql_ += '(';
  operand(node.operand, Operator::equal);
  sql_ += node.negated ? " NOT IN " : " IN ";
  if (node.query) {
    subquery(*node.query);
  } else if (node.list.empty()) {
    const auto* tuple = std::get_if<TupleNode>(&node.operand->kind);
    sql_ += "(SELECT 1";
    for (std::size_t i = 1; tuple && i < tuple->parts.size(); ++i) sql_ += ", 1";
    sql_ += " FROM (SELECT 1) WHERE 1!=1)";
  } else {
    const bool rows = std::holds_alternative<TupleNode>(node.list.front()->kind);
    sql_ += rows ? "(VALUES " : "(";
    expressions(node.list);
    sql_ += ')';
  }
  if (node.negated) sql_ += ')';
}

void SqlWriter::write(const BetweenNode& node) {
  operand(node.operand, Operator::equal);
  sql_ += node.negated ? " NOT BETWEEN " : " BETWEEN ";
  operand(node.low, Operator::equal);
  sql_ += " AND ";
  operand(node.high, Operator::equal);
}

void SqlWriter::write(const PatternNode& node) {
  operand(node.operand, Operator::equal);
  sql_ += node.negated ? " NOT LIKE " : " LIKE ";
  if (node.form.open_start) sql_ += "'%' || ";
  operand(node.pattern, Operator::concatenate);
  if (node.form.open_end) sql_ += " || '%'";
  if (node.form.escape != '\0') sql_.append(" ESCAPE '").append(1, node.form.escape).append("'");
}

void SqlWriter::write(const IlikeNode& node) {
  sql_ += "lower(";
  expression(node.operand);
  sql_ += node.negated ? ") NOT LIKE lower(" : ") LIKE lower(";
  expression(node.pattern);
  sql_ += ')';
}

void SqlWriter::write(const CollateNode& node) {
  operand(node.operand, Operator::json_text);
  sql_ += " COLLATE " + quote(node.collation);
}

void SqlWriter::write(const TupleNode& node) {
  sql_ += '(';
  expressions(node.parts);
  sql_ += ')';
}

void SqlWriter::write(const TextNode& node) {
  says_text_ = true;
  for (const auto& piece : node.pieces) {
    sql_ += piece.sql;
    if (piece.is_list) sql_ += '(';
    if (piece.is_list && piece.values.empty()) sql_ += "SELECT 1 FROM (SELECT 1) WHERE 1!=1";
    expressions(piece.values);
    if (piece.is_list) sql_ += ')';
  }
}

void SqlWriter::write(const OrderNode& node) {
  expression(node.expression);
  if (node.descending) sql_ += " DESC";
  if (node.nulls == Nulls::first) sql_ += " NULLS FIRST";
  if (node.nulls == Nulls::last) sql_ += " NULLS LAST";
}

}  // namespace retort::orm::detail
