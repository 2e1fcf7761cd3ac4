// A database in memory for one test, made by a script.

#pragma once

#include <string>
#include <string_view>

#include <retort/engine/engine.h>
#include <retort/introspect/introspect.h>

namespace retort {

/// An empty database that nobody else sees.
inline engine::Connection empty_database() { return engine::Engine("sqlite://").scratch(); }

/// The schema that a script makes.
inline schema::Metadata schema_of(std::string_view ddl) {
  engine::Connection connection = empty_database();
  connection.execute_script(ddl);
  return introspect::introspect(connection);
}

/// The only table of the schema that a script makes.
inline schema::Table table_of(std::string_view ddl) { return schema_of(ddl).tables.at(0); }

}  // namespace retort
