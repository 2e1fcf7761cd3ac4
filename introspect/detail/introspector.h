// The seam between introspection and one database. introspect/NAME/ defines
// `schema::Metadata NAME_introspect(engine::Connection&)`; CMake lists what it finds.

#pragma once

#include <string_view>

#include <retort/engine/connection.h>
#include <retort/schema/metadata.h>

namespace retort::introspect::detail {

using Introspector = schema::Metadata (*)(engine::Connection&);

/// The introspector for a dialect's name, or null. Defined in the file that CMake writes.
Introspector find_introspector(std::string_view dialect);

}  // namespace retort::introspect::detail
