// Creating what is missing.

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/orm/create_events.h>
#include <retort/orm/registry.h>

namespace retort::orm {

namespace {

/// Whether there is a view (or table) of that name.
template <class Object>
bool can_be_read(engine::Connection& connection, const Object& object) {
  engine::Savepoint savepoint(connection);
  try {
    const auto name = connection.dialect().quote(object.schema, object.name);
    connection.execute("SELECT 1 FROM " + name + " WHERE 0 = 1");
    return true;
  } catch (const engine::DatabaseError&) {
    return false;
  }
}

/// What the database lacks.
schema::Metadata missing_from(engine::Connection& connection, const schema::Metadata& metadata) {
  const auto& dialect = connection.dialect();
  schema::Metadata missing;
  for (const auto& table : metadata.tables) {
    const auto exists = dialect.table_exists(table.schema);
    if (!connection.scalar(exists, std::vector<engine::Value>{table.name}))
      missing.tables.push_back(table);
  }
  for (const auto& view : metadata.views) {
    if (!can_be_read(connection, view)) missing.views.push_back(view);
  }
  for (const auto& table : metadata.virtual_tables) {
    if (!can_be_read(connection, table)) missing.virtual_tables.push_back(table);
  }
  // A trigger comes with what it hangs on.
  for (const auto& trigger : metadata.triggers) {
    if (missing.find_table(trigger.table, trigger.schema) ||
        missing.find_view(trigger.table, trigger.schema))
      missing.triggers.push_back(trigger);
  }
  return missing;
}

void create(engine::Connection& connection, const schema::Metadata& metadata) {
  for (const auto& statement : engine::create_all(connection.dialect(), metadata))
    connection.execute(statement);
}

/// Table by table, and what is none at the end.
void create(engine::Connection& connection, const schema::Metadata& missing,
            const CreateEvents& events) {
  if (events.before_create) events.before_create(connection, missing);
  for (const auto* table : schema::sorted_tables(missing)) {
    if (events.before_create_table) events.before_create_table(connection, *table);
    schema::Metadata one;
    one.tables.push_back(*table);
    create(connection, one);
    if (events.after_create_table) events.after_create_table(connection, *table);
  }
  auto others = missing;
  others.tables.clear();
  create(connection, others);
  if (events.after_create) events.after_create(connection, missing);
}

bool is_empty(const schema::Metadata& metadata) {
  return metadata.tables.empty() && metadata.views.empty() && metadata.virtual_tables.empty() &&
         metadata.triggers.empty();
}

}  // namespace

void create_all(engine::Engine& engine, const schema::Metadata& metadata,
                const CreateEvents& events) {
  auto connection = engine.connect();
  engine::Transaction transaction(connection);
  const auto missing = missing_from(connection, metadata);
  if (!is_empty(missing)) create(connection, missing, events);
  transaction.commit();
}

void create_all(engine::Engine& engine, const CreateEvents& events) {
  create_all(engine, metadata(), events);
}

void create_all(engine::Engine& engine, const schema::Metadata& metadata) {
  create_all(engine, metadata, CreateEvents{});
}

void create_all(engine::Engine& engine) { create_all(engine, metadata()); }

}  // namespace retort::orm
