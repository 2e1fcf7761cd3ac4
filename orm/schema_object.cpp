// The list of declared schema objects.

#include <utility>

#include <retort/orm/schema_object.h>

namespace retort::orm {

namespace {

/// Function-local, so that it is there whichever file's objects register first.
schema::Metadata& objects() {
  static schema::Metadata list;
  return list;
}

}  // namespace

SchemaObject::SchemaObject(schema::Trigger trigger) {
  objects().triggers.push_back(std::move(trigger));
}
SchemaObject::SchemaObject(schema::VirtualTable table) {
  objects().virtual_tables.push_back(std::move(table));
}
SchemaObject::SchemaObject(schema::View view) { objects().views.push_back(std::move(view)); }

const schema::Metadata& detail::schema_objects() { return objects(); }

}  // namespace retort::orm
