// Whether the text of a view, trigger or virtual table is what it is taken for. The text comes from a
// person and is run as it stands, so that `drop table t` as the text of a view would drop the table.

#include <utility>

#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/engine/sqlite/dialect.h>
#include <retort/schema/name.h>

namespace retort::engine::sqlite {

namespace {

[[noreturn]] void refuse(const std::string& object, const std::string& words,
                         const std::string& problem) {
  throw Error("the sql of " + object + " has to be one " + words + " statement: " + problem);
}

template <class Statement>
Statement parsed(const std::string& sql, const std::string& object, const std::string& words) {
  try {
    const ddl::Tokens tokens = ddl::tokenize(sql);
    ddl::Statement statement = ddl::parse(tokens);
    if (Statement* wanted = std::get_if<Statement>(&statement)) return std::move(*wanted);
  } catch (const ddl::ParseError& error) {
    refuse(object, words, error.what());
  }
  refuse(object, words, "it creates something else");
}

void require_name(const ddl::ObjectName& is, const std::string& wanted, const std::string& object,
                  const std::string& words) {
  if (!is.schema.empty() && !schema::same_name(is.schema.value, "main"))
    refuse(object, words, "it creates it in the database " + is.schema.value);
  if (!schema::same_name(is.name.value, wanted))
    refuse(object, words, "it creates " + is.name.value);
}

void require_permanent(bool temporary, const std::string& object, const std::string& words) {
  if (temporary) refuse(object, words, "it creates a temporary one");
}

}  // namespace

void SqliteDialect::require_statement(const schema::View& view) const {
  const std::string object = "view " + view.name;
  const std::string words = "CREATE VIEW";
  const auto statement = parsed<ddl::CreateView>(view.sql, object, words);
  require_permanent(statement.temporary, object, words);
  require_name(statement.name, view.name, object, words);
}

void SqliteDialect::require_statement(const schema::Trigger& trigger) const {
  const std::string object = "trigger " + trigger.name;
  const std::string words = "CREATE TRIGGER";
  const auto statement = parsed<ddl::CreateTrigger>(trigger.sql, object, words);
  require_permanent(statement.temporary, object, words);
  require_name(statement.name, trigger.name, object, words);
  if (!schema::same_name(statement.table.name.value, trigger.table))
    refuse(object, words,
           "it is on " + statement.table.name.value + " and not on " + trigger.table);
}

void SqliteDialect::require_statement(const schema::VirtualTable& table) const {
  const std::string object = "virtual table " + table.name;
  const std::string words = "CREATE VIRTUAL TABLE";
  const auto statement = parsed<ddl::CreateVirtualTable>(table.sql, object, words);
  require_name(statement.name, table.name, object, words);
  if (!schema::same_name(statement.module.value, table.module))
    refuse(object, words, "its module is " + statement.module.value + " and not " + table.module);
}

}  // namespace retort::engine::sqlite
