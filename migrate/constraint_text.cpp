#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/overloaded.h>

namespace retort::migrate::detail {

namespace {

std::string kind_and_name(const char* kind, const std::string& name) {
  return name.empty() ? kind : std::string(kind) + " " + name;
}

}  // namespace

std::string list_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string terms_text(const std::vector<schema::IndexedColumn>& terms) {
  std::vector<std::string> texts;
  for (const schema::IndexedColumn& term : terms) {
    std::string text = term.column.empty() ? term.expression : term.column;
    if (!term.collation.empty()) text += " COLLATE " + term.collation;
    if (term.descending) text += " DESC";
    texts.push_back(std::move(text));
  }
  return list_text(texts);
}

std::string constraint_text(const std::string& table, const Constraint& constraint) {
  const auto columns = [](const std::string& list) {
    return list.empty() ? std::string() : " (" + list + ")";
  };
  return std::visit(
      Overloaded{
          [&](const schema::PrimaryKey& key) {
            return kind_and_name("primary key", key.name) + " on " + table +
                   columns(terms_text(key.columns));
          },
          [&](const schema::Unique& unique) {
            return kind_and_name("unique constraint", unique.name) + " on " + table +
                   columns(terms_text(unique.columns));
          },
          [&](const schema::ForeignKey& key) {
            std::string text = kind_and_name("foreign key", key.name) + " on " + table +
                               columns(list_text(key.columns));
            if (!key.referred_table.empty())
              text += " to " + key.referred_table + columns(list_text(key.referred_columns));
            return text;
          },
          [&](const schema::Check& check) {
            std::string text = kind_and_name("check constraint", check.name) + " on " + table;
            return check.expression.empty() ? text : text + ": " + check.expression;
          },
      },
      constraint);
}

}  // namespace retort::migrate::detail
