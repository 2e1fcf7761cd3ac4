#include <algorithm>

#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/split.h>
#include <retort/migrate/sqlite/lint/rules.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;
using schema::same_name;

// DELETE FROM artists: what a statement does, and to which table.
struct Effect {
  std::string_view event{};
  std::string table{};
};

std::size_t behind(const ddl::Tokens& tokens, std::string_view word) {
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].is(word)) return i + 1;
  return tokens.size();
}

// `main.artists` and `artists`, from the token on.
std::string table_at(const ddl::Tokens& tokens, std::size_t at) {
  if (at + 2 < tokens.size() && tokens[at + 1].is(".")) at += 2;
  return at < tokens.size() ? name_in(tokens[at]) : "";
}

Effect effect_of(const ddl::Tokens& tokens) {
  const ddl::Token& first = tokens[0];
  if (first.is("DELETE")) return {"DELETE", table_at(tokens, behind(tokens, "FROM"))};
  if (first.is("INSERT") || first.is("REPLACE"))
    return {"INSERT", table_at(tokens, behind(tokens, "INTO"))};
  if (first.is("UPDATE")) {
    // UPDATE OR IGNORE artists.
    const std::size_t at = tokens.size() > 2 && tokens[1].is("OR") ? 3 : 1;
    return {"UPDATE", table_at(tokens, at)};
  }
  if (first.is("DROP") && tokens.size() > 2 && tokens[1].is("TABLE")) {
    const std::size_t at = tokens[2].is("IF") ? 4 : 2;
    return {"DROP", table_at(tokens, at)};
  }
  return {};
}

// Whether a trigger runs on that event, by the words before its ON.
bool runs_on(const schema::Trigger& trigger, std::string_view event) {
  for (const ddl::Token& token : ddl::tokenize(trigger.sql)) {
    if (token.is("ON")) return false;
    if (token.is(event)) return true;
  }
  return false;
}

class Actions {
 public:
  Actions(const detail::LintStep& step, const detail::Report& report)
      : step_(step), report_(report) {}

  void look() const {
    if (const auto* execute = std::get_if<Execute>(&step_.operation))
      for (const ddl::ScriptStatement& statement : ddl::split_statements(execute->sql))
        look(effect_of(ddl::tokenize(statement.text)), execute->foreign_keys);
    if (const auto* insert = std::get_if<BulkInsert>(&step_.operation))
      triggers({"INSERT", insert->table}, "inserts rows into");
    if (const auto* add = std::get_if<AddConstraint>(&step_.operation))
      mends(add->table, add->violations, add->fill);
    if (const auto* index = std::get_if<CreateIndex>(&step_.operation))
      mends(index->table, index->violations, "");
    if (const auto* alter = std::get_if<AlterColumn>(&step_.operation))
      mends(alter->table, alter->violations, "");
  }

 private:
  void mends(const std::string& table, Violations violations, const std::string& fill) const {
    if (violations == Violations::remove) triggers({"DELETE", table}, "deletes rows of");
    if (!fill.empty()) triggers({"UPDATE", table}, "fills rows of");
  }

  void look(const Effect& effect, bool foreign_keys) const {
    if (effect.event == "DELETE") triggers(effect, "deletes rows of");
    if (effect.event == "UPDATE") triggers(effect, "updates rows of");
    if (effect.event == "INSERT") triggers(effect, "inserts rows into");
    if (!foreign_keys) return;
    const bool drops = effect.event == "DROP";
    if (effect.event != "DELETE" && !drops) return;
    for (const schema::Table& child : step_.before.tables)
      for (const schema::ForeignKey& key : child.foreign_keys)
        if (same_name(key.referred_table, effect.table) && !same_name(child.name, effect.table))
          acts(effect, child, key, drops);
  }

  void acts(const Effect& effect, const schema::Table& child, const schema::ForeignKey& key,
            bool drops) const {
    const bool has_action =
        key.on_delete != schema::Action::no_action && key.on_delete != schema::Action::restrict;
    const std::string what = has_action
                                 ? "rows of table " + child.name +
                                       " that refer to it are changed or deleted (ON DELETE " +
                                       std::string(schema::keyword(key.on_delete)) + ")"
                                 : "it fails where rows of table " + child.name + " refer to it";
    if (drops)
      report_("FA103", effect.table,
              "its own SQL drops table " + effect.table +
                  " with foreign keys on, which deletes its rows first: " + what);
    else if (has_action)
      report_("FA102", effect.table,
              "its own SQL deletes rows of table " + effect.table + ": " + what);
  }

  void triggers(const Effect& effect, const char* does) const {
    for (const schema::Trigger& trigger : step_.before.triggers)
      if (same_name(trigger.table, effect.table) && runs_on(trigger, effect.event))
        report_("FA101", trigger.name,
                std::string("it ") + does + " table " + effect.table + ", which runs the trigger " +
                    trigger.name + " for each");
  }

  const detail::LintStep& step_;
  const detail::Report& report_;
};

}  // namespace

std::string name_in(const ddl::Token& token) {
  const bool is_name =
      token.kind == ddl::TokenKind::word || token.kind == ddl::TokenKind::quoted_word ||
      token.kind == ddl::TokenKind::keyword || token.kind == ddl::TokenKind::string;
  return is_name ? ddl::unquoted(token.text) : "";
}

void lint_actions(const detail::LintStep& step, const detail::Report& report) {
  Actions(step, report).look();
}

}  // namespace retort::migrate::sqlite
