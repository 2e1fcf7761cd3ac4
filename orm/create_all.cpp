// Creating what is missing.

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/orm/registry.h>

namespace retort::orm {

namespace {

/// Whether there is a view (or table) of that name.
bool can_be_read(engine::Connection& connection, const std::string& name) {
  engine::Savepoint savepoint(connection);
  try {
    connection.execute("SELECT 1 FROM " + connection.dialect().quote(name) + " WHERE 0 = 1");
    return true;
  } catch (const engine::DatabaseError&) {
    return false;
  }
}

}  // namespace

void create_all(engine::Engine& engine, const schema::Metadata& metadata) {
  auto connection = engine.connect();
  engine::Transaction transaction(connection);
  const auto exists = engine.dialect().table_exists();
  schema::Metadata missing;
  for (const auto& table : metadata.tables) {
    if (!connection.scalar(exists, std::vector<engine::Value>{table.name}))
      missing.tables.push_back(table);
  }
  for (const auto& view : metadata.views) {
    if (!can_be_read(connection, view.name)) missing.views.push_back(view);
  }
  for (const auto& table : metadata.virtual_tables) {
    if (!can_be_read(connection, table.name)) missing.virtual_tables.push_back(table);
  }
  // A trigger comes with what it hangs on.
  for (const auto& trigger : metadata.triggers) {
    if (missing.find_table(trigger.table) || missing.find_view(trigger.table))
      missing.triggers.push_back(trigger);
  }
  for (const auto& statement : engine::create_all(engine.dialect(), missing))
    connection.execute(statement);
  transaction.commit();
}

void create_all(engine::Engine& engine) { create_all(engine, metadata()); }

}  // namespace retort::orm
