// What a session reads for its objects, as opposed to for queries.

#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

namespace {

NodePtr column_of(const Mapper& mapper, std::string_view column) {
  return make_column(Source{&mapper}, column);
}

/// `columns = values`, each value bound; on the left where the key is given by the other side, as
/// SQLAlchemy writes it.
NodePtr equals(const Mapper& mapper, const std::vector<const MappedColumn*>& columns,
               const std::vector<engine::Value>& values, bool values_first) {
  NodePtr condition;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto column = column_of(mapper, columns[i]->name);
    auto value = make_value(values[i], column);
    if (values_first) std::swap(column, value);
    condition = make_and(std::move(condition),
                         make_binary(Operator::equal, std::move(column), std::move(value)));
  }
  return condition;
}

Select select_from(const Mapper& mapper, NodePtr where) {
  Select select;
  select.items.push_back({.entity = Source{&mapper}});
  select.from.push_back({Source{&mapper}});
  select.where = std::move(where);
  return select;
}

}  // namespace

SessionCore& session_for_loading(const Instance& instance, const MappedRelationship& relationship) {
  if (auto* session = instance.session()) return *session;
  throw DetachedError(
      "a relationship of " + std::string(instance.mapper.name) + " to " +
      std::string(relationship.target().name) +
      " was not loaded, and the object's session is gone; load it while the session "
      "is alive, or add the object to another one");
}

Instance* SessionCore::get(const Mapper& mapper, std::vector<engine::Value> key) {
  if (key.size() != mapper.key.size())
    throw SessionError("get: the primary key of " + std::string(mapper.name) + " has " +
                       std::to_string(mapper.key.size()) + " columns, " +
                       std::to_string(key.size()) + " values were given");
  const Identity identity{&mapper, std::move(key)};
  if (auto* known = identities_.find(identity))
    return known->state == State::removed ? nullptr : known;
  autoflush();
  Cursor cursor(*this, select_from(mapper, equals(mapper, mapper.key, identity.key, false)));
  return cursor.next() ? cursor.instance(0) : nullptr;
}

Instance* SessionCore::find_parent(const MappedRelationship& relationship,
                                   std::vector<engine::Value> key) const {
  const auto& parent = relationship.many ? *relationship.owner : relationship.target();
  if (relationship.parent_columns != parent.key) return nullptr;
  return identities_.find({&parent, std::move(key)});
}

Instance* SessionCore::load_parent(Instance& child, const MappedRelationship& relationship) {
  const auto& target = relationship.target();
  autoflush();
  const auto key = foreign_key_of(child, relationship);
  auto* parent = find_parent(relationship, key);
  if (!parent) {
    Cursor cursor(*this,
                  select_from(target, equals(target, relationship.parent_columns, key, false)));
    if (cursor.next()) parent = cursor.instance(0);
  }
  remember_parent(child, *relationship.key, parent);
  return parent;
}

void SessionCore::load_children(Instance& owner, const MappedRelationship& relationship) {
  autoflush();
  const auto& target = relationship.target();
  std::vector<engine::Value> key;
  for (const auto* column : relationship.parent_columns)
    key.push_back(column->codec->get(column->in(owner.entity())));
  // The children's way back is known, so it is not joined.
  Cursor cursor(*this, select_from(target, equals(target, relationship.child_columns, key, true)),
                relationship.key);
  auto& collection = collection_in(owner, relationship);
  while (cursor.next()) {
    auto& child = *cursor.instance(0);
    if (parent_in_memory(child, relationship).instance != &owner) continue;
    remember_parent(child, *relationship.key, &owner);
    collection.append(child);
  }
  // What was moved here in memory only.
  for (const auto* list : {&touched_, &pending_}) {
    for (auto* child : *list) {
      if (&child->mapper == &target && child->state != State::removed &&
          parent_in_memory(*child, relationship).instance == &owner)
        collection.remember(*child);
    }
  }
}

std::vector<Instance*> SessionCore::rows_with(const Mapper& mapper,
                                              const std::vector<const MappedColumn*>& columns,
                                              const std::vector<engine::Value>& values) {
  Cursor cursor(*this, select_from(mapper, equals(mapper, columns, values, true)));
  std::vector<Instance*> found;
  while (cursor.next()) found.push_back(cursor.instance(0));
  return found;
}

void SessionCore::expire_table(const Mapper& mapper) {
  wrote_unseen();
  for (const auto& [identity, instance] : identities_) {
    if (instance->state != State::persistent) continue;
    forget_related(*instance);
    if (&instance->mapper == &mapper) instance->expire();
  }
  std::erase_if(touched_, [](const auto* instance) { return !instance->is_touched(); });
}

void SessionCore::refresh(Instance& instance) {
  instance.expired = false;
  const auto& mapper = instance.mapper;
  Cursor cursor(*this, select_from(mapper, equals(mapper, mapper.key, instance.identity, false)));
  if (!cursor.next()) {
    instance.expired = true;
    throw StaleObjectError("the row " + engine::to_text(instance.identity) + " of " +
                           std::string(mapper.name) + " is not in the database any more");
  }
  cursor.read_into(0, instance);
}

}  // namespace retort::orm::detail
