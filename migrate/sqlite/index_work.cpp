#include <retort/migrate/sqlite/index_work.h>

#include <algorithm>
#include <string>

#include <retort/engine/sqlite/connection.h>
#include <retort/engine/sqlite/ddl/token.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

// The steps of SQLite's program for each row (EXPLAIN CREATE INDEX): eight and one for each term to sort
// them and to write them, two more to compare them with one another.
std::size_t steps_per_row(std::size_t terms, bool unique) { return terms + 8 + (unique ? 2 : 0); }

// Of what stands between the parentheses that begin there.
std::size_t terms_from(const ddl::Tokens& tokens, std::size_t open) {
  std::size_t terms = 1;
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")") && --depth == 0) break;
    if (tokens[i].is(",") && depth == 1) ++terms;
  }
  return terms;
}

}  // namespace

void tell_work(Step& step) {
  if (!step.sql.starts_with("CREATE ")) return;
  const ddl::Tokens tokens = ddl::tokenize(step.sql);
  const bool unique = tokens[1].is("UNIQUE");
  if (!tokens[unique ? 2 : 1].is("INDEX")) return;
  const auto on = std::ranges::find_if(tokens, [](const ddl::Token& t) { return t.is("ON"); });
  const auto table = static_cast<std::size_t>(on - tokens.begin()) + 1;
  if (table + 1 >= tokens.size()) return;
  const std::size_t work = steps_per_row(terms_from(tokens, table + 1), unique);
  step.extent = "SELECT count(*), 0, 0, count(*) * " + std::to_string(work) + " / " +
                std::to_string(engine::sqlite::steps_between_ticks) + " FROM " +
                std::string(tokens[table].text);
}

}  // namespace retort::migrate::sqlite
