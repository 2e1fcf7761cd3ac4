// The models of a program, and the schema that they make.
//
//   schema::Metadata all = orm::metadata();                           // every declared model
//   schema::Metadata two = orm::metadata<ArtistModel, AlbumModel>();  // these two
//   orm::create_all(engine);
//
// A model registers itself before main() where table<Model> is named. A model brings along what it refers to,
// by a foreign key or a relationship, so that no table of the schema is forgotten because the program names only
// the others. Registered models come in the order of their declaration; where several files declare models, the
// files come in the order in which the linker was given them; what is brought along comes last. Name the models
// where that is not enough. Who looks at what metadata() returns includes schema/metadata.h, which not every
// file with a model has to compile.

#pragma once

#include <vector>

#include <retort/orm/mapping/declared.h>

namespace retort::engine {
class Engine;
}

namespace retort::schema {
struct Metadata;
struct NamingConvention;
}  // namespace retort::schema

namespace retort::orm {

struct CreateEvents;

namespace detail {

/// Returns true, to be the initialiser of a variable.
bool register_model(MapperFunction mapper);

template <template <class> class Model>
consteval bool may_be_registered() {
  static_assert(
      has_primary_key<Model>() || is_view<Model> || says_no_primary_key<Model>(),
      "retort: the model has no primary key; give a column the option primary_key, or the "
      "constraints no_primary_key{}");
  return true;
}

template <template <class> class Model>
inline const bool registered = may_be_registered<Model>() && register_model(&mapper<Model>);

/// Those that are registered, in their order.
std::vector<const Mapper*> registered_mappers();

schema::Metadata metadata_of(const std::vector<MapperFunction>& models);

}  // namespace detail

schema::Metadata metadata();
/// With names for the constraints and indexes that have none (schema/naming.h).
schema::Metadata metadata(const schema::NamingConvention& convention);

template <template <class> class... Models>
auto metadata() {
  return detail::metadata_of({&detail::mapper<Models>...});
}

/// Creates the tables that the database lacks, parents first, in one transaction; those that are
/// there are left as they are. To bring a database up to date is what migrations are for.
void create_all(engine::Engine& engine, const schema::Metadata& metadata);
void create_all(engine::Engine& engine);
/// The same, and tells of it (create_events.h).
void create_all(engine::Engine& engine, const schema::Metadata& metadata,
                const CreateEvents& events);
void create_all(engine::Engine& engine, const CreateEvents& events);

}  // namespace retort::orm
