// The two readings of a model (docs/architecture.md).
//
//   using Artist = Entity<ArtistModel>;                  // read as values:      artist.year is an int
//   inline constexpr auto artists = table<ArtistModel>;  // read as expressions: artists.year > 1980
//
// A model is a template over its reading. Read as Values it is an aggregate of plain members, an
// entity; read as Expressions it is the table in a query: the same names, each of them an SQL
// expression.

#pragma once

#include <retort/orm/fixed_string.h>

namespace retort::orm {

/// The reading whose members are values: `Entity<ArtistModel>` is `ArtistModel<Values>`.
struct Values;

/// The reading whose members are expressions: the type of `table<ArtistModel>`.
template <template <class> class Model>
struct Expressions;

/// The reading whose members are expressions about an alias of the table.
template <template <class> class Model, FixedString Alias>
struct Aliased;

/// A row of a model as a plain C++ object.
template <template <class> class Model>
using Entity = Model<Values>;

}  // namespace retort::orm
