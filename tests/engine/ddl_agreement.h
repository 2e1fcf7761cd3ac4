// Whether the parser and SQLite agree on a text: what SQLite takes the parser takes, and gives back byte
// for byte; what the parser takes is no syntax error to SQLite, but for what the parser does not look at
// (the inside of expressions, queries and trigger bodies).

#pragma once

#include <string>
#include <variant>

#include <retort/engine/sqlite/ddl/text_edit.h>

#include "engine/ddl_sqlite.h"

namespace retort::engine::sqlite::ddl {

/// A statement with something harmless in the place of all that the parser does not look at.
class Skeleton {
 public:
  Skeleton(const Tokens& tokens, const Statement& statement) : tokens_(tokens), edit_(tokens) {
    std::visit([this](const auto& object) { add(object); }, statement);
  }
  std::string text() const { return edit_.text(); }

 private:
  void replace(TokenRange range, std::string_view text) {
    if (!range.empty()) edit_.replace(range, text);
  }

  void add(const CreateTable& table) {
    replace(table.select, "SELECT 1");
    for (const ColumnDefinition& column : table.columns)
      for (const ColumnConstraint& constraint : column.constraints) {
        if (const auto* check = std::get_if<Check>(&constraint.clause))
          replace(check->expression, "1");
        if (const auto* generated = std::get_if<Generated>(&constraint.clause))
          replace(generated->expression, "1");
        if (const auto* value = std::get_if<Default>(&constraint.clause))
          if (tokens_[value->value.first].is("(")) replace(value->value, "(1)");
      }
    for (const TableConstraint& constraint : table.constraints) {
      if (const auto* check = std::get_if<Check>(&constraint.clause))
        replace(check->expression, "1");
      if (const auto* key = std::get_if<TablePrimaryKey>(&constraint.clause)) add(key->terms);
      if (const auto* unique = std::get_if<TableUnique>(&constraint.clause)) add(unique->terms);
    }
  }
  void add(const std::vector<IndexedTerm>& terms) {
    for (const IndexedTerm& term : terms)
      if (term.column.empty()) replace(term.expression, "1");
  }
  void add(const CreateIndex& index) {
    add(index.terms);
    replace(index.where, "1");
  }
  void add(const CreateView& view) { replace(view.select, "SELECT 1"); }
  void add(const CreateTrigger& trigger) { replace(trigger.action, "BEGIN SELECT 1; END"); }
  void add(const CreateVirtualTable&) {}

  const Tokens& tokens_;
  TextEdit edit_;
};

inline bool is_syntax_error(const std::string& message) {
  // Old schemas have ASC and COLLATE in the lists of foreign keys; SQLite reads them and makes none.
  if (message.starts_with("syntax error after column name")) return false;
  return message.find("syntax error") != std::string::npos || message == "incomplete input" ||
         message.starts_with("unrecognized token");
}

/// What they do not agree on; empty where they do. Only CREATE statements are the parser's.
inline std::string disagreement(const Judge& judge, const std::string& sql) {
  const Tokens tokens = tokenize(sql);
  if (print(tokens) != sql) return "it is not given back byte for byte";
  if (!tokens[0].is("CREATE")) return "";
  const std::string refusal = complaint(sql);
  if (judge.accepts(sql))
    return refusal.empty() ? "" : "SQLite takes it, the parser says: " + refusal;
  if (!refusal.empty()) return "";
  const std::string skeleton = Skeleton(tokens, parse(tokens)).text();
  if (judge.accepts(skeleton) || !is_syntax_error(judge.error())) return "";
  return "the parser takes it, SQLite says of " + skeleton + ": " + judge.error();
}

}  // namespace retort::engine::sqlite::ddl
