// Column: a member of a model that is a column of its table.
//
//   Column<As, "year", std::optional<int>, validate<year_is_valid>> year{};
//
// The name in the database, the type, and what else there is to say (column_options.h). Read as a
// value it is the type itself (a Defaulted of it when the column has a server default); read as an
// expression it is a column in a query. A member's initialiser is its client-side default:
// `tracks{10}`. std::optional makes the column nullable, and nothing else does.

#pragma once

#include <type_traits>

#include <retort/orm/column_options.h>
#include <retort/orm/defaulted.h>
#include <retort/orm/fixed_string.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/reading.h>

namespace retort::orm {

template <class As, FixedString Name, class T, class... Options>
using Column = typename As::template Column<Name, T, Options...>;

}  // namespace retort::orm
