// The tree that every expression lowers to. Nodes are immutable and shared: an expression may be
// used in any number of larger ones. detail/renderer.cpp turns a tree into SQL; a new kind of node
// is a struct here and a function there.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <retort/engine/value.h>

namespace retort::orm {

namespace detail {
struct MappedForeignKey;
struct Mapper;
struct Node;
struct Select;
}  // namespace detail

using NodePtr = std::shared_ptr<const detail::Node>;

namespace detail {

/// A table in FROM: by its own name, or by alias number `alias` when that is not 0.
struct Source {
  const Mapper* mapper = nullptr;
  int alias = 0;

  bool operator==(const Source&) const = default;
};

enum class Operator {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  is,
  is_not,
  is_distinct_from,
  is_not_distinct_from,
  logical_and,
  logical_or,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  concatenate,
};

struct ColumnNode {
  Source source;
  std::string_view column;
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
struct FunctionNode {
  std::string_view name;
  std::vector<NodePtr> arguments;
  bool distinct = false;
};
struct InNode {
  NodePtr operand;
  std::vector<NodePtr> list;
  bool negated = false;
};
struct BetweenNode {
  NodePtr operand;
  NodePtr low;
  NodePtr high;
  bool negated = false;
};
/// LIKE with the pattern put together from a value and `%` on either side, and with an escape
/// character where the value's own wildcards are to be taken literally ('\0' for none).
struct PatternNode {
  NodePtr operand;
  NodePtr pattern;
  bool open_start = false;
  bool open_end = false;
  char escape = '\0';
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
struct TextNode {
  std::string sql;
};
enum class Nulls { unsaid, first, last };
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
  std::shared_ptr<const Select> select;
};

struct Node {
  std::variant<ColumnNode, ValueNode, NullNode, BinaryNode, NotNode, NegativeNode, FunctionNode,
               InNode, BetweenNode, PatternNode, IlikeNode, LabelNode, TextNode, OrderNode,
               CollateNode, AliasedNode, ExistsNode>
      kind;
};

template <class Kind>
NodePtr make_node(Kind kind) {
  return std::make_shared<const Node>(Node{std::move(kind)});
}

// Compiled, so that each expression costs the compiler a call.
NodePtr make_binary(Operator op, NodePtr left, NodePtr right);
/// IS and IS NOT instead of = and != where one side is NULL; names for bound values.
NodePtr make_comparison(Operator op, NodePtr left, NodePtr right);
/// Null stands for "no condition": `a && nothing` is a.
NodePtr make_and(NodePtr left, NodePtr right);
NodePtr make_or(NodePtr left, NodePtr right);
/// The shortest opposite: `!=` of `=`, NOT LIKE of LIKE, NOT (...) of the rest.
NodePtr make_not(NodePtr operand);
/// A bound value with the name that SQLAlchemy gives it beside `neighbour`.
NodePtr make_value(engine::Value value, const NodePtr& neighbour);
NodePtr make_named_value(engine::Value value, std::string_view hint);

/// For a reader: values are shown as names, `artists.year > :year_1`.
std::string to_sql(const NodePtr& expression);

inline constexpr char wildcard_escape = '/';
/// The text with its `%`, `_` and the escape character itself escaped.
std::string escape_wildcards(std::string_view text);

}  // namespace detail
}  // namespace retort::orm
