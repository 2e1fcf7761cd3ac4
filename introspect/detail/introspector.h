// The seam between introspection and one database. introspect/NAME/ defines
// `schema::Metadata NAME_introspect(engine::Connection&, const std::vector<std::string>* tables)`, which
// without `tables` reads all there is, and `Relation NAME_relation(engine::Connection&, std::string_view)`;
// CMake lists what it finds.

#pragma once

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

}  // namespace retort::introspect::detail
