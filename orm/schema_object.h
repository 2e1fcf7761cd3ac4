// Parts of a schema that are no models: triggers, virtual tables, views that no program reads.
//
//   inline const SchemaObject album_added{schema::Trigger{
//       .name = "album_added",
//       .table = "albums",
//       .sql = "CREATE TRIGGER album_added AFTER INSERT ON albums BEGIN ... END"}};
//
// The object registers itself before main(), as a model does, and is then part of metadata(): what
// create_all makes, and what `migrate` compares with the database. metadata<Models...>() has the named
// models only. The columns of a virtual table are named by a shape<> (model.h), for queries.
//
// It holds nothing itself; the text is kept until the program ends. Not for several threads: objects
// are declared as variables of a namespace.

#pragma once

#include <retort/schema/metadata.h>

namespace retort::orm {

class SchemaObject {
 public:
  explicit SchemaObject(schema::Trigger trigger);
  explicit SchemaObject(schema::VirtualTable table);
  explicit SchemaObject(schema::View view);
};

namespace detail {

/// All that were declared, in their order.
const schema::Metadata& schema_objects();

}  // namespace detail

}  // namespace retort::orm
