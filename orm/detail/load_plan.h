// detail::LoadPlan: a query with the joins that its relationships ask for, and where in a row of
// the result each entity lies. detail::Prepared adds its SQL.

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

struct LoadPlan {
  /// `known`: see Cursor.
  LoadPlan(const Select& query, const MappedForeignKey* known);
  /// What a statement gives back that is no query.
  explicit LoadPlan(std::vector<SelectItem> items);

  Select select;
  std::vector<EagerItem> eager;
  /// For each item, its first column.
  std::vector<int> columns;

 private:
  void add_eager(std::size_t owner, const MappedForeignKey* known);
  void find_columns();
};

/// Ready to be sent.
struct Prepared {
  LoadPlan plan;
  Sql sql;
};

Prepared prepare(const Select& query, const engine::Dialect& dialect,
                 const MappedForeignKey* known = nullptr);

}  // namespace retort::orm::detail
