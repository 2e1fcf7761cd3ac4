#include <retort/orm/detail/key_followers.h>

#include <algorithm>

#include <retort/orm/detail/key_columns.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/snapshot.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

namespace {

bool is_about(const Change& change, const MappedRelationship& relationship) {
  if (!relationship.many) return false;
  const auto referred = set_of(change.instance->mapper, relationship.parent_columns);
  return (change.columns & referred).any();
}

/// The same of the other end, where that alone is declared.
bool refers_to(const MappedRelationship& relationship, const Change& change) {
  const auto& mapper = change.instance->mapper;
  return !relationship.many && mapper.is_a(relationship.target()) &&
         (change.columns & set_of(mapper, relationship.parent_columns)).any();
}

/// Looking at each object of the session is for changes that are rare.
bool changes_key(const Change& change) {
  return (change.columns & set_of(change.instance->mapper, change.instance->mapper.key)).any();
}

bool cascades(const MappedRelationship& relationship) {
  return relationship.key->declared.on_update == schema::Action::cascade;
}

KeyValues old_key(const Change& change, const MappedRelationship& relationship) {
  return stored_values_in(relationship.parent_columns, *change.instance);
}

KeyValues new_key(const Change& change, const MappedRelationship& relationship) {
  return values_in(relationship.parent_columns, change.instance->entity());
}

void set_columns(void* entity, const MappedRelationship& relationship, const KeyValues& key) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto* column = relationship.child_columns[i];
    column->codec->set(column->in(entity), key[i]);
  }
}

}  // namespace

std::vector<Instance*> take_followers_along(SessionCore& session, const Change& change) {
  std::vector<Instance*> followers;
  for (const auto& relationship : change.instance->mapper.relationships()) {
    if (!is_about(change, relationship) || cascades(relationship)) continue;
    const auto before = old_key(change, relationship);
    const auto now = new_key(change, relationship);
    if (before.empty() || now.empty()) continue;
    for (auto* child :
         session.rows_with(relationship.target(), relationship.child_columns, before)) {
      child->touch();
      if (values_in(relationship.child_columns, child->entity()) != before) continue;
      set_columns(child->entity(), relationship, now);
      followers.push_back(child);
    }
  }
  return followers;
}

std::vector<Instance*> followers_of_database(const SessionCore& session, const Change& change) {
  std::vector<Instance*> followers;
  for (const auto& relationship : change.instance->mapper.relationships()) {
    if (!is_about(change, relationship) || !cascades(relationship)) continue;
    const auto before = old_key(change, relationship);
    for (auto* instance : session.identities()) {
      if (instance->mapper.is_a(relationship.target()) && !instance->expired &&
          values_in(relationship.child_columns, instance->entity()) == before)
        followers.push_back(instance);
    }
  }
  if (!changes_key(change)) return followers;
  for (auto* instance : session.identities()) {
    for (const auto& relationship : instance->mapper.relationships()) {
      if (refers_to(relationship, change) && cascades(relationship) && !instance->expired &&
          values_in(relationship.child_columns, instance->entity()) ==
              old_key(change, relationship))
        followers.push_back(instance);
    }
  }
  return followers;
}

void copy_changed_key(Instance& follower, const Change& change) {
  const auto copy = [&](const MappedRelationship& relationship) {
    const auto before = old_key(change, relationship);
    const auto now = new_key(change, relationship);
    if (!cascades(relationship) ||
        values_in(relationship.child_columns, follower.entity()) != before)
      return;
    set_columns(follower.entity(), relationship, now);
    remember(follower, set_of(follower.mapper, relationship.child_columns));
  };
  for (const auto& relationship : change.instance->mapper.relationships()) {
    if (follower.mapper.is_a(relationship.target()) && is_about(change, relationship))
      copy(relationship);
  }
  for (const auto& relationship : follower.mapper.relationships()) {
    if (refers_to(relationship, change)) copy(relationship);
  }
}

}  // namespace retort::orm::detail
