// The statements of a script.
//
//   for (const ddl::ScriptStatement& statement : ddl::split_statements(script))
//     connection.execute(statement.text);
//
// Semicolons inside quotes, comments and the bodies of triggers do not count. Any text can be
// split: what is wrong with a statement is told by whoever reads it.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace retort::engine::sqlite::ddl {

struct ScriptStatement {
  /// From its first word up to and without its semicolon; a part of the script.
  std::string_view text;
  /// Where it begins in the script, from 1.
  std::size_t line = 1;
};

std::vector<ScriptStatement> split_statements(std::string_view script);

}  // namespace retort::engine::sqlite::ddl
