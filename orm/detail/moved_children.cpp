// Which objects may have been moved to which.

#include <retort/orm/detail/moved_children.h>
#include <retort/orm/object/links.h>

namespace retort::orm::detail {

void MovedChildren::add(const MappedRelationship& relationship, Instance& child) {
  auto& children = relationships_[&relationship];
  for (const auto& link : child.links) {
    if (link.relationship->key != relationship.key) continue;
    if (link.parent) children.by_parent[link.parent].push_back(&child);
    return;
  }
  auto key = foreign_key_of(child, relationship);
  if (!key.empty()) children.by_key[{nullptr, std::move(key)}].push_back(&child);
}

MovedChildren::Instances MovedChildren::of(const MappedRelationship& relationship,
                                           const Instance& owner, const KeyValues& key) const {
  const auto& children = relationships_.at(&relationship);
  Instances found;
  if (const auto same = children.by_key.find({nullptr, key}); same != children.by_key.end())
    found = same->second;
  if (const auto said = children.by_parent.find(&owner); said != children.by_parent.end())
    found.insert(found.end(), said->second.begin(), said->second.end());
  return found;
}

}  // namespace retort::orm::detail
