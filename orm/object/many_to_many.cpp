#include <retort/orm/object/many_to_many.h>

#include <algorithm>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {

void meet(Instance& row, const MappedRelationship& end, Instance& parent) {
  const auto found = std::ranges::find_if(
      row.met, [&](const auto& each) { return each.relationship->key == end.key; });
  if (found == row.met.end()) {
    row.met.push_back({&end, &parent});
  } else {
    found->parent = &parent;
  }
}

void link(Instance& owner, const MappedRelationship& relationship, Instance& target) {
  share_store(owner, target);
  auto& store = owner.store();
  auto& row = store.adopt(Instance::make(relationship.target(), store));
  meet(row, relationship, owner);
  meet(row, *relationship.far_end, target);
  relate(row, relationship, &owner);
  relate(row, *relationship.far_end, &target);
  auto* session = owner.session();
  if (!session) session = target.session();
  if (session) session->add(row);
}

void unlink(Instance& row) {
  leave_collections(row);
  if (auto* session = row.session()) return session->remove(row);
  if (row.state == State::detached) row.store().remember({&row});
}

Instance& far_of(Instance& row, const MappedRelationship& relationship) {
  const auto& end = *relationship.far_end;
  if (auto* known = parent_in_memory(row, end).instance) return *known;
  auto* loaded = session_for_loading(row, end)->load_parent(row, end);
  if (!loaded)
    throw StaleObjectError("a row of " + std::string(row.mapper.name) + " refers to a row of " +
                           std::string(end.target().name) + " that is not in the database");
  meet(row, end, *loaded);
  return *loaded;
}

}  // namespace retort::orm::detail
