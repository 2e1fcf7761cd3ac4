// A column that holds any value: engine::Value, for columns without a type, SQLite's ANY, and those
// whose rows hold something else than their type says.
//
//   Column<As, "value", engine::Value> value{};
//   std::get<std::string>(setting->value)
//
// What was stored comes back as it is. It compares with an engine::Value only. A NULL is a std::nullopt
// of a std::optional<engine::Value>, and Null inside of a column that may not be NULL is refused by the
// database.

#pragma once

#include <string_view>

#include <retort/engine/value.h>
#include <retort/orm/sql_type.h>

namespace retort::orm {

template <>
struct SqlType<engine::Value> {
  using Stored = engine::Value;
  static constexpr std::string_view word = "";
  static engine::Value store(const engine::Value& value) { return value; }
  static const engine::Value& load(const engine::Value& stored) { return stored; }
};

}  // namespace retort::orm
