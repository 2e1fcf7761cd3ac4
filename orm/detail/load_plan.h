// detail::LoadPlan: a query with the joins that its relationships ask for, and where in a row of
// the result each entity lies.

#pragma once

#include <vector>

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

  Select select;
  std::vector<EagerItem> eager;
  /// For each item, its first column.
  std::vector<int> columns;

 private:
  void add_eager(std::size_t owner, const MappedForeignKey* known);
};

}  // namespace retort::orm::detail
