// The keys of a table, in the order in which its text has them.
//
// SQLite numbers the indexes that it makes for them in that order (sqlite_autoindex_t_1, ...). A text in
// which they stand otherwise would give them each other's pages.

#pragma once

#include <string>
#include <vector>

namespace retort::migrate::sqlite {

/// One text for each PRIMARY KEY and UNIQUE of a CREATE TABLE, without its name. Throws
/// engine::sqlite::ddl::ParseError.
std::vector<std::string> keys_in_order(const std::string& create_table);

}  // namespace retort::migrate::sqlite
