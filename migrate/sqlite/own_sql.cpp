#include <retort/migrate/sqlite/own_sql.h>

#include <algorithm>
#include <array>

#include <retort/engine/sqlite/ddl/split.h>
#include <retort/engine/sqlite/ddl/token.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

}  // namespace

bool is_transaction(const ddl::Token& first) {
  static constexpr std::array words = {"BEGIN",    "COMMIT",    "END",
                                       "ROLLBACK", "SAVEPOINT", "RELEASE"};
  return std::ranges::any_of(words, [&](const char* word) { return first.is(word); });
}

// PRAGMA foreign_keys = OFF, PRAGMA main.foreign_keys(0); reading it is nobody's loss.
bool switches_foreign_keys(const ddl::Tokens& tokens) {
  std::size_t at = 1;
  if (!tokens[0].is("PRAGMA")) return false;
  if (tokens.size() > 4 && tokens[2].is(".")) at = 3;
  return tokens.size() > at + 2 && schema::same_name(tokens[at].text, "foreign_keys");
}

namespace {

void add_execute(std::vector<Step>& steps, const Execute& op, const std::string& reason) {
  for (const ddl::ScriptStatement& statement : ddl::split_statements(op.sql))
    steps.push_back({.sql = std::string(statement.text), .reason = reason});
}

void add_rows(std::vector<Step>& steps, const BulkInsert& op, const std::string& reason,
              const engine::Dialect& dialect) {
  std::string columns;
  std::string values;
  for (std::size_t i = 0; i < op.columns.size(); ++i) {
    columns += (i == 0 ? "" : ", ") + dialect.quote(op.columns[i]);
    if (i > 0) values += ", ";
    dialect.placeholder(values, static_cast<int>(i) + 1);
  }
  std::string sql = "INSERT INTO " + dialect.quote(op.table);
  sql += columns.empty() ? " DEFAULT VALUES" : " (" + columns + ") VALUES (" + values + ")";
  const std::size_t before = steps.size();
  for (const std::vector<engine::Value>& row : op.rows) {
    if (row.size() != op.columns.size())
      throw MigrateError("cannot " + reason + ": a row has " + std::to_string(row.size()) +
                         " values for " + std::to_string(op.columns.size()) + " columns");
    steps.push_back({.sql = sql, .parameters = row, .reason = reason});
    steps.back().number = steps.size() - before;
    steps.back().total = op.rows.size();
  }
}

}  // namespace

void check_own_sql(const Execute& execute) {
  for (const ddl::ScriptStatement& statement : ddl::split_statements(execute.sql)) {
    const auto refuse = [&](const std::string& why) {
      throw MigrateError("cannot " + describe(execute) + ": line " +
                         std::to_string(statement.line) + " of its SQL " + why);
    };
    const ddl::Tokens tokens = ddl::tokenize(statement.text);
    if (execute.transaction && is_transaction(tokens[0]))
      refuse("is " + std::string(tokens[0].text) +
             ", but a revision is one transaction that is begun and ended for it; leave that "
             "statement out");
    if (execute.transaction && switches_foreign_keys(tokens))
      refuse(
          "switches foreign keys, which SQLite ignores inside a transaction; leave it out (a "
          "revision that rebuilds a table has them off, and PRAGMA defer_foreign_keys = ON puts "
          "off the check to the end of the revision)");
    const auto variable = std::ranges::find(tokens, ddl::TokenKind::variable, &ddl::Token::kind);
    if (variable != tokens.end())
      refuse("has the parameter " + std::string(variable->text) +
             ", to which nothing gives a value; write the value");
  }
}

void add_own_sql(std::vector<Step>& steps, const Operation& operation,
                 const engine::Dialect& dialect) {
  std::size_t first = steps.size();
  // Once, since it costs as much as the operation is long.
  const std::string reason = describe(operation);
  if (const auto* execute = std::get_if<Execute>(&operation))
    add_execute(steps, *execute, reason);
  else if (const auto* call = std::get_if<Call>(&operation))
    steps.push_back({.sql = call->function, .reason = reason, .kind = Step::Kind::call});
  else
    add_rows(steps, std::get<BulkInsert>(operation), reason, dialect);
  for (; first < steps.size(); ++first) steps[first].is_own = true;
}

}  // namespace retort::migrate::sqlite
