#include <retort/migrate/sqlite/foreign_keys_aside.h>

#include <algorithm>
#include <optional>
#include <variant>

#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/engine/sqlite/ddl/text_edit.h>
#include <retort/migrate/sqlite/free_name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

constexpr const char* away = "put the foreign keys aside, which cannot be switched off here";
constexpr const char* back = "put the foreign keys back";

class Aside {
 public:
  Aside(const schema::Metadata& now, const engine::Dialect& dialect)
      : now_(now),
        dialect_(dialect),
        view_(dialect.quote(free_name(now, "_retort_version"))),
        mark_("_retort_aside_") {
    // No text may hold the mark already.
    const auto holds_mark = [&](const schema::Table& table) {
      return table.sql.find(mark_) != std::string::npos;
    };
    while (std::ranges::any_of(now.tables, holds_mark)) mark_ += '_';
  }

  std::vector<Step> around(std::vector<Step> steps) && {
    std::vector<std::string> updates;
    for (const schema::Table& table : now_.tables)
      if (auto text = without_foreign_keys(table.sql))
        updates.push_back("UPDATE sqlite_schema SET sql = " + dialect_.literal(*text) +
                          " WHERE type = 'table' AND name = " + dialect_.literal(table.name));
    write(updates, away);
    for (Step& step : steps) {
      if (step.kind == Step::Kind::run) put_aside_in(step.sql);
      all_.push_back(std::move(step));
    }
    updates.clear();
    for (std::size_t i = 0; i < originals_.size(); ++i)
      updates.push_back("UPDATE sqlite_schema SET sql = replace(sql, " +
                        dialect_.literal(stand_in(i)) + ", " + dialect_.literal(originals_[i]) +
                        ") WHERE type = 'table' AND instr(sql, " + dialect_.literal(stand_in(i)) +
                        ") > 0");
    write(updates, back);
    return std::move(all_);
  }

 private:
  std::string stand_in(std::size_t number) const {
    return "CHECK (1/*" + mark_ + std::to_string(number) + "*/)";
  }

  // Tables come to be by CREATE TABLE, and by a text that is written into the schema.
  void put_aside_in(std::string& sql) {
    if (auto text = without_foreign_keys(sql)) {
      sql = std::move(*text);
      return;
    }
    const ddl::Tokens tokens = ddl::tokenize(sql);
    if (!tokens[0].is("UPDATE") || tokens[1].text != "sqlite_schema") return;
    ddl::TextEdit edit(tokens);
    for (std::size_t i = 2; i < tokens.size(); ++i)
      if (tokens[i].kind == ddl::TokenKind::string)
        if (auto text = without_foreign_keys(ddl::unquoted(tokens[i].text)))
          edit.replace({i, i + 1}, dialect_.literal(*text));
    sql = edit.text();
  }

  // A CREATE TABLE with foreign keys; nothing for any other statement.
  std::optional<std::string> without_foreign_keys(const std::string& sql) {
    const ddl::Tokens tokens = ddl::tokenize(sql);
    if (!tokens[0].is("CREATE")) return std::nullopt;
    const ddl::Statement statement = ddl::parse(tokens);
    const auto* table = std::get_if<ddl::CreateTable>(&statement);
    if (table == nullptr) return std::nullopt;
    ddl::TextEdit edit(tokens);
    const std::size_t before = originals_.size();
    const auto put_aside = [&](ddl::TokenRange range) {
      edit.replace(range, stand_in(originals_.size()));
      originals_.emplace_back(ddl::text_of(tokens, range));
    };
    for (const ddl::ColumnDefinition& column : table->columns)
      for (const ddl::ColumnConstraint& constraint : column.constraints)
        if (std::holds_alternative<ddl::References>(constraint.clause) ||
            std::holds_alternative<ddl::Deferral>(constraint.clause))
          put_aside(constraint.range);
    for (const ddl::TableConstraint& constraint : table->constraints)
      if (std::holds_alternative<ddl::TableForeignKey>(constraint.clause))
        put_aside(constraint.range);
    if (originals_.size() == before) return std::nullopt;
    return edit.text();
  }

  void add(std::string sql, const char* reason) {
    all_.push_back({.sql = std::move(sql), .reason = reason});
  }

  // RESET makes this connection read the schema anew. A change of the schema by SQLite itself, here of
  // a view, which has no pages, makes the others do so, and this one too where all is rolled back; for
  // that it has to be the last.
  void write(const std::vector<std::string>& updates, const char* reason) {
    if (updates.empty()) return;
    add("PRAGMA writable_schema = ON", reason);
    all_.back().undo = "PRAGMA writable_schema = RESET";
    all_.push_back({.sql = "SELECT writable_schema FROM pragma_writable_schema WHERE "
                           "writable_schema = 0",
                    .reason = "foreign keys are enforced and a transaction is open already; then a "
                              "rebuild has to write to the schema, which this connection does not "
                              "allow (SQLITE_DBCONFIG_DEFENSIVE). PRAGMA foreign_keys has to be "
                              "OFF before the transaction begins",
                    .kind = Step::Kind::must_be_empty});
    add("CREATE VIEW " + view_ + " AS SELECT 1", reason);
    for (const std::string& update : updates) add(update, reason);
    add("PRAGMA writable_schema = RESET", reason);
    add("DROP VIEW " + view_, reason);
  }

  const schema::Metadata& now_;
  const engine::Dialect& dialect_;
  const std::string view_;
  std::string mark_;
  /// What each stand-in stands for, by its number.
  std::vector<std::string> originals_;
  std::vector<Step> all_;
};

}  // namespace

std::vector<Step> with_foreign_keys_aside(std::vector<Step> steps, const schema::Metadata& now,
                                          const engine::Dialect& dialect) {
  return Aside(now, dialect).around(std::move(steps));
}

}  // namespace retort::migrate::sqlite
