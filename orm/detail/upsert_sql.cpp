// Upserts of the same shape share their SQL.

#include <utility>
#include <variant>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/node.h>
#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/detail/upsert_sql.h>

namespace retort::orm::detail {

namespace {

/// Takes an expression apart into what is bound, in its order, and the rest. False for one of a kind
/// that no upsert writes.
bool take_apart(const NodePtr& node, std::string& shape, std::vector<engine::Value>& values) {
  if (const auto* value = std::get_if<ValueNode>(&node->kind)) {
    shape += '?';
    values.push_back(value->value);
    return true;
  }
  if (const auto* column = std::get_if<ColumnNode>(&node->kind)) {
    shape.append(column->source.alias).append(".").append(column->column).append(" ");
    return true;
  }
  const auto* binary = std::get_if<BinaryNode>(&node->kind);
  if (!binary) return false;
  shape.append(std::to_string(static_cast<int>(binary->op))).append("(");
  return take_apart(binary->left, shape, values) && take_apart(binary->right, shape, values);
}

/// Empty where it cannot be said.
std::string shape_of(const Insert& insert, std::vector<engine::Value>& values) {
  std::string shape;
  const auto& row = insert.rows.front();
  for (std::size_t i = 0; i < row.size(); ++i) {
    shape.append(insert.columns[i]).append("=");
    if (!take_apart(row[i], shape, values)) return {};
  }
  for (const auto& [column, value] : insert.conflicts.front().set) {
    shape.append(";").append(column).append("=");
    if (!take_apart(value, shape, values)) return {};
  }
  return shape;
}

}  // namespace

const Shared<const Prepared>& UpsertSql::of(const Insert& insert) {
  values_.clear();
  auto shape = shape_of(insert, values_);
  if (prepared_ && !shape.empty() && shape == shape_) return prepared_;
  LoadPlan plan(insert.returning);
  plan.select.populate_existing = true;
  auto sql = render(insert, dialect_, criteria_.get());
  // What is bound beside, such as values of criteria, is not in the shape.
  const bool known = values_ == sql.values;
  shape_ = known ? std::move(shape) : std::string();
  if (!known) values_ = sql.values;
  prepared_ = new_shared<const Prepared>(std::move(plan), std::move(sql));
  return prepared_;
}

}  // namespace retort::orm::detail
