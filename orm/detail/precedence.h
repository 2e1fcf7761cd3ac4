// How strongly each kind of expression binds, and so where parentheses have to stand.

#pragma once

#include <retort/orm/expression/tree.h>

namespace retort::orm::detail {

/// The higher, the stronger. Whole things (columns, values, calls) have the highest.
int precedence(const Node& node);
int precedence(Operator op);

inline constexpr int comparison_precedence = 5;

/// The SQL of an operator, with its spaces.
std::string_view symbol(Operator op);

/// Whether `inner` needs parentheses as an operand of `outer`.
bool needs_parentheses(const Node& inner, Operator outer);

}  // namespace retort::orm::detail
