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

/// To be run inside a transaction: with it they are taken back, and every connection reads its schema
/// again. `free_name` is the name of a view that is made and dropped.
std::vector<Step> write_stored_text(const std::string& table, const std::string& text,
                                    const std::string& free_name, const std::string& reason,
                                    const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
