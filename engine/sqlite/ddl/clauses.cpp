// The clauses that columns, tables and indexes share.

#include <retort/engine/sqlite/ddl/expression.h>
#include <retort/engine/sqlite/ddl/grammar.h>
#include <retort/engine/sqlite/ddl/identifier.h>

namespace retort::engine::sqlite::ddl {

namespace {

schema::Conflict resolution(Cursor& cursor) {
  using schema::Conflict;
  for (const Conflict conflict :
       {Conflict::abort, Conflict::rollback, Conflict::fail, Conflict::ignore, Conflict::replace})
    if (cursor.accept(keyword(conflict))) return conflict;
  cursor.fail("ROLLBACK, ABORT, FAIL, IGNORE or REPLACE");
}

schema::Action action(Cursor& cursor) {
  if (cursor.accept({"SET", "NULL"})) return schema::Action::set_null;
  if (cursor.accept({"SET", "DEFAULT"})) return schema::Action::set_default;
  if (cursor.accept("CASCADE")) return schema::Action::cascade;
  if (cursor.accept("RESTRICT")) return schema::Action::restrict;
  if (cursor.accept({"NO", "ACTION"})) return schema::Action::no_action;
  cursor.fail("SET NULL, SET DEFAULT, CASCADE, RESTRICT or NO ACTION");
}

// Whether the tokens are one operand, with signs before it at most: what COLLATE binds to whole.
bool is_operand(const std::vector<Role>& expression, std::size_t size) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (expression[i] == Role::open) ++depth;
    if (expression[i] == Role::close) --depth;
    if (depth == 0 && (expression[i] == Role::binary || expression[i] == Role::keyword))
      return false;
  }
  return true;
}

Name lone_name(const Cursor& cursor, TokenRange expression) {
  const TokenRange bare = without_parentheses(cursor.tokens(), expression);
  if (bare.size() != 1 || !is_name(cursor.tokens()[bare.first])) return {};
  return {.value = unquoted(cursor.tokens()[bare.first].text), .range = bare};
}

IndexedTerm indexed_term(Cursor& cursor) {
  IndexedTerm term;
  term.range = term.expression = cursor.until_separator();
  if (term.range.empty()) cursor.fail("the name of a column or an expression");
  const std::vector<Role> parts = roles(cursor.tokens(), term.range);
  const auto keyword_at = [&](std::size_t i, std::string_view word) {
    return parts[i - term.range.first] == Role::keyword && cursor.tokens()[i].is(word);
  };

  std::size_t& last = term.expression.last;
  if (keyword_at(last - 1, "ASC") || keyword_at(last - 1, "DESC")) {
    --last;
    term.descending = cursor.tokens()[last].is("DESC");
  }
  // Of several collations the last one counts.
  while (term.expression.size() > 2 && keyword_at(last - 2, "COLLATE") &&
         is_operand(parts, last - 2 - term.range.first)) {
    if (!is_type_word(cursor.tokens()[last - 1])) cursor.fail("the name of a collation");
    if (term.collation.empty())
      term.collation = {.value = unquoted(cursor.tokens()[last - 1].text),
                        .range = {last - 1, last}};
    last -= 2;
  }
  term.column = lone_name(cursor, term.expression);
  return term;
}

}  // namespace

Name constraint_name(Cursor& cursor) {
  return cursor.accept("CONSTRAINT") ? cursor.name("a constraint") : Name{};
}

ConflictClause conflict_clause(Cursor& cursor) {
  const std::size_t first = cursor.position();
  if (!cursor.accept({"ON", "CONFLICT"})) return {.range = cursor.since(first)};
  const schema::Conflict conflict = resolution(cursor);
  return {.resolution = conflict, .range = cursor.since(first)};
}

std::vector<IndexedTerm> indexed_terms(Cursor& cursor) {
  std::vector<IndexedTerm> terms;
  do terms.push_back(indexed_term(cursor));
  while (cursor.accept(","));
  return terms;
}

References references(Cursor& cursor) {
  References result;
  cursor.expect("REFERENCES");
  result.table = cursor.name("a table");
  // SQLite once took COLLATE and ASC in this list, and still reads the schemas that have them.
  if (cursor.accept("(")) {
    for (const IndexedTerm& term : indexed_terms(cursor)) {
      if (term.column.empty() || term.expression.size() != 1) cursor.fail("the name of a column");
      result.columns.push_back(term.column);
    }
    cursor.expect(")");
  }
  for (;;) {
    const std::size_t first = cursor.position();
    if (cursor.accept("MATCH")) {
      result.match = cursor.name("a kind of match");
    } else if (cursor.accept({"ON", "DELETE"})) {
      const schema::Action on_delete = action(cursor);
      result.on_delete = {.range = cursor.since(first), .action = on_delete};
    } else if (cursor.accept({"ON", "UPDATE"})) {
      const schema::Action on_update = action(cursor);
      result.on_update = {.range = cursor.since(first), .action = on_update};
    } else if (cursor.accept({"ON", "INSERT"})) {
      action(cursor);  // SQLite takes it and does nothing with it
    } else {
      return result;
    }
  }
}

std::optional<Deferral> deferral(Cursor& cursor) {
  const std::size_t first = cursor.position();
  const bool negated = cursor.accept({"NOT", "DEFERRABLE"});
  if (!negated && !cursor.accept("DEFERRABLE")) return std::nullopt;
  const bool deferred = cursor.accept({"INITIALLY", "DEFERRED"});
  if (!deferred) cursor.accept({"INITIALLY", "IMMEDIATE"});
  return Deferral{.range = cursor.since(first),
                  .deferrable = !negated,
                  .initially_deferred = deferred && !negated};
}

}  // namespace retort::engine::sqlite::ddl
