// schema::Metadata: a whole schema as a value. Models, histories and databases all become one, and
// everything that compares schemas compares two of these.
//
//   schema::Metadata metadata;
//   metadata.tables.push_back({.name = "artists", .columns = {{.name = "id", .type =
//   {"INTEGER"}}}});
//
// It owns all that it holds, runs no SQL and may be copied between threads like any value.

#pragma once

#include <string_view>
#include <vector>

#include <retort/schema/stored_object.h>
#include <retort/schema/table.h>

namespace retort::schema {

struct Metadata {
  /// In the order of declaration, or of creation where they were read from a database.
  std::vector<Table> tables{};
  std::vector<View> views{};
  std::vector<Trigger> triggers{};
  std::vector<VirtualTable> virtual_tables{};

  /// The object of that name (ASCII case ignored) in that schema, or null; valid until the list
  /// changes. The empty schema is the main one.
  const Table* find_table(std::string_view name, std::string_view schema = {}) const;
  Table* find_table(std::string_view name, std::string_view schema = {});
  const View* find_view(std::string_view name, std::string_view schema = {}) const;
  const Trigger* find_trigger(std::string_view name) const;
  const VirtualTable* find_virtual_table(std::string_view name) const;

  bool operator==(const Metadata&) const;
};

/// What lies in one of the schemas, as the schema of a database of its own: nothing in it names a
/// schema any more. Indexes without a name are given theirs, which says the schema that they came from.
Metadata in_schema(const Metadata& metadata, std::string_view schema);

/// The tables with every table after the ones that its foreign keys refer to; otherwise in the
/// order they came in. Tables in a cycle of foreign keys keep that order among themselves.
std::vector<const Table*> sorted_tables(const Metadata& metadata);

}  // namespace retort::schema
