// The list of registered models.

#include <algorithm>
#include <cctype>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/registry.h>
#include <retort/orm/schema_object.h>
#include <retort/schema/naming.h>

namespace retort::orm {

namespace detail {

namespace {

/// Function-local, so that it is there whichever file's models register first.
std::vector<MapperFunction>& models() {
  static std::vector<MapperFunction> list;
  return list;
}

using Mappers = std::vector<const Mapper*>;

void add(const Mapper& mapper, Mappers& list) {
  if (std::ranges::find(list, &mapper) == list.end()) list.push_back(&mapper);
}

/// The list grows while it is walked: what is reached refers to others in its turn.
void add_what_they_refer_to(Mappers& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Mapper& mapper = *list[i];
    if (mapper.base) add(mapper.base(), list);
    for (const auto& key : mapper.foreign_keys) add(key.target(), list);
    for (const auto& relationship : mapper.declared_relationships) add(relationship.target(), list);
  }
}

/// What `more` has and `list` does not.
template <class T>
void add_missing(std::vector<T>& list, const std::vector<T>& more) {
  for (const auto& each : more) {
    if (std::ranges::find(list, each) == list.end()) list.push_back(each);
  }
}

/// The columns and constraints of a derived model in the table of its base.
void add_to_base(const Mapper& mapper, schema::Table& table) {
  for (auto column : mapper.table.columns) {
    if (table.find_column(column.name)) continue;
    // The rows of other models have no value in it.
    column.nullable = true;
    table.columns.push_back(std::move(column));
  }
  add_missing(table.uniques, mapper.table.uniques);
  add_missing(table.checks, mapper.table.checks);
  add_missing(table.foreign_keys, mapper.table.foreign_keys);
  add_missing(table.indexes, mapper.table.indexes);
}

/// What refers to a table of another database is no constraint.
void remove_keys_that_leave(const Mapper& mapper, schema::Metadata& metadata) {
  mapper.check_keys();
  for (const auto& key : mapper.foreign_keys) {
    if (!mapper.leaves_schema(key)) continue;
    // A view has none to begin with.
    if (auto* table = metadata.find_table(mapper.table_owner().name, mapper.schema))
      std::erase(table->foreign_keys, key.declared);
  }
}

/// Bases come before what adds to them.
void add_after_base(const Mapper& mapper, Mappers& list) {
  if (mapper.base) add_after_base(mapper.base(), list);
  add(mapper, list);
}

/// The name is written as people write it, where it needs no quotes.
std::string view_text(const Mapper& mapper) {
  if (mapper.view_sql.starts_with("CREATE ")) return std::string(mapper.view_sql);
  const auto plain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  std::string name(mapper.name);
  if (!std::ranges::all_of(name, plain)) name = '"' + name + '"';
  return "CREATE VIEW " + name + " AS " + std::string(mapper.view_sql);
}

}  // namespace

bool register_model(MapperFunction mapper) {
  models().push_back(mapper);
  return true;
}

std::vector<const Mapper*> registered_mappers() {
  Mappers mappers;
  for (const auto& mapper : models()) add(mapper(), mappers);
  return mappers;
}

schema::Metadata metadata_of(const std::vector<MapperFunction>& models) {
  Mappers reached;
  for (const auto& mapper : models) add(mapper(), reached);
  add_what_they_refer_to(reached);
  Mappers mappers;
  for (const auto* mapper : reached) add_after_base(*mapper, mappers);
  schema::Metadata metadata;
  for (const auto* mapper : mappers) {
    if (&mapper->table_owner() != mapper) {
      add_to_base(*mapper, *metadata.find_table(mapper->name, mapper->schema));
    } else if (mapper->view_sql.empty()) {
      metadata.tables.push_back(mapper->table);
    } else {
      metadata.views.push_back(
          {std::string(mapper->name), view_text(*mapper), std::string(mapper->schema)});
    }
    remove_keys_that_leave(*mapper, metadata);
  }
  return metadata;
}

}  // namespace detail

schema::Metadata metadata() {
  auto metadata = detail::metadata_of(detail::models());
  const auto& objects = detail::schema_objects();
  detail::add_missing(metadata.views, objects.views);
  detail::add_missing(metadata.triggers, objects.triggers);
  detail::add_missing(metadata.virtual_tables, objects.virtual_tables);
  return metadata;
}

schema::Metadata metadata(const schema::NamingConvention& convention) {
  auto metadata = orm::metadata();
  schema::apply(convention, metadata);
  return metadata;
}

}  // namespace retort::orm
