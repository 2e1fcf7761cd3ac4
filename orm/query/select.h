// detail::Select: a query as data. query/query.h is the typed handle on one.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <retort/orm/expression/tree.h>
#include <retort/orm/expression/window_spec.h>
#include <retort/orm/loading.h>

namespace retort::orm::detail {

struct MappedRelationship;

/// A whole entity where `entity` has a mapper, else an expression.
struct SelectItem {
  Source entity{};
  NodePtr expression{};
  /// The entity is read as a plain value, of which the session knows nothing.
  bool plain = false;
  /// Its deferred columns are read with the rest.
  bool undeferred = false;
  /// These of them are.
  std::vector<std::string_view> undeferred_columns{};
  /// Using one of the others throws.
  bool raise_deferred = false;
  /// They are left out (detail/load_plan.h says where).
  bool without_deferred = false;
  /// The columns of derived models are read too, so that each row becomes what it is.
  bool all_kinds = false;
  /// How those come that are not: selectin or lazy.
  Loading kinds = Loading::joined;

  /// How many columns it has in the result.
  std::size_t width() const;
};

/// A table, or what stands in the place of one.
struct FromItem {
  Source source;
  /// (SELECT ...) AS alias.
  std::shared_ptr<const Select> query{};
  /// A table-valued function: json_each(...) AS alias.
  NodePtr call{};
  /// With the tables of derived models.
  bool all_kinds = false;
  /// (VALUES (...), (...)) AS alias.
  std::shared_ptr<const std::vector<std::vector<NodePtr>>> rows{};

  bool is_table() const { return !query && !call && !rows; }
};

enum class JoinKind { inner, left, right, full, cross };

struct SelectJoin {
  FromItem target;
  /// Null for a cross join.
  NodePtr on;
  JoinKind kind = JoinKind::inner;
};

enum class Materialization { unsaid, materialized, not_materialized };

/// WITH source(columns) AS (query).
struct CommonTable {
  Source source;
  std::shared_ptr<const Select> query;
  bool recursive = false;
  Materialization materialization = Materialization::unsaid;
};

/// What a query says about loading along relationships, the first of them one of its own entity.
struct LoadPath {
  std::vector<const MappedRelationship*> path;
  Loading loading = Loading::selectin;
  /// The query has joined the rows itself (contains_eager).
  bool contained = false;
  /// By JOIN, where it is joined.
  bool inner = false;
  /// Not about a path, but about how objects of this model get the columns of derived ones.
  const Mapper* kinds_of = nullptr;
};

enum class SetOperator { unite, unite_all, intersect, except };

/// One SELECT of a compound, and what joins it to those before.
struct CompoundMember {
  SetOperator op = SetOperator::unite;
  std::shared_ptr<const Select> query;
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
  /// Later ones win.
  std::vector<LoadPath> loading;

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
