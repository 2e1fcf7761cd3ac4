// detail::LoadPlan: a query with the joins that its relationships ask for, where in a row of the
// result each entity lies, and what is to be loaded after the rows. detail::Prepared adds its SQL.

#pragma once

#include <memory>
#include <vector>

#include <retort/orm/detail/renderer.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

/// An entity that is loaded for the relationship of another item.
struct EagerItem {
  std::size_t item;
  std::size_t owner;
  const MappedRelationship* relationship;
};

/// What one more query loads for the objects of an item; or what must not be loaded.
struct Followup {
  std::size_t item;
  const MappedRelationship* relationship;
  bool raise;
  /// What the query says about that further query.
  std::vector<LoadPath> rest;
};

struct LoadPlan {
  /// `known`: see Cursor.
  LoadPlan(const Select& query, const MappedForeignKey* known);
  /// What a statement gives back that is no query.
  explicit LoadPlan(std::vector<SelectItem> items);

  Select select;
  std::vector<EagerItem> eager;
  /// Rows of the query's own joins.
  std::vector<EagerItem> contained;
  std::vector<Followup> followups;
  /// For each item, its first column.
  std::vector<int> columns;

 private:
  using Path = std::vector<const MappedRelationship*>;

  Loading kinds_of(const Mapper& mapper) const;
  void add_kinds(SelectItem& item);
  void add_related(std::size_t owner, const MappedForeignKey* known);
  void add_joined(std::size_t owner, const MappedRelationship& relationship);
  void add_contained(std::size_t owner, const MappedRelationship& relationship);
  std::vector<LoadPath> rest_of(const Path& path) const;
  void find_columns();

  /// For each item, the relationships that lead to it.
  std::vector<Path> paths_;
};

/// Ready to be sent.
struct Prepared {
  LoadPlan plan;
  Sql sql;
};

Prepared prepare(const Select& query, const engine::Dialect& dialect,
                 const MappedForeignKey* known = nullptr);

}  // namespace retort::orm::detail
