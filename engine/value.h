// engine::Value: one SQL value outside any table, as SQLite's storage classes have it.
//
//   engine::Value year = std::int64_t{1990};
//   engine::to_text(year)   // 1990
//
// Typed code binds and reads its own types directly and makes no Values; they are for parameters of
// hand-written statements, for errors and for logs.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace retort::engine {

using Null = std::monostate;
using Blob = std::vector<std::byte>;
using Value = std::variant<Null, std::int64_t, double, std::string, Blob>;

/// As it is shown to a person: NULL, 3, 2.5, 'text' (quotes doubled), x'00ff'. Long text and blobs
/// are cut after 200 characters with the number of those left out.
std::string to_text(const Value& value);

/// `(3, 'text', NULL)`; `()` for none. Of more than 32 values the first 32 are shown.
std::string to_text(std::span<const Value> values);

}  // namespace retort::engine
