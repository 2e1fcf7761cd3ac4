// ddl::parse: the text of a CREATE statement, as a tree.
//
//   ddl::Tokens tokens = ddl::tokenize("CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT)");
//   auto table = ddl::parse_as<ddl::CreateTable>(tokens);
//   table.columns[1].name.value                     // name
//   ddl::text_of(tokens, table.columns[1].range)    // name TEXT
//
// It takes whatever SQLite takes, and a little more: what is inside expressions, SELECT and trigger
// bodies has to have its parentheses in pairs, and is not looked at. Throws ParseError.

#pragma once

#include <utility>
#include <variant>

#include <retort/engine/sqlite/ddl/ast.h>
#include <retort/engine/sqlite/ddl/parse_error.h>
#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {

/// The one statement of the tokens; a semicolon may follow it.
Statement parse(const Tokens& tokens);

/// The same, where it is known what the statement creates.
template <class Object>
Object parse_as(const Tokens& tokens) {
  Statement statement = parse(tokens);
  if (Object* object = std::get_if<Object>(&statement)) return std::move(*object);
  throw ParseError(tokens, 0, "the statement creates another kind of object");
}

}  // namespace retort::engine::sqlite::ddl
