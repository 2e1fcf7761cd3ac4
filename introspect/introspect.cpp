#include <retort/introspect/introspect.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/introspect/detail/introspector.h>

namespace retort::introspect {

namespace {

// What a statement makes, for a message: its text up to a parenthesis or the end of the line.
std::string heading(std::string_view sql) {
  std::string_view text = sql.substr(0, sql.find_first_of("(\n"));
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

// Of several equal statements it is rather the last that fails, as the first has done its work.
std::string line_of(std::string_view statement, std::string_view script) {
  const std::size_t place = statement.empty() ? script.npos : script.rfind(statement);
  if (place == script.npos) return "";
  return "line " + std::to_string(1 + std::ranges::count(script.substr(0, place), '\n')) + ": ";
}

[[noreturn]] void refuse(const std::string& where, const engine::DatabaseError& error) {
  throw Error("the schema cannot be built: " + where + heading(error.sql()) + ": " +
              error.message());
}

schema::Metadata read(engine::Connection& connection, const std::vector<std::string>* tables) {
  const std::string_view database = connection.dialect().name();
  if (const detail::Introspector introspector = detail::find_introspector(database))
    return introspector(connection, tables);
  throw Error("the schema of a database of kind " + std::string(database) + " cannot be read");
}

// The texts of these objects come from a person and are run as they stand.
void require_statements(const engine::Dialect& dialect, const schema::Metadata& metadata) {
  for (const auto& table : metadata.virtual_tables) dialect.require_statement(table);
  for (const auto& view : metadata.views) dialect.require_statement(view);
  for (const auto& trigger : metadata.triggers) dialect.require_statement(trigger);
}

std::optional<schema::Metadata> expected(engine::Connection& scratch, std::string_view script,
                                         engine::Connection* beside) {
  const detail::Expectation expectation = detail::find_expectation(scratch.dialect().name());
  return expectation ? expectation(scratch, script, beside) : std::nullopt;
}

}  // namespace

schema::Metadata introspect(engine::Connection& connection) { return read(connection, nullptr); }

schema::Metadata introspect(engine::Connection& connection,
                            const std::vector<std::string>& tables) {
  return read(connection, &tables);
}

schema::Metadata normalise(engine::Connection& scratch, const schema::Metadata& metadata) {
  require_statements(scratch.dialect(), metadata);
  try {
    for (const std::string& statement : engine::create_all(scratch.dialect(), metadata))
      scratch.execute(statement);
  } catch (const engine::DatabaseError& error) {
    refuse("", error);
  }
  return introspect(scratch);
}

schema::Metadata normalise(engine::Connection& scratch, std::string_view ddl) {
  try {
    scratch.execute_script(scratch.dialect().without_internal_tables(ddl));
  } catch (const engine::DatabaseError& error) {
    refuse(line_of(error.sql(), ddl), error);
  }
  return introspect(scratch);
}

schema::Metadata normal_form(engine::Connection& scratch, const schema::Metadata& metadata,
                             engine::Connection* beside) {
  require_statements(scratch.dialect(), metadata);
  std::string script;
  for (const std::string& statement : engine::create_all(scratch.dialect(), metadata))
    script.append(statement).append(";\n");
  if (auto found = expected(scratch, script, beside)) return std::move(*found);
  return normalise(scratch, metadata);
}

schema::Metadata normal_form(engine::Connection& scratch, std::string_view ddl,
                             engine::Connection* beside) {
  const std::string script = scratch.dialect().without_internal_tables(ddl);
  if (auto found = expected(scratch, script, beside)) return std::move(*found);
  return normalise(scratch, ddl);
}

}  // namespace retort::introspect
