// Making expression trees. What a tree consists of is private (detail/node.h): a header that only
// passes trees on costs a program's compiler next to nothing.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/value.h>

namespace retort::orm {

namespace detail {
struct MappedForeignKey;
struct Mapper;
struct Node;
struct Select;
}  // namespace detail

/// A tree; null where there is no expression, which counts as no condition.
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

enum class Nulls { unsaid, first, last };

/// LIKE with the pattern put together from a value and `%` on either side, and with an escape
/// character where the value's own wildcards are to be taken literally (none: 0).
struct PatternForm {
  bool open_start = false;
  bool open_end = false;
  char escape = '\0';
};

NodePtr make_column(const Source& source, std::string_view column);
/// A value is always bound, never written into the SQL; it is shown under the name that SQLAlchemy
/// gives it beside `neighbour`.
NodePtr make_value(engine::Value value, const NodePtr& neighbour);
NodePtr make_named_value(engine::Value value, std::string_view hint);
NodePtr make_null();

NodePtr make_binary(Operator op, NodePtr left, NodePtr right);
/// IS and IS NOT instead of = and != where one side is NULL.
NodePtr make_comparison(Operator op, NodePtr left, NodePtr right);
NodePtr make_and(NodePtr left, NodePtr right);
NodePtr make_or(NodePtr left, NodePtr right);
/// The shortest opposite: `!=` of `=`, NOT LIKE of LIKE, NOT (...) of the rest.
NodePtr make_not(NodePtr operand);
NodePtr make_negative(NodePtr operand);

NodePtr make_in(NodePtr operand, std::vector<NodePtr> list, bool negated);
NodePtr make_between(NodePtr operand, NodePtr low, NodePtr high);
NodePtr make_pattern(NodePtr operand, NodePtr pattern, PatternForm form);
NodePtr make_ilike(NodePtr operand, NodePtr pattern);
/// The text, its own wildcards escaped, somewhere in the operand.
NodePtr make_literal_pattern(NodePtr operand, std::string_view text, PatternForm form);

/// The name must live as long as the tree.
NodePtr make_function(std::string_view name, std::vector<NodePtr> arguments, bool distinct = false);
NodePtr make_label(std::string_view name, NodePtr expression);
NodePtr make_collate(NodePtr operand, std::string_view collation);
NodePtr make_text(std::string sql);
NodePtr make_order(NodePtr expression, bool descending, Nulls nulls);

/// For a reader: values are shown as names, `artists.year > :year_1`.
std::string to_sql(const NodePtr& expression);

}  // namespace detail
}  // namespace retort::orm
