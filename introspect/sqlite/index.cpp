#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/introspect/sqlite/table.h>
#include <retort/introspect/sqlite/terms.h>

namespace retort::introspect::sqlite {

namespace ddl = engine::sqlite::ddl;

schema::Index read_index(const schema::Table& table, std::string name, std::string sql) {
  const ddl::Tokens tokens = ddl::tokenize(sql);
  const auto parsed = ddl::parse_as<ddl::CreateIndex>(tokens);
  schema::Index index{.name = std::move(name),
                      .columns = indexed_columns(table, tokens, parsed.terms),
                      .unique = parsed.unique,
                      .where = expression_text(table, tokens, parsed.where),
                      .sql = {}};
  index.sql = std::move(sql);
  return index;
}

}  // namespace retort::introspect::sqlite
