// The affinity of a column: what SQLite makes of a value when it is stored
// (https://sqlite.org/datatype3.html#determination_of_column_affinity).

#pragma once

#include <cstdint>
#include <string_view>

namespace retort::migrate::sqlite {

enum class Affinity : std::uint8_t { none, text, integer, real, numeric };

/// `type` is SQLite's, not a portable word. ANY means nothing special but in a STRICT table.
Affinity affinity(std::string_view type, bool strict);

}  // namespace retort::migrate::sqlite
