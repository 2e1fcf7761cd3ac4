// detail::MappedRelationship: a relationship as data. The model says the first part of it
// (relationship.h); the rest is found when every model is known.

#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/orm/loading.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

struct MappedColumn;
struct MappedForeignKey;

/// One end of a foreign key as a member of an entity: the many (HasMany, in the table that is
/// referred to) or the one (BelongsTo, in the table that refers).
struct MappedRelationship {
  bool many = false;
  MapperFunction target = nullptr;
  /// The (first) column of the foreign key.
  std::string_view column;
  std::size_t offset = 0;
  Loading loading = Loading::lazy;
  /// Deleting the one deletes the many.
  bool cascade_delete = false;
  bool delete_orphan = false;
  bool passive_deletes = false;
  bool view_only = false;
  bool write_only = false;
  std::string_view where{};
  /// Columns of what is loaded, and whether they descend.
  std::vector<std::pair<std::string_view, bool>> order_by{};
  /// Is asked before an object joins the others or leaves them; null for none.
  void (*check_member)(const void* owner, const void* member, bool joins) = nullptr;
  /// The column of what is loaded that has its place among the others; empty for none.
  std::string_view position{};
  /// Many to many: the model at the other end of the link, which is then the target, and the link's
  /// column that refers to it.
  MapperFunction far = nullptr;
  std::string_view far_column{};

  /// What a program finds at the other end.
  const Mapper& end() const { return far ? far() : target(); }

  // Found by Mapper::relationships(), when every model is known.
  const Mapper* owner = nullptr;
  const MappedForeignKey* key = nullptr;
  /// The columns of `key` in the entity that refers and in the one that is referred to.
  std::vector<const MappedColumn*> child_columns{};
  std::vector<const MappedColumn*> parent_columns{};
  /// Many to many: from the link to what is at its other end.
  Shared<const MappedRelationship> far_end{};
};

/// One more of a model, with nothing said about it yet.
MappedRelationship& add_relationship(Mapper& mapper, bool many, MapperFunction target,
                                     std::string_view column, std::size_t offset);

}  // namespace retort::orm::detail
