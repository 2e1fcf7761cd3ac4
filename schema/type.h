// The type of a column, as SQL text.
//
//   schema::Type{"VARCHAR(50)"} == schema::Type{"varchar( 50 )"}   // true
//
// A type is either a database's own words ("INTEGER", "VARCHAR(50)", "point", or nothing at all:
// SQLite takes any), kept as they were written, or one of the portable words below, which each
// engine::Dialect spells in its own way. Models and TOML schemas may use either; a schema that was
// read from a database only has the database's.
//
//   portable     SQLite      PostgreSQL
//   int16        SMALLINT    SMALLINT
//   int32        INTEGER     INTEGER
//   int64        INTEGER     BIGINT              (SQLite's INTEGER holds 64 bits)
//   float64      DOUBLE      DOUBLE PRECISION
//   bool         BOOLEAN     BOOLEAN
//   string       VARCHAR     VARCHAR
//   string(n)    VARCHAR(n)  VARCHAR(n)
//   bytes        BLOB        BYTEA
//
// Comparison ignores ASCII case and white space, as databases do.

#pragma once

#include <string>

namespace retort::schema {

struct Type {
  std::string text{};

  friend bool operator==(const Type& a, const Type& b);
};

}  // namespace retort::schema
