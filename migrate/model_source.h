// migrate::load_models: the declared schema, from wherever a project keeps it.
//
//   schema.toml                 a schema in TOML (schema/toml.h)
//   schema.sql                  a script of DDL
//   libmodels.so                a shared library that exports `const char* retort_models()`, which
//                               returns the TOML text
//   command: ./app --models     a command, run by the shell, that prints the TOML text
//   sqlite:///other.db          another database
//
// The result is in normal form (introspect::normalise): it has been built in a scratch database of
// the engine's kind and read back, so that it can be compared with a live one. Its hints (renamed_from,
// fill) are kept.
//
// A library is opened in a process of its own: one that crashes or exits is a message, not the end of
// the program. Relative paths start at `folder`, the file of a database among them, and commands run
// there. A library or command that gives no text is refused.
//
// Models may lie in several databases (schema::Table::schema), and a migration is of one: `schema_name`
// says which of them are taken, and none takes those of the main one. Where there are models and none of
// them lies there, that is refused: it would drop all tables. Databases and scripts of DDL name no
// schema, and are taken as they are.
//
// A database that has the models' schema already, or most of it, may be given as `beside`: what it has in
// the same words costs little. It makes no difference to the result.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/schema/metadata.h>
#include <retort/schema/naming.h>

namespace retort::migrate {

/// Throws MigrateError that names the source and says what is wrong with it. A database that is the
/// source may be migrated itself: the tables named by `bookkeeping` are no part of its models. What has
/// no name is named by the `convention`.
schema::Metadata load_models(std::string_view source, const std::filesystem::path& folder,
                             const engine::Engine& engine,
                             const std::vector<std::string>& bookkeeping = {},
                             const schema::NamingConvention& convention = {},
                             engine::Connection* beside = nullptr,
                             std::string_view schema_name = {});

/// Models that the program itself holds, in normal form. Throws MigrateError that names the `source`.
schema::Metadata normal_form(const schema::Metadata& models, const engine::Engine& engine,
                             const schema::NamingConvention& convention = {},
                             std::string_view source = "of the program",
                             engine::Connection* beside = nullptr,
                             std::string_view schema_name = {});

}  // namespace retort::migrate
