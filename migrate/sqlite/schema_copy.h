// The schema of one database in another, without its rows: where a plan is worked out.

#pragma once

#include <string_view>

#include <retort/engine/connection.h>

namespace retort::migrate::sqlite {

/// Every object with its own text. `to` is empty. What it cannot have, for want of a module, function
/// or collation that only the program of `from` has, is left out.
void copy_schema(engine::Connection& from, engine::Connection& to);

/// Whether a statement can change rows only, and no schema.
bool is_about_rows(std::string_view sql);

}  // namespace retort::migrate::sqlite
