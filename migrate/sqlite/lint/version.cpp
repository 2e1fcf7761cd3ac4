#include <algorithm>
#include <charconv>
#include <functional>
#include <vector>

#include <retort/engine/sqlite/ddl/split.h>
#include <retort/migrate/sqlite/lint/rules.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;
using schema::same_name;
using Version = std::vector<int>;

Version version_of(std::string_view text) {
  Version version;
  while (!text.empty()) {
    int number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) break;
    version.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    if (!text.empty()) text.remove_prefix(1);
  }
  return version;
}

// What SQL texts have, and since when: https://sqlite.org/changes.html.
struct Feature {
  std::string_view what;
  std::string_view since;
  // One word, or two that follow one another.
  std::string_view word;
  std::string_view next{};
};

constexpr Feature words[] = {
    {"DROP COLUMN", "3.35", "DROP", "COLUMN"},
    {"RENAME COLUMN", "3.25", "RENAME", "COLUMN"},
    {"generated columns", "3.31", "GENERATED", "ALWAYS"},
    {"window functions", "3.25", "OVER", "("},
    {"FILTER", "3.30", "FILTER", "("},
    {"NULLS FIRST", "3.30", "NULLS", "FIRST"},
    {"NULLS LAST", "3.30", "NULLS", "LAST"},
    {"RETURNING", "3.35", "RETURNING"},
    {"MATERIALIZED", "3.35", "AS", "MATERIALIZED"},
    {"RIGHT JOIN", "3.39", "RIGHT", "JOIN"},
    {"FULL JOIN", "3.39", "FULL", "JOIN"},
    {"IS DISTINCT FROM", "3.39", "DISTINCT", "FROM"},
    {"ON CONFLICT DO", "3.24", "DO", "UPDATE"},
    {"ON CONFLICT DO", "3.24", "DO", "NOTHING"},
    {"the operator ->", "3.38", "->"},
    {"the operator ->>", "3.38", "->>"},
};

constexpr Feature functions[] = {
    {"iif()", "3.32", "iif"},
    {"sign()", "3.35", "sign"},
    {"unixepoch()", "3.38", "unixepoch"},
    {"format()", "3.38", "format"},
    {"unhex()", "3.41", "unhex"},
    {"timediff()", "3.43", "timediff"},
    {"octet_length()", "3.43", "octet_length"},
    {"concat()", "3.44", "concat"},
    {"concat_ws()", "3.44", "concat_ws"},
    {"string_agg()", "3.44", "string_agg"},
    {"jsonb()", "3.45", "jsonb"},
};

// The tokenizer knows the keywords of one version; any word may be meant.
bool is_word(const ddl::Token& token, std::string_view word) {
  return token.kind != ddl::TokenKind::string && token.kind != ddl::TokenKind::quoted_word &&
         same_name(token.text, word);
}

class Needs {
 public:
  Needs(const detail::LintStep& step, const detail::Report& report)
      : oldest_(version_of(step.options.oldest_version)), step_(step), report_(report) {}

  void look() const {
    if (!oldest_.empty()) std::visit([this](const auto& op) { look(op); }, step_.operation);
  }

 private:
  void need(std::string_view what, std::string_view since) const {
    if (oldest_ < version_of(since))
      report_("VN101", std::string(what),
              "it needs " + std::string(what) + ", which SQLite has since " + std::string(since) +
                  "; the project ships to " + step_.options.oldest_version);
  }

  void text(const std::string& sql) const {
    const ddl::Tokens tokens = ddl::tokenize(sql);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      for (const Feature& feature : words)
        if (is_word(tokens[i], feature.word) &&
            (feature.next.empty() || is_word(tokens[i + 1], feature.next)))
          need(feature.what, feature.since);
      for (const Feature& feature : functions)
        if (is_word(tokens[i], feature.word) && tokens[i + 1].is("("))
          need(feature.what, feature.since);
    }
    update_from(tokens);
    strict(tokens);
  }

  // A FROM that belongs to no query and no function: UPDATE t SET ... FROM.
  void update_from(const ddl::Tokens& tokens) const {
    if (!tokens[0].is("UPDATE")) return;
    int depth = 0;
    for (const ddl::Token& token : tokens) {
      if (token.is("(")) ++depth;
      if (token.is(")")) --depth;
      if (depth == 0 && token.is("FROM")) return need("UPDATE FROM", "3.33");
    }
  }

  void strict(const ddl::Tokens& tokens) const {
    if (!tokens[0].is("CREATE")) return;
    for (std::size_t i = 1; i < tokens.size(); ++i)
      if (is_word(tokens[i], "STRICT") && (tokens[i - 1].is(")") || tokens[i - 1].is(",")))
        return need("STRICT", "3.37");
  }

  void column(const schema::Column& column) const {
    if (column.generated) {
      need("generated columns", "3.31");
      text(column.generated->expression);
    }
    if (column.server_default) text(*column.server_default);
  }

  void look(const CreateTable& op) const {
    if (op.table.options.strict) need("STRICT", "3.37");
    for (const schema::Column& each : op.table.columns) column(each);
    for (const schema::Check& check : op.table.checks) text(check.expression);
  }
  void look(const AlterTableOptions& op) const {
    if (op.after.strict) need("STRICT", "3.37");
  }
  void look(const AddColumn& op) const {
    column(op.column);
    text(op.fill);
  }
  void look(const DropColumn&) const { need("DROP COLUMN", "3.35"); }
  void look(const AlterColumn& op) const {
    if (op.rename) need("RENAME COLUMN", "3.25");
    column(op.after);
    text(op.fill);
  }
  void look(const AddConstraint& op) const {
    if (const auto* check = std::get_if<schema::Check>(&op.constraint)) text(check->expression);
    text(op.fill);
  }
  void look(const CreateIndex& op) const {
    text(op.index.where);
    for (const schema::IndexedColumn& term : op.index.columns) text(term.expression);
  }
  void look(const CreateView& op) const { text(op.view.sql); }
  void look(const CreateTrigger& op) const { text(op.trigger.sql); }
  void look(const Execute& op) const {
    for (const ddl::ScriptStatement& statement : ddl::split_statements(op.sql))
      text(std::string(statement.text));
  }
  template <class Other>
  void look(const Other&) const {}

  Version oldest_;
  const detail::LintStep& step_;
  const detail::Report& report_;
};

}  // namespace

void lint_version(const detail::LintStep& step, const detail::Report& report) {
  Needs(step, report).look();
}

}  // namespace retort::migrate::sqlite
