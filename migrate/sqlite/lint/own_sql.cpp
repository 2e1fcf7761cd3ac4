#include <algorithm>
#include <array>

#include <retort/engine/sqlite/ddl/split.h>
#include <retort/migrate/sqlite/lint/rules.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;
using schema::same_name;

// Tried: each leaves the setting as it was once a transaction is open and the database has a table.
constexpr std::array no_effect = {"journal_mode", "auto_vacuum", "page_size", "encoding"};

// PRAGMA journal_mode = wal, PRAGMA main.journal_mode(wal); one that reads is no setting.
std::string setting_of(const ddl::Tokens& tokens) {
  if (!tokens[0].is("PRAGMA")) return "";
  const std::size_t at = tokens.size() > 4 && tokens[2].is(".") ? 3 : 1;
  return tokens.size() > at + 2 ? name_in(tokens[at]) : "";
}

bool is_known(const schema::Metadata& schema, const std::string& name) {
  const auto named = [&](const auto& object) { return same_name(object.name, name); };
  return std::ranges::any_of(schema.views, named) || std::ranges::any_of(schema.triggers, named) ||
         std::ranges::any_of(schema.virtual_tables, named) ||
         std::ranges::any_of(schema.tables, [&](const schema::Table& table) {
           return named(table) || table.find_column(name) || table.find_index(name);
         });
}

// Where a value stands and hardly ever a new name.
bool is_behind_value_sign(const ddl::Token& before) {
  static constexpr std::array signs = {"=",    "==",   "<>",   "!=",   "<",     ">",
                                       "<=",   ">=",   "||",   "LIKE", "GLOB",  "IS",
                                       "THEN", "ELSE", "WHEN", "IN",   "VALUES"};
  return std::ranges::any_of(signs, [&](const char* sign) { return before.is(sign); });
}

class OwnSql {
 public:
  OwnSql(const detail::LintStep& step, const detail::Report& report)
      : step_(step), report_(report) {}

  void look() const {
    const auto* execute = std::get_if<Execute>(&step_.operation);
    if (execute)
      for (const ddl::ScriptStatement& statement : ddl::split_statements(execute->sql)) {
        const ddl::Tokens tokens = ddl::tokenize(statement.text);
        if (execute->transaction) pragma(tokens);
        texts(tokens);
      }
    if (const auto* view = std::get_if<CreateView>(&step_.operation))
      texts(ddl::tokenize(view->view.sql));
    if (const auto* trigger = std::get_if<CreateTrigger>(&step_.operation))
      texts(ddl::tokenize(trigger->trigger.sql));
    if (const auto* add = std::get_if<AddConstraint>(&step_.operation))
      if (const auto* check = std::get_if<schema::Check>(&add->constraint))
        texts(ddl::tokenize(check->expression));
    if (const auto* create = std::get_if<CreateTable>(&step_.operation))
      for (const schema::Check& check : create->table.checks)
        texts(ddl::tokenize(check.expression));
  }

 private:
  void pragma(const ddl::Tokens& tokens) const {
    const std::string name = setting_of(tokens);
    if (std::ranges::any_of(no_effect, [&](const char* one) { return same_name(one, name); }))
      report_("SQ101", name, "PRAGMA " + name + " has no effect inside a transaction");
  }

  // "x" is a column where there is one of that name, and the text 'x' where there is none.
  void texts(const ddl::Tokens& tokens) const {
    bool in_list = false;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      const ddl::Token& before = tokens[i - 1];
      in_list = before.is("(") ? i > 1 && (tokens[i - 2].is("VALUES") || tokens[i - 2].is("IN"))
                               : in_list && !before.is(")");
      if (tokens[i].kind != ddl::TokenKind::quoted_word || tokens[i].text[0] != '"') continue;
      const bool is_value =
          is_behind_value_sign(before) || (in_list && (before.is("(") || before.is(",")));
      const std::string name = name_in(tokens[i]);
      const bool is_qualified =
          i + 1 < tokens.size() && (tokens[i + 1].is(".") || tokens[i + 1].is("("));
      if (!is_value || is_qualified || is_known(step_.before, name) || is_known(step_.after, name))
        continue;
      report_(
          "SQ102", name,
          "\"" + name + "\" names no column, so that SQLite takes it for the text '" + name + "'");
    }
  }

  const detail::LintStep& step_;
  const detail::Report& report_;
};

}  // namespace

void lint_own_sql(const detail::LintStep& step, const detail::Report& report) {
  OwnSql(step, report).look();
}

}  // namespace retort::migrate::sqlite
