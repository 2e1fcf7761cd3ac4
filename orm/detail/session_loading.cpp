// What a session reads for its objects, as opposed to for queries.

#include <algorithm>

#include <retort/orm/detail/loading_query.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

Instance* SessionCore::get(const Mapper& mapper, std::vector<engine::Value> key) {
  if (key.size() != mapper.key.size())
    throw SessionError("get: the primary key of " + std::string(mapper.name) + " has " +
                       std::to_string(mapper.key.size()) + " columns, " +
                       std::to_string(key.size()) + " values were given");
  const Identity identity{&mapper, std::move(key)};
  if (auto* known = identities_.find(identity))
    return known->state == State::removed || !known->mapper.is_a(mapper) ? nullptr : known;
  autoflush_rows();
  Cursor cursor(*this, select_from(mapper, equals(mapper, mapper.key, identity.key, false)));
  if (!cursor.next()) return nullptr;
  auto* found = cursor.instance(0);
  cursor.load_related();
  return found;
}

std::vector<Instance*> SessionCore::get_many(const Mapper& mapper,
                                             const std::vector<std::vector<engine::Value>>& keys) {
  std::vector<std::vector<engine::Value>> missing;
  for (const auto& key : keys) {
    if (key.size() != mapper.key.size())
      throw SessionError("get_many: the primary key of " + std::string(mapper.name) + " has " +
                         std::to_string(mapper.key.size()) + " columns");
    if (!identities_.find({&mapper, key})) missing.push_back(key);
  }
  if (!missing.empty()) autoflush_rows();
  for_each_batch(missing, [&](std::span<const std::vector<engine::Value>> batch) {
    Cursor cursor(*this, select_from(mapper, in(mapper, mapper.key, batch)));
    while (cursor.next()) cursor.instance(0);
    cursor.load_related();
  });
  std::vector<Instance*> found;
  for (const auto& key : keys) {
    auto* instance = identities_.find({&mapper, key});
    found.push_back(instance && instance->state != State::removed && instance->mapper.is_a(mapper)
                        ? instance
                        : nullptr);
  }
  return found;
}

Instance* SessionCore::find_parent(const MappedRelationship& relationship,
                                   std::vector<engine::Value> key) const {
  const auto& parent = relationship.many ? *relationship.owner : relationship.target();
  if (relationship.parent_columns != parent.key) return nullptr;
  return identities_.find({&parent, std::move(key)});
}

std::vector<Instance*> SessionCore::rows_with(const Mapper& mapper,
                                              const std::vector<const MappedColumn*>& columns,
                                              const std::vector<engine::Value>& values) {
  Cursor cursor(*this, select_known(mapper, equals(mapper, columns, values, true)));
  std::vector<Instance*> found;
  while (cursor.next()) found.push_back(cursor.instance(0));
  return found;
}

void SessionCore::expire_table(const Mapper& mapper) {
  wrote_unseen();
  for (const auto& [identity, instance] : identities_) {
    if (instance->state != State::persistent) continue;
    forget_related(*instance);
    if (&instance->mapper.root() == &mapper.root()) instance->expire();
  }
  std::erase_if(touched_, [](const auto* instance) { return !instance->is_touched(); });
}

void SessionCore::row_is_gone(const Mapper& mapper, std::vector<engine::Value> key) {
  auto* instance = identities_.find({&mapper, std::move(key)});
  if (!instance || instance->state != State::persistent) return;
  leave_collections(*instance);
  instance->state = State::detached;
  identities_.erase(*instance);
  std::erase(touched_, instance);
  journal_.erased(*instance);
}

bool SessionCore::has_objects_of(const Mapper& mapper) const {
  return std::any_of(identities_.begin(), identities_.end(),
                     [&](const auto& entry) { return entry.second->mapper.is_a(mapper); });
}

void SessionCore::refresh(Instance& instance) {
  instance.expired = false;
  expired_columns_.erase(&instance);
  const auto& mapper = instance.mapper;
  Cursor cursor(*this, select_known(mapper, equals(mapper, mapper.key, instance.identity, false),
                                    criteria_of(instance)));
  if (!cursor.next()) {
    instance.expired = true;
    throw StaleObjectError("the row " + engine::to_text(instance.identity) + " of " +
                           std::string(mapper.name) + " is not in the database any more");
  }
  cursor.read_into(0, instance);
  cursor.drain();
}

}  // namespace retort::orm::detail
