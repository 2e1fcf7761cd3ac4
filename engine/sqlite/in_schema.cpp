// CREATE statements for a database that is attached: CREATE INDEX archive.ix ON t (a).

#include <utility>
#include <variant>

#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/engine/sqlite/ddl/text_edit.h>
#include <retort/engine/sqlite/dialect.h>
#include <retort/schema/error.h>

namespace retort::engine::sqlite {

namespace {

ddl::Statement parsed(const ddl::Tokens& tokens, const std::string& sql) {
  try {
    return ddl::parse(tokens);
  } catch (const ddl::ParseError& error) {
    throw Error("not a statement that creates something: " + sql + ": " + error.what());
  }
}

}  // namespace

// The schema stands before the name of what is created and nowhere else: a table that an index,
// trigger or foreign key is about lies in the same database, and may not say so.
std::string SqliteDialect::in_schema(std::string create, std::string_view schema) const {
  if (schema.empty()) return create;
  const ddl::Tokens tokens = ddl::tokenize(create);
  const ddl::Statement statement = parsed(tokens, create);
  const auto& name = std::visit(
      [](const auto& object) -> const ddl::ObjectName& { return object.name; }, statement);
  if (!name.schema.empty()) return create;
  ddl::TextEdit edit(tokens);
  edit.insert(edit.begin(name.name.range.first), quote(schema) + '.');
  return edit.text();
}

}  // namespace retort::engine::sqlite
