// The catalog that a script of DDL makes in an empty database, most of it without running the script.
//
// SQLite walks over its whole schema for each object that is created, which takes longer than everything
// else of a comparison. What another database has in the same words has been taken by SQLite before;
// the rest is created in small lots, each in a transaction that is rolled back.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/introspect/sqlite/catalog.h>

namespace retort::introspect::sqlite {

/// As read_catalog() would read it, and so in the order of the script. `scratch` is an empty database and is
/// one afterwards; what `beside` has is taken as it stands there. Nothing where only running the whole
/// script tells, or SQLite refuses a part of it.
std::optional<std::vector<CatalogEntry>> expected_catalog(engine::Connection& scratch,
                                                          std::string_view script,
                                                          engine::Connection* beside);

}  // namespace retort::introspect::sqlite
