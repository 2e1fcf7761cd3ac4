// The part of a database that a header is about.

#include <algorithm>

#include <retort/engine/error.h>
#include <retort/engine/relative_url.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/set_aside.h>
#include <retort/migrate/model_header.h>
#include <retort/migrate/model_source.h>
#include <retort/schema/name.h>

namespace retort::migrate {

HeaderSource read_header_source(engine::Connection& connection, const Filter& filter,
                                const std::vector<std::string>& bookkeeping) {
  HeaderSource source{.metadata = introspect::introspect(connection)};
  std::erase_if(source.metadata.tables, [&](const schema::Table& table) {
    return std::ranges::any_of(
        bookkeeping, [&](const std::string& name) { return schema::same_name(name, table.name); });
  });
  detail::leave_out(filter, connection.dialect().default_schema(), source.metadata);
  const auto read = [&](const std::string& name) {
    try {
      source.relations.push_back(introspect::read_relation(connection, name));
    } catch (const engine::DatabaseError& error) {
      source.unreadable.push_back(name +
                                  " has no model, since it cannot be read: " + error.message());
    }
  };
  for (const schema::Table& table : source.metadata.tables)
    source.relations.push_back(introspect::read_relation(connection, table.name));
  for (const schema::View& view : source.metadata.views) read(view.name);
  for (const schema::VirtualTable& table : source.metadata.virtual_tables) read(table.name);
  return source;
}

HeaderSource read_header_source(std::string_view source, const std::filesystem::path& folder,
                                const engine::Engine& engine, const Filter& filter,
                                const std::vector<std::string>& bookkeeping) {
  if (source.find("://") != source.npos && !source.starts_with("command:")) {
    engine::Engine other(engine::relative_to(engine::Url::parse(source), folder),
                         {.read_only = true, .create = false});
    engine::Connection connection = other.connect();
    return read_header_source(connection, filter, bookkeeping);
  }
  const schema::Metadata metadata = load_models(source, folder, engine, bookkeeping);
  engine::Connection scratch = engine.scratch();
  introspect::normalise(scratch, metadata);
  return read_header_source(scratch, filter, bookkeeping);
}

}  // namespace retort::migrate
