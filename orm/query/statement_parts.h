// What typed statements hand to the compiled library, piece by piece, and what they do to their data.
// The data itself, detail::AnyStatement, is for the library alone.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <retort/orm/query/select_parts.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

struct AnyStatement;

/// column = value
struct Assignment {
  std::string_view column;
  NodePtr value;
};

/// ON CONFLICT (columns) WHERE ... DO NOTHING, or DO UPDATE SET ... WHERE ...
struct OnConflict {
  /// Any unique constraint where there are none.
  std::vector<NodePtr> columns;
  NodePtr index_where{};
  /// Nothing is done where there are none.
  std::vector<Assignment> set{};
  NodePtr where{};
};

Shared<AnyStatement> new_insert(const Source& target);
Shared<AnyStatement> new_update(const Source& target);
Shared<AnyStatement> new_delete(const Source& target);

/// The value of a column: of an INSERT in its one row, of an UPDATE in every row.
void add_value(AnyStatement& statement, Assignment assignment);
/// One row of an INSERT for each entity, whose validators see it.
void add_entity_row(AnyStatement& statement, void* entity);
void set_columns(AnyStatement& statement, std::initializer_list<std::string_view> columns);
void set_query(AnyStatement& statement, Shared<const Select> query);
void add_conflict(AnyStatement& statement, OnConflict conflict);
void add_from(AnyStatement& statement, const FromItem& item);
void add_filter(AnyStatement& statement, const NodePtr& condition);
/// What models and the session say of rows does not hold.
void set_unscoped(AnyStatement& statement);
void add_common_table(AnyStatement& statement, CommonTable table);
void set_returning(AnyStatement& statement, std::initializer_list<SelectItem> items);

}  // namespace retort::orm::detail
