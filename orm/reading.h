// The two readings of a model (docs/architecture.md).
//
// A model is a template over its reading. Read as Values it is an aggregate of plain members, an
// entity; read as Expressions it is the table in a query: the same names, each of them an SQL
// expression.

#pragma once

namespace retort::orm {

/// The reading whose members are values: `Entity<ArtistModel>` is `ArtistModel<Values>`.
struct Values;

/// The reading whose members are expressions: the type of `table<ArtistModel>`.
template <template <class> class Model>
struct Expressions;

/// A row of a model as a plain C++ object.
template <template <class> class Model>
using Entity = Model<Values>;

}  // namespace retort::orm
