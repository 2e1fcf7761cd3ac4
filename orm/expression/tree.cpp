// Making nodes.

#include <algorithm>
#include <atomic>

#include <retort/orm/detail/node.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/error.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/expression/window_spec.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

bool is_null(const NodePtr& node) { return node && std::holds_alternative<NullNode>(node->kind); }

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
    {Operator::glob, Operator::not_glob},
    {Operator::regexp, Operator::not_regexp},
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

bool is_true(const NodePtr& node) {
  const auto* constant = std::get_if<ConstantNode>(&node->kind);
  return constant && constant->value;
}

NodePtr negated(const ConstantNode& node) { return make_constant(!node.value); }

}  // namespace

std::string_view hint_beside(const NodePtr& neighbour) {
  if (!neighbour) return no_hint;
  if (const auto* column = std::get_if<ColumnNode>(&neighbour->kind)) return column->column;
  if (const auto* function = std::get_if<FunctionNode>(&neighbour->kind)) return function->name;
  return no_hint;
}

Source numbered_source(const Mapper& mapper) {
  static std::atomic<int> last = 0;
  return {.mapper = &mapper, .number = ++last};
}

std::string_view name_of(const Source& source) {
  return source.alias.empty() ? source.mapper->name : source.alias;
}

NodePtr make_binary(Operator op, NodePtr left, NodePtr right) {
  // A tree is walked, and freed, by functions that call themselves. SQLite takes 1,000 levels.
  constexpr int most = 2000;
  const int levels = 1 + std::max(left ? left->levels : 0, right ? right->levels : 0);
  if (levels > most)
    throw QueryError("an expression of more than " + std::to_string(most) +
                     " operators in each other; for many values use in()");
  return new_shared<const Node>(Node{BinaryNode{op, std::move(left), std::move(right)}, levels});
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
  if (!left || is_true(left)) return right ? right : left;
  if (!right || is_true(right)) return left;
  return make_binary(Operator::logical_and, std::move(left), std::move(right));
}

NodePtr make_or(NodePtr left, NodePtr right) {
  if (!left) return right;
  if (!right) return left;
  return make_binary(Operator::logical_or, std::move(left), std::move(right));
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

NodePtr make_bound(std::int64_t value, std::string_view hint) {
  return make_node(ValueNode{value, hint});
}
NodePtr make_bound(double value, std::string_view hint) {
  return make_node(ValueNode{value, hint});
}
NodePtr make_bound(std::string_view text, std::string_view hint) {
  return make_node(ValueNode{std::string(text), hint});
}

NodePtr make_column(const Source& source, std::string_view column) {
  return make_node(ColumnNode{source, column});
}

NodePtr make_parameter(std::string_view name) { return make_node(ParameterNode{name}); }

NodePtr make_constant(bool value) { return make_node(ConstantNode{value}); }

NodePtr make_source(const Source& source) { return make_node(SourceNode{source}); }

NodePtr make_null() { return make_node(NullNode{}); }

NodePtr make_negative(NodePtr operand) { return make_node(NegativeNode{std::move(operand)}); }

NodePtr make_in(NodePtr operand, std::vector<NodePtr> list, bool negated) {
  return make_node(InNode{std::move(operand), std::move(list), nullptr, negated});
}

NodePtr make_in(NodePtr operand, Shared<const Select> query, bool negated) {
  return make_node(InNode{std::move(operand), {}, std::move(query), negated});
}

NodePtr make_bit_not(NodePtr operand) { return make_node(BitNotNode{std::move(operand)}); }

NodePtr make_between(NodePtr operand, NodePtr low, NodePtr high) {
  return make_node(BetweenNode{std::move(operand), std::move(low), std::move(high)});
}

NodePtr make_pattern(NodePtr operand, NodePtr pattern, PatternForm form) {
  return make_node(PatternNode{std::move(operand), std::move(pattern), form});
}

NodePtr make_literal_pattern(NodePtr operand, std::string_view text, PatternForm form) {
  constexpr char escape = '/';
  std::string pattern;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == escape) pattern += escape;
    pattern += c;
  }
  if (pattern.size() != text.size()) form.escape = escape;
  auto value = make_value(std::move(pattern), operand);
  return make_pattern(std::move(operand), std::move(value), form);
}

NodePtr make_ilike(NodePtr operand, NodePtr pattern) {
  return make_node(IlikeNode{std::move(operand), std::move(pattern)});
}

NodePtr make_function(std::string_view name, std::initializer_list<NodePtr> arguments,
                      bool distinct) {
  return make_node(FunctionNode{name, std::vector<NodePtr>(arguments), distinct});
}

NodePtr make_filtered(const NodePtr& call, NodePtr condition) {
  auto filtered = std::get<FunctionNode>(call->kind);
  filtered.filter = make_and(filtered.filter, std::move(condition));
  return make_node(std::move(filtered));
}

NodePtr make_over(const NodePtr& call, Window window) {
  auto windowed = std::get<FunctionNode>(call->kind);
  windowed.over = new_shared<const Window>(std::move(window));
  return make_node(std::move(windowed));
}

NodePtr make_case(NodePtr subject, std::vector<CaseBranch> branches, NodePtr otherwise) {
  return make_node(CaseNode{std::move(subject), std::move(branches), std::move(otherwise)});
}

NodePtr make_cast(NodePtr operand, std::string_view word) {
  return make_node(CastNode{std::move(operand), word});
}

NodePtr make_tuple(std::vector<NodePtr> parts) { return make_node(TupleNode{std::move(parts)}); }

NodePtr make_subquery(Shared<const Select> query) {
  return make_node(SubqueryNode{std::move(query)});
}

NodePtr make_exists(Shared<const Select> query) { return make_node(ExistsNode{std::move(query)}); }

NodePtr make_label(std::string_view name, NodePtr expression) {
  return make_node(LabelNode{std::string(name), std::move(expression)});
}

NodePtr make_collate(NodePtr operand, std::string_view collation) {
  return make_node(CollateNode{std::move(operand), std::string(collation)});
}

NodePtr make_order(NodePtr expression, bool descending, Nulls nulls) {
  return make_node(OrderNode{std::move(expression), descending, nulls});
}

}  // namespace retort::orm::detail

template class std::vector<retort::orm::NodePtr>;
