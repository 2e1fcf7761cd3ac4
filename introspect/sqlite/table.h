// A table and its indexes, read from the statements that made them.

#pragma once

#include <string>

#include <retort/schema/table.h>

namespace retort::introspect::sqlite {

/// Throws engine::sqlite::ddl::ParseError.
schema::Table read_table(std::string name, std::string sql);

/// An index of the table. Throws engine::sqlite::ddl::ParseError.
schema::Index read_index(const schema::Table& table, std::string name, std::string sql);

}  // namespace retort::introspect::sqlite
