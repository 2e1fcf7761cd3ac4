#include <retort/migrate/sqlite/key_order.h>

#include <variant>

#include <retort/engine/sqlite/ddl/parse.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

template <class... Kinds, class Constraint>
bool is(const Constraint& constraint) {
  return (std::holds_alternative<Kinds>(constraint.clause) || ...);
}

template <class Constraint>
std::string words(const ddl::Tokens& tokens, const Constraint& constraint) {
  const ddl::TokenRange& name = constraint.name.range;
  std::string text;
  for (std::size_t i = name.empty() ? constraint.range.first : name.last; i < constraint.range.last;
       ++i)
    text += ' ' + std::string(tokens[i].text);
  return text;
}

}  // namespace

std::vector<std::string> keys_in_order(const std::string& create_table) {
  const ddl::Tokens tokens = ddl::tokenize(create_table);
  const auto table = ddl::parse_as<ddl::CreateTable>(tokens);
  std::vector<std::string> keys;
  for (const ddl::ColumnDefinition& column : table.columns)
    for (const ddl::ColumnConstraint& constraint : column.constraints)
      if (is<ddl::ColumnPrimaryKey, ddl::ColumnUnique>(constraint))
        keys.push_back(column.name.value + words(tokens, constraint));
  for (const ddl::TableConstraint& constraint : table.constraints)
    if (is<ddl::TablePrimaryKey, ddl::TableUnique>(constraint))
      keys.push_back(words(tokens, constraint));
  return keys;
}

}  // namespace retort::migrate::sqlite
