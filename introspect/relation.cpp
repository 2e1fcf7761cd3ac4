#include <retort/introspect/relation.h>

#include <retort/engine/dialect.h>
#include <retort/introspect/detail/introspector.h>
#include <retort/schema/error.h>

namespace retort::introspect {

Relation read_relation(engine::Connection& connection, std::string_view name) {
  const std::string_view database = connection.dialect().name();
  if (const detail::RelationReader reader = detail::find_relation_reader(database))
    return reader(connection, name);
  throw Error("the rows of a database of kind " + std::string(database) + " cannot be read");
}

}  // namespace retort::introspect
