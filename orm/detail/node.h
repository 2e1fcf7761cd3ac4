// The nodes of the tree that every expression lowers to. They are immutable and shared: an
// expression may be used in any number of larger ones. detail/renderer.cpp turns a tree into SQL; a
// new kind of node is a struct here, a function that makes it (expression/tree.h) and one that
// writes it.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <retort/engine/value.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

struct ColumnNode {
  Source source;
  std::string_view column;
};
struct SourceNode {
  Source source;
};
struct ParameterNode {
  std::string_view name;
};
struct ConstantNode {
  bool value;
};
/// Always bound, never written into the SQL. The hint names it where names are shown.
struct ValueNode {
  engine::Value value;
  std::string_view hint;
};
struct NullNode {};
struct BinaryNode {
  Operator op;
  NodePtr left;
  NodePtr right;
};
struct NotNode {
  NodePtr operand;
};
struct NegativeNode {
  NodePtr operand;
};
struct BitNotNode {
  NodePtr operand;
};
struct FunctionNode {
  std::string_view name;
  std::vector<NodePtr> arguments;
  bool distinct = false;
  NodePtr filter{};
  Shared<const Window> over{};
};
struct CaseNode {
  NodePtr subject;
  std::vector<CaseBranch> branches;
  NodePtr otherwise;
};
struct CastNode {
  NodePtr operand;
  std::string_view word;
};
struct TupleNode {
  std::vector<NodePtr> parts;
};
struct InNode {
  NodePtr operand;
  std::vector<NodePtr> list;
  Shared<const Select> query;
  bool negated = false;
};
struct BetweenNode {
  NodePtr operand;
  NodePtr low;
  NodePtr high;
  bool negated = false;
};
struct PatternNode {
  NodePtr operand;
  NodePtr pattern;
  PatternForm form;
  bool negated = false;
};
/// lower(x) LIKE lower(y), or ILIKE where a database has it.
struct IlikeNode {
  NodePtr operand;
  NodePtr pattern;
  bool negated = false;
};
struct LabelNode {
  std::string name;
  NodePtr expression;
};
/// SQL, and after each piece of it the values that stand there.
struct TextPiece {
  std::string sql;
  std::vector<NodePtr> values;
  bool is_list = false;
};
struct TextNode {
  std::vector<TextPiece> pieces;
};
struct OrderNode {
  NodePtr expression;
  bool descending = false;
  Nulls nulls = Nulls::unsaid;
};
struct CollateNode {
  NodePtr operand;
  std::string collation;
};
/// An expression in which one source of columns stands for another.
struct AliasedNode {
  NodePtr expression;
  Source from;
  Source to;
};
struct ExistsNode {
  Shared<const Select> select;
};
struct SubqueryNode {
  Shared<const Select> select;
};

struct Node {
  std::variant<ColumnNode, SourceNode, ValueNode, ParameterNode, NullNode, ConstantNode, BinaryNode,
               NotNode, NegativeNode, BitNotNode, FunctionNode, CaseNode, CastNode, TupleNode,
               InNode, BetweenNode, PatternNode, IlikeNode, LabelNode, TextNode, OrderNode,
               CollateNode, AliasedNode, ExistsNode, SubqueryNode>
      kind;
  /// So many binary nodes lie in each other here.
  int levels = 0;
};

template <class Kind>
NodePtr make_node(Kind kind) {
  return new_shared<const Node>(Node{std::move(kind)});
}

/// The value that stands there itself; NULL for any other expression.
inline engine::Value value_in(const NodePtr& node) {
  const auto* value = std::get_if<ValueNode>(&node->kind);
  return value ? value->value : engine::Value{};
}

}  // namespace retort::orm::detail
