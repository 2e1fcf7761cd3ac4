// Whether all that an object was given agrees on the columns that foreign keys share.

#include <algorithm>
#include <optional>
#include <string>

#include <retort/engine/value.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/reference_base.h>
#include <retort/orm/object/shared_columns.h>

namespace retort::orm::detail {

namespace {

using Columns = std::vector<const MappedColumn*>;

bool has(const Columns& columns, const MappedColumn* column) {
  return std::ranges::find(columns, column) != columns.end();
}

/// What the object was given; null where its key is still to be written, or where it is going.
const Instance* given(Instance& child, const MappedRelationship& one) {
  if (one.many) return nullptr;
  for (const auto& link : child.links) {
    if (link.relationship->key == one.key) return nullptr;
  }
  const auto* parent = reference_in(child, one).remembered();
  const bool stays =
      parent && (parent->state == State::persistent || parent->state == State::pending);
  return stays ? parent : nullptr;
}

/// The columns of the key in which the object does not refer to the parent.
Columns differing(const Instance& child, const MappedRelationship& one, const Instance& parent) {
  Columns columns;
  for (std::size_t i = 0; i < one.child_columns.size(); ++i) {
    const auto* own = one.child_columns[i];
    const auto* of_parent = one.parent_columns[i];
    if (own->codec->get(own->in(child.entity())) !=
        of_parent->codec->get(of_parent->in(parent.entity())))
      columns.push_back(own);
  }
  return columns;
}

bool is_inside(const Columns& some, const Columns& others) {
  return std::ranges::all_of(some, [&](const auto* each) { return has(others, each); });
}

[[noreturn]] void refuse(const Instance& child, const MappedColumn& column,
                         const MappedRelationship& lost, const MappedRelationship& kept) {
  throw ValidationError(
      child.mapper.name, column.name, engine::to_text(column.codec->get(column.in(child.entity()))),
      "the foreign keys to " + std::string(lost.end().name) + " and to " +
          std::string(kept.end().name) +
          " have this column in common, and the two that the object was given do not go together");
}

}  // namespace

void check_parents_agree(Instance& child) {
  if (!child.mapper.keys_overlap()) return;
  const auto& relationships = child.mapper.relationships();
  for (const auto& one : relationships) {
    const auto* lost = given(child, one);
    if (!lost) continue;
    const auto columns = differing(child, one, *lost);
    if (columns.empty()) continue;
    for (const auto& other : relationships) {
      if (other.key == one.key) continue;
      const auto* kept = given(child, other);
      if (!kept || !differing(child, other, *kept).empty()) continue;
      const bool follows = is_inside(one.child_columns, other.child_columns) &&
                           one.child_columns.size() < other.child_columns.size();
      if (!follows && is_inside(columns, other.child_columns))
        refuse(child, *columns.front(), one, other);
    }
  }
}

}  // namespace retort::orm::detail
