// Keeping the two ends of a relationship in step, in memory.

#pragma once

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

class CollectionBase;
class ReferenceBase;

/// Tells the relationships of an object that it is theirs, and enters what they were given before.
void wire(Instance& instance);

/// Makes `parent` (null for none) the one that `child` belongs to: foreign key, reference and
/// loaded collections on both sides.
void relate(Instance& child, const MappedRelationship& relationship, Instance* parent);

/// Forgets what was loaded, so that the next use loads it again.
void forget_related(Instance& instance);
void forget_related(Instance& instance, const MappedRelationship& relationship);

/// Enters a parent that was loaded.
void remember_parent(Instance& child, const MappedForeignKey& key, Instance* parent);

/// Puts both objects into one store, that of a session if there is one.
void share_store(Instance& a, Instance& b);

ReferenceBase& reference_in(Instance& owner, const MappedRelationship& relationship);
CollectionBase& collection_in(Instance& owner, const MappedRelationship& relationship);

/// Takes a deleted object out of the collections that hold it.
void leave_collections(Instance& child);

/// Writes the keys of the parents into the child, of those that have one. Throws ValidationError
/// for a child that was taken from its parent and cannot be without one.
void resolve_links(Instance& child);

/// The parent as far as memory knows: nothing is loaded. `known` is false when only the database
/// can tell.
struct Parent {
  Instance* instance = nullptr;
  bool known = false;
};
Parent parent_in_memory(const Instance& child, const MappedRelationship& relationship);

/// The values of the foreign key in the child; empty when one of them is NULL.
KeyValues foreign_key_of(const Instance& child, const MappedRelationship& relationship);
/// The same into a key that is there.
void read_foreign_key(const Instance& child, const MappedRelationship& relationship,
                      KeyValues& key);

}  // namespace retort::orm::detail
