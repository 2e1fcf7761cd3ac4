// migrate::model_header: a schema as a C++ header of models, for a database that is there already.
//
//   auto connection = engine.connect();
//   const migrate::HeaderSource source = migrate::read_header_source(connection);
//   const migrate::ModelHeader header = migrate::model_header(source, engine.dialect());
//   std::cout << header.text;
//
// The header compiles, and the schema that its models make is that of the database: `migrate check`
// finds no difference. What a model cannot say is named in `unsaid`, and in a comment of the header at its
// place. The text depends on nothing but the source and the options.
//
// Reading the source runs SQL on the connection and changes nothing; rows are looked at once, for what
// the columns hold (introspect/relation.h). Writing runs no SQL and needs no database. Both throw
// retort::Error.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/introspect/relation.h>
#include <retort/migrate/filter.h>
#include <retort/schema/metadata.h>

namespace retort::migrate {

struct HeaderSource {
  /// In normal form (introspect::normalise).
  schema::Metadata metadata{};
  /// Of the tables, views and virtual tables that can be read.
  std::vector<introspect::Relation> relations{};
  /// Why the others cannot.
  std::vector<std::string> unreadable{};
};

/// All that the filter looks at, without the tables named in `bookkeeping`.
HeaderSource read_header_source(engine::Connection& connection, const Filter& filter = {},
                                const std::vector<std::string>& bookkeeping = {});

/// The same of whatever `migrate` takes for models (model_source.h), built in a scratch database of the
/// engine's kind, so that there are no rows to look at; of a database's URL with its rows. Throws
/// MigrateError that names the source.
HeaderSource read_header_source(std::string_view source, const std::filesystem::path& folder,
                                const engine::Engine& engine, const Filter& filter = {},
                                const std::vector<std::string>& bookkeeping = {});

struct HeaderOptions {
  std::string name_space = "models";
  /// BelongsTo, HasMany, HasOne and ManyToMany from the foreign keys.
  bool relationships = true;
  /// Comments on top, a line each: where it comes from.
  std::vector<std::string> origin{};
};

struct ModelHeader {
  std::string text{};
  /// What the models do not say of the schema, a sentence each.
  std::vector<std::string> unsaid{};
};

ModelHeader model_header(const HeaderSource& source, const engine::Dialect& dialect,
                         const HeaderOptions& options = {});

}  // namespace retort::migrate
