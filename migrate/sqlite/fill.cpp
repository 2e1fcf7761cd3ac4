#include <retort/migrate/sqlite/fill.h>

#include <retort/engine/sqlite/ddl/token.h>
#include <retort/migrate/error.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

// Whether it ends where it should: nothing in it closes the parentheses that will be around it, or
// makes two values of one. Whether it means anything is for SQLite to say.
bool is_one_expression(const ddl::Tokens& tokens) {
  // A query may have commas of its own.
  const bool is_query = tokens[0].is("SELECT") || tokens[0].is("WITH") || tokens[0].is("VALUES");
  int depth = 0;
  for (const ddl::Token& token : tokens) {
    if (token.kind == ddl::TokenKind::illegal || token.is(";")) return false;
    if (token.is("(")) ++depth;
    if (token.is(")") && --depth < 0) return false;
    if (token.is(",") && depth == 0 && !is_query) return false;
  }
  return depth == 0 && tokens.size() > 1;
}

}  // namespace

std::string fill_expression(const std::string& fill, const Operation& operation) {
  const ddl::Tokens tokens = ddl::tokenize(fill);
  if (!is_one_expression(tokens))
    throw MigrateError("cannot " + describe(operation) +
                       ": its fill is not one SQL expression: " + fill);
  return std::string(text_of(tokens, {0, tokens.size() - 1}));
}

}  // namespace retort::migrate::sqlite
