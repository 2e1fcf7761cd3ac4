// Making nodes.

#include <retort/orm/expression/node.h>

namespace retort::orm::detail {

namespace {

/// The name that a value gets from what it stands beside.
std::string_view hint_beside(const NodePtr& neighbour) {
  if (!neighbour) return "param";
  if (const auto* column = std::get_if<ColumnNode>(&neighbour->kind)) return column->column;
  if (const auto* function = std::get_if<FunctionNode>(&neighbour->kind)) return function->name;
  return "param";
}

bool is_null(const NodePtr& node) { return std::holds_alternative<NullNode>(node->kind); }

struct Opposite {
  Operator op;
  Operator opposite;
};

constexpr Opposite opposites[] = {
    {Operator::equal, Operator::not_equal},
    {Operator::less, Operator::greater_equal},
    {Operator::greater, Operator::less_equal},
    {Operator::is, Operator::is_not},
    {Operator::is_distinct_from, Operator::is_not_distinct_from},
};

NodePtr negated(const BinaryNode& node) {
  for (const auto& [op, opposite] : opposites) {
    if (node.op == op) return make_binary(opposite, node.left, node.right);
    if (node.op == opposite) return make_binary(op, node.left, node.right);
  }
  return nullptr;
}

template <class Kind>
NodePtr negated(const Kind& node) {
  if constexpr (requires { node.negated; }) {
    auto opposite = node;
    opposite.negated = !node.negated;
    return make_node(std::move(opposite));
  } else {
    return nullptr;
  }
}

}  // namespace

NodePtr make_binary(Operator op, NodePtr left, NodePtr right) {
  return make_node(BinaryNode{op, std::move(left), std::move(right)});
}

NodePtr make_comparison(Operator op, NodePtr left, NodePtr right) {
  if (is_null(left)) std::swap(left, right);
  if (is_null(right)) {
    if (op == Operator::equal) op = Operator::is;
    if (op == Operator::not_equal) op = Operator::is_not;
  }
  return make_binary(op, std::move(left), std::move(right));
}

NodePtr make_and(NodePtr left, NodePtr right) {
  if (!left) return right;
  if (!right) return left;
  return make_node(BinaryNode{Operator::logical_and, std::move(left), std::move(right)});
}

NodePtr make_or(NodePtr left, NodePtr right) {
  if (!left) return right;
  if (!right) return left;
  return make_node(BinaryNode{Operator::logical_or, std::move(left), std::move(right)});
}

NodePtr make_not(NodePtr operand) {
  if (!operand) return operand;
  auto opposite = std::visit([](const auto& kind) { return negated(kind); }, operand->kind);
  return opposite ? opposite : make_node(NotNode{std::move(operand)});
}

NodePtr make_value(engine::Value value, const NodePtr& neighbour) {
  return make_named_value(std::move(value), hint_beside(neighbour));
}

NodePtr make_named_value(engine::Value value, std::string_view hint) {
  if (std::holds_alternative<engine::Null>(value)) return make_node(NullNode{});
  return make_node(ValueNode{std::move(value), hint});
}

std::string escape_wildcards(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == wildcard_escape) escaped += wildcard_escape;
    escaped += c;
  }
  return escaped;
}

}  // namespace retort::orm::detail
