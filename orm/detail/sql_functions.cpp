// Writing calls, windows, CASE and CAST.

#include <retort/orm/detail/sql_writer.h>

namespace retort::orm::detail {

namespace {

constexpr std::string_view unit_words[] = {"ROWS", "RANGE", "GROUPS"};
constexpr std::string_view bound_words[] = {"UNBOUNDED PRECEDING", "PRECEDING", "CURRENT ROW",
                                            "FOLLOWING", "UNBOUNDED FOLLOWING"};
constexpr std::string_view exclude_words[] = {"NO OTHERS", "CURRENT ROW", "GROUP", "TIES"};

template <std::size_t Size, class Enum>
std::string_view word(const std::string_view (&words)[Size], Enum value) {
  return words[static_cast<std::size_t>(value)];
}

}  // namespace

void SqlWriter::write(const FunctionNode& node) {
  sql_.append(node.name).append(node.distinct ? "(DISTINCT " : "(");
  expressions(node.arguments);
  if (node.arguments.empty() && node.name == "count") sql_ += '*';
  sql_ += ')';
  if (node.filter) {
    sql_ += " FILTER (WHERE ";
    expression(node.filter);
    sql_ += ')';
  }
  if (!node.over) return;
  const auto& over = *node.over;
  const bool plain = over.partition_by.empty() && over.order_by.empty() && !over.frame;
  sql_ += " OVER ";
  if (plain && !over.base.empty()) {
    sql_ += quote(over.base);
  } else {
    window(over);
  }
}

void SqlWriter::window(const Window& window) {
  std::string_view space;
  const auto part = [&](std::string_view words) {
    sql_.append(space).append(words);
    space = " ";
  };
  sql_ += '(';
  if (!window.base.empty()) part(quote(window.base));
  if (!window.partition_by.empty()) part("PARTITION BY ");
  expressions(window.partition_by);
  if (!window.order_by.empty()) part("ORDER BY ");
  expressions(window.order_by);
  if (window.frame) {
    part("");
    frame(*window.frame);
  }
  sql_ += ')';
}

void SqlWriter::frame(const Frame& frame) {
  sql_.append(word(unit_words, frame.unit)).append(" BETWEEN ");
  bound(frame.start);
  sql_ += " AND ";
  bound(frame.end);
  if (frame.exclude != Exclude::nothing)
    sql_.append(" EXCLUDE ").append(word(exclude_words, frame.exclude));
}

void SqlWriter::bound(const Bound& bound) {
  if (bound.offset) {
    expression(bound.offset);
    sql_ += ' ';
  }
  sql_ += word(bound_words, bound.kind);
}

void SqlWriter::write(const CaseNode& node) {
  sql_ += "CASE";
  if (node.subject) {
    sql_ += ' ';
    expression(node.subject);
  }
  for (const auto& branch : node.branches) {
    sql_ += " WHEN ";
    expression(branch.condition);
    sql_ += " THEN ";
    expression(branch.value);
  }
  if (node.otherwise) {
    sql_ += " ELSE ";
    expression(node.otherwise);
  }
  sql_ += " END";
}

void SqlWriter::write(const CastNode& node) {
  sql_ += "CAST(";
  expression(node.operand);
  sql_ += " AS ";
  sql_ +=
      dialect_ ? dialect_->type_name(schema::Type{std::string(node.word)}) : std::string(node.word);
  sql_ += ')';
}

}  // namespace retort::orm::detail
