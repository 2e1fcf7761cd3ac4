// detail::Select: a query as data. query/query.h is the typed handle on one; query/change.h is how
// that changes it.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <retort/orm/expression/window_spec.h>
#include <retort/orm/query/criteria.h>
#include <retort/orm/query/select_parts.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

struct SelectJoin {
  FromItem target;
  /// Null for a cross join.
  NodePtr on;
  JoinKind kind = JoinKind::inner;
};

/// One SELECT of a compound, and what joins it to those before.
struct CompoundMember {
  SetOperator op = SetOperator::unite;
  Shared<const Select> query;
};

struct NamedWindow {
  std::string name;
  Window window;
};

struct Select {
  std::vector<CommonTable> with;
  /// For a compound (UNION and its kin) these are all that there is below, except for the items, of
  /// which it has those of its first member, ORDER BY, LIMIT and OFFSET.
  std::vector<CompoundMember> members;
  std::vector<SelectItem> items;
  /// Comma-separated in FROM; joins follow the last.
  std::vector<FromItem> from;
  std::vector<SelectJoin> joins;
  NodePtr where;
  std::vector<NodePtr> group_by;
  NodePtr having;
  std::vector<NamedWindow> windows;
  std::vector<NodePtr> order_by;
  NodePtr limit;
  NodePtr offset;
  bool distinct = false;
  bool populate_existing = false;
  /// What is read is about to be changed.
  bool for_update = false;
  /// Later ones win.
  std::vector<LoadPath> loading;
  /// What it says of tables wherever it has them, and of what is loaded for its objects; null for
  /// nothing.
  CriteriaPtr criteria;

  /// Those of FROM and of the joins.
  std::vector<Source> sources() const;
  bool has(const Source& source) const;
  /// Adds to FROM unless it is there.
  void add_from(const FromItem& item);
};

/// `parent.key = child.key` for the only foreign key between the new table and those that the query
/// has; throws QueryError when there is none or more than one.
NodePtr join_condition(const Select& select, const Source& target);

/// `parent.key = child.key` for one foreign key.
NodePtr key_condition(const MappedForeignKey& key, const Source& parent, const Source& child);

}  // namespace retort::orm::detail
