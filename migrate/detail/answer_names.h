// The names in answers: what "table.column" means in a schema. Names may hold dots themselves.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/diff.h>

namespace retort::migrate::detail {

struct ColumnPlace {
  const schema::Table* table = nullptr;
  const schema::Column* column = nullptr;
};

/// The columns that "table.column" can mean. `renamed` has new names of tables for old ones: either may
/// be used.
std::vector<ColumnPlace> columns_named(const schema::Metadata& metadata, std::string_view name,
                                       const std::map<std::string, std::string>& renamed = {});

/// The name that a table will have, or had. Empty for a new one that takes the name of one renamed.
std::string new_table_name(const Answers& answers, const std::string& old_name);
std::string old_table_name(const Answers& answers, const std::string& new_name);

/// Column `new_name` of the table, by its name before; empty in the same case.
std::string old_column_name(const Answers& answers, const std::string& old_table,
                            const std::string& new_name);

/// All that one can mean, for "did you mean".
std::vector<std::string> all_names(const schema::Metadata& metadata);

}  // namespace retort::migrate::detail
