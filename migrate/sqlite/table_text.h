// The stored text of a table, changed.
//
//   CREATE TABLE t (          CREATE TABLE _new (
//     a INT, -- the first       a TEXT, -- the first
//     b                         b
//   )                         )
//
// Formatting and comments are a person's own and survive a migration.

#pragma once

#include <optional>
#include <string>

#include <retort/engine/dialect.h>
#include <retort/schema/table.h>

namespace retort::migrate::sqlite {

/// `before.sql` with as few changes as make it say what `after` does, and with another name. It has
/// been read again: where it does not say just that, nothing, as where an edit cannot do it.
std::optional<std::string> changed_text(const schema::Table& before, const schema::Table& after,
                                        const std::string& new_name,
                                        const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
