// detail::Select: a query as data. query/query.h is the typed handle on one.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <retort/orm/expression/tree.h>

namespace retort::orm::detail {

/// A whole entity where `entity` has a mapper, else an expression.
struct SelectItem {
  Source entity{};
  NodePtr expression{};
};

struct SelectJoin {
  Source target;
  NodePtr on;
  bool outer = false;
};

struct Select {
  std::vector<SelectItem> items;
  /// Comma-separated in FROM; joins follow the last.
  std::vector<Source> from;
  std::vector<SelectJoin> joins;
  NodePtr where;
  std::vector<NodePtr> group_by;
  NodePtr having;
  std::vector<NodePtr> order_by;
  std::optional<std::int64_t> limit;
  std::optional<std::int64_t> offset;
  bool distinct = false;

  /// Whether FROM or a join names the table.
  bool has(const Source& source) const;
  /// Adds a table to FROM unless it is there.
  void add_from(const Source& source);
};

/// `parent.key = child.key` for the only foreign key between the new table and those that the query
/// has; throws QueryError when there is none or more than one.
NodePtr join_condition(const Select& select, const Source& target);

/// `parent.key = child.key` for one foreign key.
NodePtr key_condition(const MappedForeignKey& key, const Source& parent, const Source& child);

}  // namespace retort::orm::detail
