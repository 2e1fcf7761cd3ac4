// Writing the text of a table where SQLite keeps it.
//
// The rows on disk stay as they are, so it is for changes that mean the same to them
// (https://sqlite.org/lang_altertable.html#otheralter says which). A text that SQLite cannot read makes
// the whole file unreadable: it has to have been parsed before.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::sqlite {

/// An UPDATE of the text of a table.
std::string update_of_text(const std::string& table, const std::string& text,
                           const engine::Dialect& dialect);

/// Runs updates of SQLite's own record, inside a transaction: with it they are taken back, and every
/// connection reads its schema again. `free_name` is the name of a view that is made and dropped.
std::vector<Step> write_schema(const std::vector<std::string>& updates,
                               const std::string& free_name, const std::string& reason,
                               const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
