// Indexes that a rebuild hands from the old table to the new one, instead of sorting all rows for them again.
//
// An index is its columns' values and rowids, in order. Where a copy has the same of both, the index that is
// there is right for it to the byte, and only SQLite's record of it has to say another table
// (https://sqlite.org/fileformat2.html#representation_of_sql_indices). Making an index takes as long as
// copying the rows does.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// Those that stay as they are: in the words of CREATE INDEX, over columns alone whose values, collation
/// and way of being stored stay as they are, in a table whose rowids do.
std::vector<schema::Index> kept_indexes(const TableChange& change);

/// Makes them indexes of the copy. To be run between the comparison of both tables, which is the proof
/// that the values are the same, and the drop of the old one.
std::vector<Step> hand_over_indexes(const std::vector<schema::Index>& indexes,
                                    const std::string& copy, const engine::Dialect& dialect);

/// Gives them back the text that they had; to be run when the new table has its name.
std::vector<Step> restore_texts(const std::vector<schema::Index>& indexes,
                                const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
