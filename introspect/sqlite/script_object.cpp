#include <retort/introspect/sqlite/script_object.h>

#include <algorithm>
#include <array>
#include <string>
#include <variant>

#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/schema/name.h>

namespace retort::introspect::sqlite {

namespace ddl = engine::sqlite::ddl;

namespace {

// Of every SQLite, whatever it was compiled with.
constexpr std::array<std::string_view, 20> functions = {
    "abs",       "coalesce", "date",  "datetime", "hex",   "ifnull", "instr",
    "julianday", "length",   "lower", "like",     "ltrim", "max",    "min",
    "nullif",    "quote",    "round", "rtrim",    "trim",  "upper"};
// What a parenthesis follows in an expression, beside functions.
constexpr std::array<std::string_view, 14> words = {"AND",  "BETWEEN", "CASE", "CAST", "CHECK",
                                                    "ELSE", "IN",      "IS",   "LIKE", "NOT",
                                                    "OR",   "THEN",    "WHEN", "AS"};

constexpr std::array<std::string_view, 3> collations = {"BINARY", "NOCASE", "RTRIM"};

template <class Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::ranges::any_of(names,
                             [&](std::string_view each) { return schema::same_name(each, name); });
}

// What a stored statement may have and a new one may not.
class Care {
 public:
  Care(const ddl::Tokens& tokens, ScriptObject& object) : tokens_(tokens), object_(object) {}

  void look_at(const ddl::CreateTable& table) {
    for (const ddl::ColumnDefinition& column : table.columns) {
      object_.columns.push_back(column.name.value);
      for (const ddl::ColumnConstraint& one : column.constraints)
        std::visit([&](const auto& clause) { in(clause); }, one.clause);
    }
    for (const ddl::TableConstraint& one : table.constraints)
      std::visit([&](const auto& clause) { in(clause); }, one.clause);
  }
  void look_at(const ddl::CreateIndex& index) {
    in(index.terms);
    in(index.where);
  }
  // Of views and triggers nothing is looked up before they are used.
  void look_at(const ddl::CreateView&) {}
  void look_at(const ddl::CreateTrigger&) {}
  void look_at(const ddl::CreateVirtualTable&) { object_.needs_run = true; }

  // A variable is NULL in a stored statement.
  void look_at_tokens() {
    if (std::ranges::find(tokens_, ddl::TokenKind::variable, &ddl::Token::kind) != tokens_.end())
      object_.needs_run = true;
  }

 private:
  void in(const ddl::Collate& clause) { in_collation(clause.collation); }
  void in(const ddl::Default& clause) { in(clause.value); }
  void in(const ddl::Check& clause) { in(clause.expression); }
  void in(const ddl::Generated& clause) { in(clause.expression); }
  void in(const ddl::TablePrimaryKey& clause) { in(clause.terms); }
  void in(const ddl::TableUnique& clause) { in(clause.terms); }
  void in(const ddl::TableForeignKey& clause) { in(clause.references); }
  // In a stored statement its columns may have COLLATE, ASC and DESC.
  void in(const ddl::References& clause) {
    for (const ddl::Name& column : clause.columns) {
      const ddl::Token& next = tokens_[column.range.last];
      if (!next.is(",") && !next.is(")")) object_.needs_run = true;
    }
  }
  template <class Other>
  void in(const Other&) {}

  void in(const std::vector<ddl::IndexedTerm>& terms) {
    for (const ddl::IndexedTerm& term : terms) {
      in_collation(term.collation);
      in(term.expression);
    }
  }

  void in(ddl::TokenRange expression) {
    for (std::size_t i = expression.first; i < expression.last; ++i) {
      const ddl::Token& token = tokens_[i];
      if (token.text.starts_with('"')) object_.quoted.push_back(ddl::unquoted(token.text));
      const bool is_called = i + 1 < expression.last && tokens_[i + 1].is("(") &&
                             token.kind != ddl::TokenKind::punctuation;
      if (token.is("COLLATE") ||
          (is_called && !is_one_of(words, token.text) && !is_one_of(functions, token.text)))
        object_.needs_run = true;
    }
  }

  void in_collation(const ddl::Name& name) {
    if (!name.empty() && !is_one_of(collations, name.value)) object_.needs_run = true;
  }

  const ddl::Tokens& tokens_;
  ScriptObject& object_;
};

std::string_view type_of(const ddl::CreateTable&) { return "table"; }
std::string_view type_of(const ddl::CreateVirtualTable&) { return "table"; }
std::string_view type_of(const ddl::CreateIndex&) { return "index"; }
std::string_view type_of(const ddl::CreateView&) { return "view"; }
std::string_view type_of(const ddl::CreateTrigger&) { return "trigger"; }

std::string_view head_of(const ddl::CreateTable&) { return "CREATE TABLE "; }
std::string_view head_of(const ddl::CreateVirtualTable&) { return "CREATE VIRTUAL TABLE "; }
std::string_view head_of(const ddl::CreateIndex& index) {
  return index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
}
std::string_view head_of(const ddl::CreateView&) { return "CREATE VIEW "; }
std::string_view head_of(const ddl::CreateTrigger&) { return "CREATE TRIGGER "; }

std::string owner_of(const ddl::CreateIndex& index) { return index.table.value; }
std::string owner_of(const ddl::CreateTrigger& trigger) { return trigger.table.name.value; }
std::string owner_of(const auto& own) { return own.name.name.value; }

bool is_virtual(const ddl::CreateVirtualTable&) { return true; }
bool is_virtual(const auto&) { return false; }

bool is_plain(const ddl::CreateTable& table) { return !table.temporary && !table.body.empty(); }
bool is_plain(const ddl::CreateView& view) { return !view.temporary; }
bool is_plain(const ddl::CreateTrigger& trigger) {
  return !trigger.temporary && trigger.table.schema.empty();
}
bool is_plain(const auto&) { return true; }

}  // namespace

std::optional<ScriptObject> read_script_object(std::string_view statement) try {
  const ddl::Tokens tokens = ddl::tokenize(statement);
  return std::visit(
      [&](const auto& parsed) -> std::optional<ScriptObject> {
        const ddl::ObjectName& name = parsed.name;
        if (parsed.if_not_exists || !name.schema.empty() || !is_plain(parsed)) return std::nullopt;
        ScriptObject object{.entry = {.type = std::string(type_of(parsed)),
                                      .name = name.name.value,
                                      .table = owner_of(parsed),
                                      .sql = std::string(head_of(parsed))}};
        // From the name on SQLite keeps every byte.
        object.entry.sql += ddl::text_of(tokens, {name.name.range.first, tokens.size() - 1});
        object.is_virtual = is_virtual(parsed);
        Care care(tokens, object);
        care.look_at(parsed);
        care.look_at_tokens();
        return object;
      },
      ddl::parse(tokens));
} catch (const ddl::ParseError&) {
  return std::nullopt;
}

}  // namespace retort::introspect::sqlite
