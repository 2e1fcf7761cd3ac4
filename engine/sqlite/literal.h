// Values as SQL text, for scripts; statements bind them.

#pragma once

#include <string>

#include <retort/engine/value.h>

namespace retort::engine::sqlite {

/// An expression that SQLite reads as exactly this value.
std::string literal(const Value& value);

}  // namespace retort::engine::sqlite
