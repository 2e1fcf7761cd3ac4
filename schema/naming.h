// Names for constraints and indexes that were given none: SQLAlchemy's naming conventions.
//
//   schema::NamingConvention convention = {
//       {"uq", "uq_%(table_name)s_%(column_0_N_name)s"}, {"ck", "ck_%(table_name)s_%(constraint_name)s"}};
//   schema::apply(convention, metadata);   // UNIQUE (a, b) of t is now uq_t_a_b
//
// Kinds are ix (index), uq (unique constraint), ck (check), fk (foreign key), pk (primary key). Tokens:
//
//   %(table_name)s  %(referred_table_name)s  %(constraint_name)s
//   %(column_0_name)s     a column by its number; also _key, and _label for TABLE_COLUMN
//   %(column_0N_name)s    all columns, one after the other
//   %(column_0_N_name)s   all columns, with `_` between them
//   %(referred_column_0_name)s, and so on for what a foreign key refers to
//
// A name that was given stays, except where the convention has %(constraint_name)s: then it is put into
// the rest, unless it has that form already. What was given no name gets none from such a convention.

#pragma once

#include <map>
#include <string>

#include <retort/schema/metadata.h>

namespace retort::schema {

/// Kind to template. An index that has neither a name nor a convention is ix_TABLE_COLUMN.
struct NamingConvention : std::map<std::string, std::string, std::less<>> {
  using map::map;
};

/// Throws retort::Error for a token that it does not know or that does not fit (a second column of a
/// key with one), and where two objects of one table would get one name.
void apply(const NamingConvention& convention, Metadata& metadata);

/// The default name of an index that has none.
std::string default_name(const Table& table, const Index& index);

}  // namespace retort::schema
