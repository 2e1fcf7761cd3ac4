// A column of CREATE TABLE: its name, its type and its constraints.

#include <retort/engine/sqlite/ddl/grammar.h>
#include <retort/schema/name.h>

namespace retort::engine::sqlite::ddl {

namespace {

// ( [sign] number [, [sign] number] )
void type_arguments(Cursor& cursor) {
  do {
    if (!cursor.accept("+")) cursor.accept("-");
    if (cursor.peek().kind != TokenKind::number) cursor.fail("a number");
    cursor.advance();
  } while (cursor.accept(","));
  cursor.expect(")");
}

Default default_value(Cursor& cursor) {
  const std::size_t first = cursor.position();
  if (cursor.at("(")) {
    cursor.parenthesised();
    return {cursor.since(first)};
  }
  const bool is_signed = cursor.accept("+") || cursor.accept("-");
  const TokenKind kind = cursor.peek().kind;
  const bool literal = kind == TokenKind::number || kind == TokenKind::blob ||
                       kind == TokenKind::string || cursor.at("NULL") ||
                       cursor.at("CURRENT_DATE") || cursor.at("CURRENT_TIME") ||
                       cursor.at("CURRENT_TIMESTAMP");
  // A name is a value, too, but not with a sign.
  if (!literal && (is_signed || !is_name(cursor.peek())))
    cursor.fail("a value or an expression in parentheses");
  cursor.advance();
  return {cursor.since(first)};
}

Generated generated(Cursor& cursor) {
  Generated result{.expression = cursor.parenthesised()};
  if (cursor.accept("VIRTUAL")) return result;
  if (cursor.peek().kind == TokenKind::word && schema::same_name(cursor.peek().text, "STORED")) {
    result.stored = true;
    cursor.advance();
  }
  return result;
}

ColumnPrimaryKey primary_key(Cursor& cursor) {
  ColumnPrimaryKey result;
  result.descending = cursor.accept("DESC");
  if (!result.descending) cursor.accept("ASC");
  result.on_conflict = conflict_clause(cursor);
  result.autoincrement = cursor.accept("AUTOINCREMENT");
  return result;
}

Collate collate(Cursor& cursor) {
  if (!is_type_word(cursor.peek())) cursor.fail("the name of a collation");
  return {cursor.name("a collation")};
}

using Clause = decltype(ColumnConstraint::clause);

// LoneName where no constraint follows.
Clause clause(Cursor& cursor) {
  if (cursor.accept("DEFAULT")) return default_value(cursor);
  if (cursor.accept("NULL")) {
    conflict_clause(cursor);
    return Nullable{};
  }
  if (cursor.accept({"NOT", "NULL"})) return NotNull{conflict_clause(cursor)};
  if (cursor.accept({"PRIMARY", "KEY"})) return primary_key(cursor);
  if (cursor.accept("UNIQUE")) return ColumnUnique{conflict_clause(cursor)};
  if (cursor.accept("CHECK")) return Check{cursor.parenthesised()};
  if (cursor.at("REFERENCES")) return references(cursor);
  if (cursor.accept("COLLATE")) return collate(cursor);
  if (cursor.accept("AS") || cursor.accept({"GENERATED", "ALWAYS", "AS"})) return generated(cursor);
  if (const auto clause = deferral(cursor)) return *clause;
  return LoneName{};
}

}  // namespace

TokenRange type_name(Cursor& cursor) {
  TokenRange words{cursor.position(), cursor.position()};
  while (is_type_word(cursor.peek())) cursor.advance();
  words.last = cursor.position();
  if (!words.empty() && cursor.accept("(")) {
    type_arguments(cursor);
    return cursor.since(words.first);
  }
  // Both words may be names, so they look like words of the type.
  const Tokens& tokens = cursor.tokens();
  if (words.size() >= 2 && tokens[words.last - 2].is("GENERATED") &&
      tokens[words.last - 1].is("ALWAYS"))
    words.last -= 2;
  return words;
}

ColumnDefinition column_definition(Cursor& cursor) {
  const std::size_t first = cursor.position();
  ColumnDefinition column;
  column.name = cursor.name("a column");
  column.type = type_name(cursor);
  for (;;) {
    const std::size_t begin = cursor.position();
    ColumnConstraint constraint{.range = {}, .name = constraint_name(cursor), .clause = {}};
    constraint.clause = clause(cursor);
    constraint.range = cursor.since(begin);
    if (constraint.range.empty()) break;
    column.constraints.push_back(std::move(constraint));
  }
  column.range = cursor.since(first);
  return column;
}

}  // namespace retort::engine::sqlite::ddl
