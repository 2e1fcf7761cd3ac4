// detail::LoadPlan: a query with the joins that its relationships ask for, where in a row of the
// result each entity lies, and what is to be loaded after the rows. detail::Prepared adds its SQL.

#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/row_plan.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

/// An entity that is loaded for the relationship of another item.
struct EagerItem {
  std::size_t item;
  std::size_t owner;
  const MappedRelationship* relationship;
  /// Of many to many: the item of what is at the other end of the link, which is `item`.
  std::size_t far = 0;
};

/// What one more query loads for the objects of an item; or what must not be loaded.
struct Followup {
  std::size_t item;
  const MappedRelationship* relationship;
  bool raise;
  /// What the query says about that further query.
  std::vector<LoadPath> rest;
  /// By the query, and not by the model: models may say so in circles.
  bool said = false;
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
  /// A row may bring nothing but more of an object that was met before.
  bool repeats_objects = false;
  /// For each item, its first column.
  std::vector<int> columns;
  /// For each item that is an entity, how one of its own model is read; nothing for the others.
  std::vector<std::optional<RowPlan>> rows;
  /// A row is an object or a value, and nothing that comes with it.
  bool plain_rows = false;
  /// All rows of the table are asked for, so that all that refers to one of them belongs to the result.
  bool whole_table = false;

 private:
  /// How the many can be joined.
  enum class Many { as_it_is, wrapped, not_at_all };
  Many many_of(const Select& query) const;
  void build(const MappedForeignKey* known);
  void wrap();
  bool is_inner(std::size_t item) const;
  void add_link(std::size_t owner, const MappedRelationship& relationship, JoinKind kind);

  using Path = std::vector<const MappedRelationship*>;

  Loading kinds_of(const Mapper& mapper) const;
  void add_kinds(SelectItem& item);
  void add_related(std::size_t owner, const MappedForeignKey* known);
  void add_joined(std::size_t owner, const MappedRelationship& relationship, JoinKind kind);
  void add_contained(std::size_t owner, const MappedRelationship& relationship);
  std::vector<LoadPath> rest_of(const Path& path) const;
  void find_columns();

  Many many_ = Many::as_it_is;
  /// How many items the query has itself.
  std::size_t own_items_ = 0;
  std::vector<std::size_t> inner_items_;
  /// For each item, the relationships that lead to it.
  std::vector<Path> paths_;
};

/// Ready to be sent.
struct Prepared {
  LoadPlan plan;
  Sql sql;
};

/// `session`: its criteria; null for none.
Prepared prepare(const Select& query, const engine::Dialect& dialect, const Criteria* session,
                 const MappedForeignKey* known = nullptr);

}  // namespace retort::orm::detail
