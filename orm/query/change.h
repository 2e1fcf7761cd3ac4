// What the methods of a typed query do to its data.

#pragma once

#include <cstdint>
#include <string_view>

#include <retort/orm/expression/window_spec.h>
#include <retort/orm/query/select_parts.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

/// A query that selects nothing yet.
Shared<Select> new_select();
/// A compound of one query, or of those that it is a compound of.
Shared<Select> compound_of(SetOperator op, const Shared<const Select>& query);
void add_member(Select& compound, SetOperator op, Shared<const Select> query);

void add_item(Select& select, SelectItem item);
/// Adds to FROM unless it is there.
void add_from(Select& select, const FromItem& item);
void add_join(Select& select, const FromItem& target, NodePtr on, JoinKind kind);
/// Along one relationship, from the table that the query has.
void add_join(Select& select, const MappedRelationship& relationship, const Source& owner,
              const Source& target, JoinKind kind);
void add_filter(Select& select, const NodePtr& condition);
void add_group(Select& select, NodePtr term);
void add_having(Select& select, NodePtr condition);
void add_window(Select& select, std::string_view name, Window window);
void add_order(Select& select, NodePtr term);
void add_common_table(Select& select, CommonTable table);
void add_loading(Select& select, LoadPath path);
void set_distinct(Select& select);
void set_limit(Select& select, NodePtr rows);
void set_limit(Select& select, std::int64_t rows);
void set_offset(Select& select, NodePtr rows);
void set_offset(Select& select, std::int64_t rows);
/// Loads the deferred columns of a table with the rest.
void undefer(Select& select, const Source& source);
/// One of them.
void undefer(Select& select, const Source& source, std::string_view column);
/// Using one that the query does not load throws.
void raise_deferred(Select& select, const Source& source);
/// What holds of the rows of a table (query/criteria.h).
void add_criterion(Select& select, const Mapper& mapper, NodePtr condition);
void set_unscoped(Select& select);
void set_unscoped(Select& select, const Mapper& mapper);
/// Objects that the session has are read again.
void set_populate_existing(Select& select);
/// Nobody else changes what is read until the transaction ends.
void set_for_update(Select& select);

}  // namespace retort::orm::detail
