// A double as SQL text.
//
// SQLite reads decimals with extended precision and then rounds again: of the shortest texts, about
// one in 3000 comes back with another last bit. Such a value is written as a product of numbers
// that are read exactly.

#pragma once

#include <string>

namespace retort::engine::sqlite {

/// An expression whose value in SQLite is exactly this one. NaN is NULL, as SQLite has none.
std::string real_literal(double value);

}  // namespace retort::engine::sqlite
