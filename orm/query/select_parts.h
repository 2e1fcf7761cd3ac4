// What typed queries hand to the compiled library, piece by piece (query/change.h). The query that is
// made of them, detail::Select, is for the library alone, so that a program that asks does not pay for
// compiling it.

#pragma once

#include <string_view>
#include <vector>

#include <retort/orm/expression/tree.h>
#include <retort/orm/loading.h>
#include <retort/orm/shared.h>

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
  Shared<const Select> query{};
  /// A table-valued function: json_each(...) AS alias.
  NodePtr call{};
  /// With the tables of derived models.
  bool all_kinds = false;
  /// (VALUES (...), (...)) AS alias.
  Shared<const std::vector<std::vector<NodePtr>>> rows{};

  bool is_table() const { return !query && !call && !rows; }
};

enum class JoinKind { inner, left, right, full, cross };

enum class Materialization { unsaid, materialized, not_materialized };

/// WITH source(columns) AS (query).
struct CommonTable {
  Source source;
  Shared<const Select> query;
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
  /// About all that begins with the path, where nothing else is said.
  bool everything = false;
  /// Not about a path, but about how objects of this model get the columns of derived ones.
  const Mapper* kinds_of = nullptr;
};

enum class SetOperator { unite, unite_all, intersect, except };

}  // namespace retort::orm::detail
