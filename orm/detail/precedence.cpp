// The operators: their SQL and how strongly they bind.

#include <array>

#include <retort/orm/detail/node.h>
#include <retort/orm/detail/precedence.h>

namespace retort::orm::detail {

namespace {

struct Spelling {
  Operator op;
  std::string_view symbol;
  int precedence;
};

constexpr std::array spellings = {
    Spelling{Operator::equal, " = ", comparison_precedence},
    Spelling{Operator::not_equal, " != ", comparison_precedence},
    Spelling{Operator::less, " < ", comparison_precedence},
    Spelling{Operator::less_equal, " <= ", comparison_precedence},
    Spelling{Operator::greater, " > ", comparison_precedence},
    Spelling{Operator::greater_equal, " >= ", comparison_precedence},
    Spelling{Operator::is, " IS ", comparison_precedence},
    Spelling{Operator::is_not, " IS NOT ", comparison_precedence},
    Spelling{Operator::is_distinct_from, " IS DISTINCT FROM ", comparison_precedence},
    Spelling{Operator::is_not_distinct_from, " IS NOT DISTINCT FROM ", comparison_precedence},
    Spelling{Operator::logical_and, " AND ", 3},
    Spelling{Operator::logical_or, " OR ", 2},
    Spelling{Operator::add, " + ", 7},
    Spelling{Operator::subtract, " - ", 7},
    Spelling{Operator::multiply, " * ", 8},
    Spelling{Operator::divide, " / ", 8},
    Spelling{Operator::modulo, " % ", 8},
    Spelling{Operator::bit_and, " & ", 6},
    Spelling{Operator::bit_or, " | ", 6},
    Spelling{Operator::concatenate, " || ", 9},
    Spelling{Operator::json_value, " -> ", 10},
    Spelling{Operator::json_text, " ->> ", 10},
    Spelling{Operator::glob, " GLOB ", comparison_precedence},
    Spelling{Operator::not_glob, " NOT GLOB ", comparison_precedence},
    Spelling{Operator::regexp, " REGEXP ", comparison_precedence},
    Spelling{Operator::not_regexp, " NOT REGEXP ", comparison_precedence},
    Spelling{Operator::match, " MATCH ", comparison_precedence},
};

// The table is in the order of the enumeration, which makes looking up an index.
static_assert([] {
  for (std::size_t i = 0; i < spellings.size(); ++i) {
    if (static_cast<std::size_t>(spellings[i].op) != i) return false;
  }
  return true;
}());

const Spelling& spelling(Operator op) { return spellings[static_cast<std::size_t>(op)]; }

constexpr int whole = 100;
/// Less than any operator: always in parentheses.
constexpr int loose = 1;

struct Precedence {
  int operator()(const BinaryNode& node) const { return precedence(node.op); }
  int operator()(const NegativeNode&) const { return precedence(Operator::multiply); }
  int operator()(const BitNotNode&) const { return precedence(Operator::multiply); }
  int operator()(const NotNode&) const { return 4; }
  int operator()(const ConstantNode&) const { return comparison_precedence; }
  int operator()(const InNode&) const { return comparison_precedence; }
  int operator()(const BetweenNode&) const { return comparison_precedence; }
  int operator()(const IlikeNode&) const { return comparison_precedence; }
  int operator()(const PatternNode& node) const {
    return node.form.open_start || node.form.open_end ? loose : comparison_precedence;
  }
  int operator()(const LabelNode& node) const { return precedence(*node.expression); }
  int operator()(const AliasedNode& node) const { return precedence(*node.expression); }
  int operator()(const TextNode&) const { return loose; }
  int operator()(const CollateNode&) const { return comparison_precedence; }
  template <class Whole>
  int operator()(const Whole&) const {
    return whole;
  }
};

/// (a + b) + c needs no parentheses on either side.
bool is_associative(Operator op) {
  return op == Operator::logical_and || op == Operator::logical_or || op == Operator::add ||
         op == Operator::multiply || op == Operator::concatenate;
}

}  // namespace

int precedence(const Node& node) { return std::visit(Precedence(), node.kind); }

int precedence(Operator op) { return spelling(op).precedence; }

std::string_view symbol(Operator op) { return spelling(op).symbol; }

bool needs_parentheses(const Node& inner, Operator outer) {
  const auto* binary = std::get_if<BinaryNode>(&inner.kind);
  if (binary && binary->op == outer && is_associative(outer)) return false;
  return precedence(inner) <= precedence(outer);
}

}  // namespace retort::orm::detail
