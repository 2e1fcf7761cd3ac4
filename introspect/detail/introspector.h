// The seam between introspection and one database. introspect/NAME/ defines
// `schema::Metadata NAME_introspect(engine::Connection&, const std::vector<std::string>* tables)`, which
// without `tables` reads all there is, `Relation NAME_relation(engine::Connection&, std::string_view)` and
// `std::optional<schema::Metadata> NAME_expectation(engine::Connection&, std::string_view, engine::Connection*)`;
// CMake lists what it finds.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/introspect/relation.h>
#include <retort/schema/metadata.h>

namespace retort::introspect::detail {

using Introspector = schema::Metadata (*)(engine::Connection&,
                                          const std::vector<std::string>* tables);

/// The introspector for a dialect's name, or null. Defined in the file that CMake writes.
Introspector find_introspector(std::string_view dialect);

using RelationReader = Relation (*)(engine::Connection&, std::string_view name);
RelationReader find_relation_reader(std::string_view dialect);

/// What a script of DDL builds in an empty database, where that can be told without running all of it;
/// `scratch` is empty before and after. `beside`, which may be null, has been built of the same statements
/// for the most part.
using Expectation = std::optional<schema::Metadata> (*)(engine::Connection& scratch,
                                                        std::string_view script,
                                                        engine::Connection* beside);
Expectation find_expectation(std::string_view dialect);

}  // namespace retort::introspect::detail
