// Making expression trees, for the typed handles on them; a program writes `artists.year > 1980`.
//
//   make_binary(Operator::greater, make_column(source, "year"), make_named_value(std::int64_t{1980}, "year"))
//
// Trees are immutable, shared between expressions and safe to share between threads. What one
// consists of is private (detail/node.h): a header that only passes trees on costs a program's
// compiler next to nothing.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/value.h>
#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {
struct MappedForeignKey;
struct Mapper;
struct Node;
struct Select;
struct Window;
}  // namespace detail

/// A tree; null where there is no expression, which counts as no condition.
using NodePtr = detail::Shared<const detail::Node>;

namespace detail {

/// Something in FROM that columns are taken from.
struct Source {
  /// What columns it has, and its name unless it has an alias.
  const Mapper* mapper = nullptr;
  /// Must live as long as the tree.
  std::string_view alias{};
  /// Not 0 for an alias of the library's own, which is named when the query is written: albums_1.
  int number = 0;

  bool operator==(const Source&) const = default;
};

/// A source of that model that is equal to no other.
Source numbered_source(const Mapper& mapper);
/// Its name, except for those with a number.
std::string_view name_of(const Source& source);

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
  bit_and,
  bit_or,
  concatenate,
  json_value,
  json_text,
  glob,
  not_glob,
  regexp,
  not_regexp,
  match,
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
// The same for the templates, which make no engine::Value, since that costs a program's compiler much.
NodePtr make_bound(std::int64_t value, std::string_view hint);
NodePtr make_bound(double value, std::string_view hint);
NodePtr make_bound(std::string_view text, std::string_view hint);
/// What a value beside it is named after.
std::string_view hint_beside(const NodePtr& neighbour);
/// What one that stands alone is.
inline constexpr std::string_view no_hint = "param";
NodePtr make_null();
/// A value that is given when the query runs.
NodePtr make_parameter(std::string_view name);
/// 1 = 1, which takes no part in AND, and 0 = 1.
NodePtr make_constant(bool value);
/// The source itself, as MATCH has it on its left.
NodePtr make_source(const Source& source);

NodePtr make_binary(Operator op, NodePtr left, NodePtr right);
/// IS and IS NOT instead of = and != where one side is NULL.
NodePtr make_comparison(Operator op, NodePtr left, NodePtr right);
NodePtr make_and(NodePtr left, NodePtr right);
NodePtr make_or(NodePtr left, NodePtr right);
/// The shortest opposite: `!=` of `=`, NOT LIKE of LIKE, NOT (...) of the rest.
NodePtr make_not(NodePtr operand);
NodePtr make_negative(NodePtr operand);

/// ~x
NodePtr make_bit_not(NodePtr operand);

NodePtr make_in(NodePtr operand, std::vector<NodePtr> list, bool negated);
NodePtr make_in(NodePtr operand, Shared<const Select> query, bool negated);
NodePtr make_between(NodePtr operand, NodePtr low, NodePtr high);
NodePtr make_pattern(NodePtr operand, NodePtr pattern, PatternForm form);
NodePtr make_ilike(NodePtr operand, NodePtr pattern);
/// The text, its own wildcards escaped, somewhere in the operand.
NodePtr make_literal_pattern(NodePtr operand, std::string_view text, PatternForm form);

/// The name must live as long as the tree.
NodePtr make_function(std::string_view name, std::initializer_list<NodePtr> arguments,
                      bool distinct = false);
/// The call with FILTER (WHERE ...), or with one more condition in it.
NodePtr make_filtered(const NodePtr& call, NodePtr condition);
NodePtr make_over(const NodePtr& call, Window window);

struct CaseBranch {
  NodePtr condition;
  NodePtr value;
};
/// Without `otherwise` it is NULL where no condition is true.
/// The subject is what the branches are compared with; null where they are conditions.
NodePtr make_case(NodePtr subject, std::vector<CaseBranch> branches, NodePtr otherwise);
/// As the portable type word (schema/type.h).
NodePtr make_cast(NodePtr operand, std::string_view word);
NodePtr make_tuple(std::vector<NodePtr> parts);
/// A query of one column and at most one row, as a value.
NodePtr make_subquery(Shared<const Select> query);
NodePtr make_exists(Shared<const Select> query);

NodePtr make_label(std::string_view name, NodePtr expression);
NodePtr make_collate(NodePtr operand, std::string_view collation);
/// SQL as it is, with values for the names in it.
struct TextArgument {
  std::string_view name;
  std::vector<NodePtr> values;
  /// Written as (?, ?, ...), for IN.
  bool is_list = false;
};
/// Throws QueryError where a name has no value or a value no name.
NodePtr make_text(std::string_view sql, const std::vector<TextArgument>& arguments = {});
NodePtr make_order(NodePtr expression, bool descending, Nulls nulls);

/// For a reader: values are shown as names, `artists.year > :year_1`.
std::string to_sql(const NodePtr& expression);

}  // namespace detail
}  // namespace retort::orm

// Compiled once (expression/tree.cpp).
extern template class std::vector<retort::orm::NodePtr>;
