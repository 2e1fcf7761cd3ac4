// JSON documents in columns: nlohmann::json, stored as text in a JSON column, as SQLAlchemy does.
//
//   Column<As, "facts", nlohmann::json> facts{};
//   session.query(albums).filter(json_get<int>(albums.facts, "$.year") > 1990)
//
// What lies at a path is read and compared with the functions of orm/functions/json.h. The JSON
// value null is a document; an SQL NULL is std::nullopt of a std::optional<nlohmann::json>. The
// database's column may turn a document that is nothing but a number into a number: it is the same
// number when it comes back, and one that would not be is refused (ConversionError, as is text that
// is no JSON, and a document of more than 1,000 levels, which SQLite does not read; it is thrown by what reads or writes the row). Changes inside of a document are
// found as any other change, by comparison. Only programs that include this need nlohmann-json.

#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include <retort/engine/value.h>
#include <retort/orm/sql_type.h>

namespace retort::orm {

template <>
struct SqlType<nlohmann::json> {
  using Stored = engine::Value;
  static constexpr std::string_view word = "JSON";
  static constexpr bool is_json = true;
  static engine::Value store(const nlohmann::json& document);
  static nlohmann::json load(const engine::Value& stored);
};

}  // namespace retort::orm
