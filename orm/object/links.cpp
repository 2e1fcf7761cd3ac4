// Where the two ends of a relationship find each other.

#include <algorithm>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/many_to_many.h>
#include <retort/orm/object/object_store.h>
#include <retort/orm/object/reference_base.h>
#include <retort/orm/object/shared_columns.h>

namespace retort::orm::detail {

namespace {

/// The member of `owner` at one end of a foreign key, or null where its model declares none.
const MappedRelationship* end_of(const Instance& owner, const MappedForeignKey& key, bool many) {
  for (const auto& relationship : owner.mapper.relationships()) {
    if (relationship.key == &key && relationship.many == many && !relationship.view_only)
      return &relationship;
  }
  return nullptr;
}

ReferenceBase* reference_of(Instance& child, const MappedForeignKey& key) {
  const auto* end = end_of(child, key, false);
  return end ? &reference_in(child, *end) : nullptr;
}

CollectionBase* collection_of(Instance& parent, const MappedForeignKey& key) {
  const auto* end = end_of(parent, key, true);
  return end ? &collection_in(parent, *end) : nullptr;
}

void check_member(const Instance& owner, const Instance& child, const MappedForeignKey& key,
                  bool joins) {
  const auto* end = end_of(owner, key, true);
  if (end && end->check_member) end->check_member(owner.entity(), child.entity(), joins);
}

bool has_row(const Instance& instance) {
  return instance.state != State::transient && instance.state != State::pending;
}

bool refers_to(const Instance& child, const MappedRelationship& relationship,
               const Instance& parent) {
  for (std::size_t i = 0; i < relationship.child_columns.size(); ++i) {
    const auto* from = relationship.child_columns[i];
    const auto* to = relationship.parent_columns[i];
    if (from->codec->get(from->in(child.entity())) != to->codec->get(to->in(parent.entity())))
      return false;
  }
  return true;
}

void copy_key(Instance& child, const MappedRelationship& relationship, const Instance& parent) {
  for (std::size_t i = 0; i < relationship.child_columns.size(); ++i) {
    const auto* from = relationship.parent_columns[i];
    const auto* to = relationship.child_columns[i];
    to->codec->set(to->in(child.entity()), from->codec->get(from->in(parent.entity())));
  }
}

bool clear_key(Instance& child, const MappedRelationship& relationship) {
  for (const auto* column : relationship.child_columns) {
    if (!column->codec->nullable) return false;
  }
  for (const auto* column : relationship.child_columns)
    column->codec->set(column->in(child.entity()), engine::Null{});
  return true;
}

void set_foreign_key(Instance& child, const MappedRelationship& relationship, Instance* parent) {
  child.links.erase_if(
      [&](const auto& link) { return link.relationship->key == relationship.key; });
  if (parent && has_row(*parent)) {
    copy_key(child, relationship, *parent);
  } else if (parent || !clear_key(child, relationship)) {
    child.links.push_back({&relationship, parent});
  }
}

}  // namespace

void share_store(Instance& a, Instance& b) {
  auto& first = a.store();
  auto& second = b.store();
  if (&first == &second) return;
  if (first.session() && second.session())
    throw SessionError("an object of one session cannot refer to an object of another");
  // The fewer go to the many, so that a chain of any length is put together in time.
  const bool to_second = !first.session() && first.instances().size() < second.instances().size();
  second.session() || to_second ? second.merge(first) : first.merge(second);
}

ReferenceBase& reference_in(Instance& owner, const MappedRelationship& relationship) {
  return *reinterpret_cast<ReferenceBase*>(static_cast<std::byte*>(owner.entity()) +
                                           relationship.offset);
}

CollectionBase& collection_in(Instance& owner, const MappedRelationship& relationship) {
  return *reinterpret_cast<CollectionBase*>(static_cast<std::byte*>(owner.entity()) +
                                            relationship.offset);
}

void wire(Instance& instance) {
  const auto& columns = instance.mapper.columns;
  for (std::size_t i = instance.mapper.loaded_columns; i < columns.size(); ++i)
    columns[i].deferred->attach(columns[i].in(instance.entity()), &instance);
  for (const auto& relationship : instance.mapper.relationships()) {
    if (relationship.many) {
      for (const auto& child : collection_in(instance, relationship).wire(instance, relationship))
        relationship.far ? link(instance, relationship, *child)
                         : relate(*child, relationship, &instance);
    } else if (const auto parent =
                   reference_in(instance, relationship).wire(instance, relationship)) {
      relate(instance, relationship, parent.get());
    }
  }
}

Parent parent_in_memory(const Instance& child, const MappedRelationship& relationship) {
  for (const auto& link : child.links) {
    if (link.relationship->key == relationship.key) return {link.parent, true};
  }
  auto key = foreign_key_of(child, relationship);
  if (key.empty()) return {nullptr, true};
  const auto* end = end_of(child, *relationship.key, false);
  auto* remembered = end ? reference_in(const_cast<Instance&>(child), *end).remembered() : nullptr;
  for (const auto& met : child.met) {
    if (met.relationship->key == relationship.key) remembered = met.parent;
  }
  if (remembered && refers_to(child, relationship, *remembered)) return {remembered, true};
  auto* session = child.session();
  auto* found = session ? session->find_parent(relationship, key) : nullptr;
  const bool none =
      !found && end && reference_in(const_cast<Instance&>(child), *end).found_none(key);
  return {found, found || none};
}

void relate(Instance& child, const MappedRelationship& relationship, Instance* parent) {
  child.touch();
  const auto& key = *relationship.key;
  const auto before = parent_in_memory(child, relationship);
  if (before.instance != parent) {
    if (before.instance) check_member(*before.instance, child, key, false);
    if (parent) check_member(*parent, child, key, true);
  }
  if (before.instance && before.instance != parent) {
    if (auto* collection = collection_of(*before.instance, key))
      collection->number_from(collection->leave_out(child));
  }
  if (parent) share_store(child, *parent);
  set_foreign_key(child, relationship, parent);
  if (auto* reference = reference_of(child, key)) reference->remember(parent);
  if (!parent) {
    const auto* end = before.instance ? end_of(*before.instance, key, true) : nullptr;
    if (end && child.state == State::detached)
      child.store().remember({&child, before.instance, end});
    if (end && end->delete_orphan && child.session()) child.session()->orphaned(child, *end);
    return;
  }
  if (auto* session = child.session()) session->add(*parent);
  auto* collection = collection_of(*parent, key);
  if (!collection || (!collection->is_loaded() && has_row(*parent))) return;
  collection->remember(child);
  collection->number_from(collection->items().size() - 1);
}

void forget_related(Instance& instance) {
  instance.links.clear();
  instance.met.clear();
  for (const auto& relationship : instance.mapper.relationships())
    forget_related(instance, relationship);
}

void forget_related(Instance& instance, const MappedRelationship& relationship) {
  if (relationship.many) {
    collection_in(instance, relationship).forget();
  } else {
    reference_in(instance, relationship).forget();
  }
}

void leave_collections(Instance& child) {
  for (const auto* key : child.mapper.keys) {
    for (const auto& end : key->target().relationships()) {
      if (!end.many || end.key != key) continue;
      if (auto* parent = parent_in_memory(child, end).instance)
        collection_in(*parent, end).leave_out(child);
    }
  }
}

void remember_parent(Instance& child, const MappedForeignKey& key, Instance* parent) {
  const auto* end = end_of(child, key, false);
  if (!end) return;
  auto& reference = reference_in(child, *end);
  reference.remember(parent);
  if (!parent) reference.remember_none(foreign_key_of(child, *end));
}

void resolve_links(Instance& child) {
  if (child.links.empty()) return;
  for (const auto& [relationship, parent] : child.links) {
    if (!parent) {
      const auto* column = relationship->child_columns.front();
      throw ValidationError(
          child.mapper.name, column->name, "NULL",
          "the object was taken from what it belongs to, and the column may not be "
          "NULL; give it another or remove it");
    }
    if (has_row(*parent)) copy_key(child, *relationship, *parent);
  }
  child.links.erase_if([](const auto& link) { return has_row(*link.parent); });
  check_parents_agree(child);
}

KeyValues foreign_key_of(const Instance& child, const MappedRelationship& relationship) {
  KeyValues key;
  read_foreign_key(child, relationship, key);
  return key;
}

void read_foreign_key(const Instance& child, const MappedRelationship& relationship,
                      KeyValues& key) {
  key.clear();
  for (const auto* column : relationship.child_columns) {
    auto value = column->codec->get(column->in(child.entity()));
    if (std::holds_alternative<engine::Null>(value)) return key.clear();
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number && relationship.child_columns.size() == 1) return key.assign(*number);
    key.push_back(std::move(value));
  }
}

}  // namespace retort::orm::detail
