// What a session reads for its objects, as opposed to for queries.

#include <algorithm>

#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/loading_query.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

namespace {

/// No row has such a key.
bool has_null(const KeyValues& key) {
  return std::ranges::any_of(
      key, [](const auto& value) { return std::holds_alternative<engine::Null>(value); });
}

/// The values of a statement, with the keys for its parameters.
std::vector<engine::Value> values_for(const Sql& sql, std::span<const KeyValues> keys) {
  auto values = sql.values;
  auto slot = sql.slots.begin();
  for (const auto& key : keys) {
    for (const auto& value : key) values[(slot++)->position] = value;
  }
  return values;
}

}  // namespace

Instance* SessionCore::get(const Mapper& mapper, const KeyValues& key) {
  if (key.size() != mapper.key.size())
    throw SessionError("get: the primary key of " + std::string(mapper.name) + " has " +
                       std::to_string(mapper.key.size()) + " columns, " +
                       std::to_string(key.size()) + " values were given");
  if (auto* known = identities_.find(mapper, key)) {
    if (known->state == State::removed || !known->mapper.is_a(mapper)) return nullptr;
    if (!known->expired || read_again(*known)) return known;
    row_is_gone(mapper, key);
    return nullptr;
  }
  if (has_null(key)) return nullptr;
  autoflush_rows([&] { return "get() of a row of " + std::string(mapper.name); });
  const auto cursor = row_of(mapper, key, false);
  if (!cursor->next()) return nullptr;
  auto* found = cursor->instance(0);
  cursor->load_related();
  return found;
}

SessionCore::KeyQueries& SessionCore::key_queries(const Mapper& mapper) {
  auto& queries = key_queries_[&mapper];
  if (queries.criteria != criteria()) queries = {.criteria = criteria()};
  return queries;
}

std::unique_ptr<Cursor> SessionCore::row_of(const Mapper& mapper, const KeyValues& key,
                                            bool known) {
  auto& queries = key_queries(mapper);
  auto& query = known ? queries.known : queries.one;
  if (!query) {
    const auto where = equals_parameters(mapper, mapper.key);
    const auto select = known ? select_known(mapper, where) : select_from(mapper, where);
    query = new_shared<const Prepared>(prepare(select, dialect(), criteria().get()));
  }
  return std::make_unique<Cursor>(*this, query, values_for(query->sql, std::span(&key, 1)));
}

std::unique_ptr<Cursor> SessionCore::rows_of(const Mapper& mapper,
                                             std::span<const KeyValues> keys) {
  if (keys.size() < keys_at_once)
    return std::make_unique<Cursor>(*this, select_from(mapper, in(mapper, mapper.key, keys)));
  auto& query = key_queries(mapper).many;
  if (!query) {
    const auto select = select_from(mapper, in_parameters(mapper, mapper.key, keys.size()));
    query = new_shared<const Prepared>(prepare(select, dialect(), criteria().get()));
  }
  return std::make_unique<Cursor>(*this, query, values_for(query->sql, keys));
}

std::vector<Shared<Instance>> SessionCore::get_many(const Mapper& mapper,
                                                    const std::vector<KeyValues>& keys) {
  for (const auto& key : keys)
    if (key.size() != mapper.key.size())
      throw SessionError("get_many: the primary key of " + std::string(mapper.name) + " has " +
                         std::to_string(mapper.key.size()) + " columns");
  std::vector<Shared<Instance>> found(keys.size());
  const auto find = [&](std::size_t at) {
    auto* instance = identities_.find(mapper, keys[at]);
    if (instance && instance->state != State::removed && instance->mapper.is_a(mapper))
      found[at] = instance->store().share(*instance);
    return instance != nullptr;
  };
  const auto find_held = [&] {
    std::vector<std::uint32_t> missing;
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (!find(i) && !has_null(keys[i])) missing.push_back(static_cast<std::uint32_t>(i));
    return missing;
  };
  auto missing = find_held();
  if (missing.empty()) return found;
  if (autoflush_rows([&] { return "get_many() of rows of " + std::string(mapper.name); })) {
    found.assign(keys.size(), {});
    missing = find_held();
  }
  // In the order in which their rows lie in the database: each page of it is read once.
  std::ranges::sort(missing, [&](auto a, auto b) { return keys[a] < keys[b]; });
  std::vector<KeyValues> batch;
  for_each_batch(missing, [&](std::span<const std::uint32_t> places) {
    batch.clear();
    for (const auto at : places) batch.push_back(keys[at]);
    const auto cursor = rows_of(mapper, batch);
    while (cursor->next()) cursor->instance(0);
    cursor->load_related();
    for (const auto at : places) find(at);
  });
  return found;
}

Instance* SessionCore::find_parent(const MappedRelationship& relationship, KeyValues key) const {
  const auto& parent = relationship.many ? *relationship.owner : relationship.target();
  if (relationship.parent_columns != parent.key) return nullptr;
  return identities_.find(parent, key);
}

std::vector<Instance*> SessionCore::rows_with(const Mapper& mapper,
                                              const std::vector<const MappedColumn*>& columns,
                                              const KeyValues& values) {
  Cursor cursor(*this, select_known(mapper, equals(mapper, columns, values, true)));
  std::vector<Instance*> found;
  while (cursor.next()) found.push_back(cursor.instance(0));
  return found;
}

void SessionCore::expire_table(const Mapper& mapper) {
  wrote_unseen();
  for (auto* instance : identities_) {
    if (instance->state != State::persistent) continue;
    forget_related(*instance);
    if (&instance->mapper.root() == &mapper.root()) instance->expire();
  }
  std::erase_if(touched_, [](const auto* instance) { return !instance->is_touched(); });
}

void SessionCore::row_is_gone(const Mapper& mapper, KeyValues key) {
  auto* instance = identities_.find(mapper, key);
  if (!instance || instance->state != State::persistent) return;
  leave_collections(*instance);
  instance->state = State::detached;
  identities_.erase(*instance);
  std::erase(touched_, instance);
  journal_.erased(*instance);
}

bool SessionCore::has_objects_of(const Mapper& mapper) const {
  return std::any_of(identities_.begin(), identities_.end(),
                     [&](const auto* instance) { return instance->mapper.is_a(mapper); });
}

void SessionCore::refresh(Instance& instance) {
  if (!read_again(instance))
    throw StaleObjectError("the row " + engine::to_text(instance.identity.values()) + " of " +
                           std::string(instance.mapper.name) + " is not in the database any more");
}

bool SessionCore::read_again(Instance& instance) {
  instance.expired = false;
  expired_columns_.erase(&instance);
  const auto& mapper = instance.mapper;
  // What criteria it was loaded under holds for what it is related to.
  const auto& own = criteria_of(instance);
  const auto cursor =
      own ? std::make_unique<Cursor>(
                *this,
                select_known(mapper, equals(mapper, mapper.key, instance.identity.values(), false),
                             own))
          : row_of(mapper, instance.identity.values(), true);
  if (!cursor->next()) {
    instance.expired = true;
    return false;
  }
  cursor->read_into(0, instance);
  cursor->drain();
  return true;
}

}  // namespace retort::orm::detail
