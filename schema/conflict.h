// SQLite's ON CONFLICT clause of a constraint (https://sqlite.org/lang_conflict.html).
//
//   Unique unique{.columns = {{.column = "name"}}, .conflict = Conflict::ignore};
//   keyword(Conflict::ignore)   // IGNORE

#pragma once

#include <string_view>

namespace retort::schema {

enum class Conflict { abort, rollback, fail, ignore, replace };

/// The SQL keyword: "ABORT", "ROLLBACK", ...
std::string_view keyword(Conflict conflict);

}  // namespace retort::schema
