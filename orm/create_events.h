// CreateEvents: what create_all() tells of the tables that it creates.
//
//   create_all(engine, CreateEvents{.after_create = [](engine::Connection& connection,
//                                                      const schema::Metadata& created) {
//     if (!created.find_table("countries")) return;
//     Session session(connection);
//     session.add(Country{.name = "Chile"});
//     session.commit();
//   }});
//
// They are called in create_all's transaction, in which the connection is: a Session on it joins that, its
// commit() keeps the rows, and what a function throws leaves the database as it was. Tables that are there
// already are not told of. A trigger or view that belongs to the schema is a SchemaObject
// (schema_object.h), which migrations know too; what only these functions do they do not see.

#pragma once

#include <retort/orm/listener.h>

namespace retort::engine {
class Connection;
}

namespace retort::schema {
struct Metadata;
struct Table;
}  // namespace retort::schema

namespace retort::orm {

struct CreateEvents {
  using OfSchema = Listener<engine::Connection&, const schema::Metadata&>;
  using OfTable = Listener<engine::Connection&, const schema::Table&>;

  /// All that was missing, before the first and after the last of it; not called where nothing was.
  OfSchema before_create{};
  OfSchema after_create{};
  /// Each table, with its indexes, parents first. Its triggers come after all tables.
  OfTable before_create_table{};
  OfTable after_create_table{};
};

}  // namespace retort::orm
