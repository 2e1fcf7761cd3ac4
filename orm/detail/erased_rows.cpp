#include <retort/orm/detail/erased_rows.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include <retort/orm/detail/key_columns.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/reference_base.h>

namespace retort::orm::detail {

namespace {

/// A foreign key to a primary key, where the database does something when the row there is deleted.
struct ActingKey {
  const MappedForeignKey* key;
  std::vector<const MappedColumn*> columns;
};

std::vector<ActingKey> acting_keys(const Mapper& mapper) {
  std::vector<ActingKey> found;
  for (const auto* key : mapper.keys) {
    const auto action = key->declared.on_delete;
    if (action == schema::Action::no_action || action == schema::Action::restrict) continue;
    const auto is_named = [](const MappedColumn* column, const std::string& name) {
      return column->name == name;
    };
    if (!std::ranges::equal(key->target().key, key->referred, is_named)) continue;
    found.push_back({key, {}});
    for (const auto& name : key->columns) found.back().columns.push_back(mapper.find_column(name));
  }
  return found;
}

void forget_reference(Instance& instance, const MappedForeignKey& key) {
  for (const auto& relationship : instance.mapper.relationships()) {
    if (!relationship.many && relationship.key == &key)
      reference_in(instance, relationship).forget();
  }
}

}  // namespace

void ErasedRows::add(const Instance& instance) {
  rows_.insert({&instance.mapper.root(), instance.identity.values()});
}

void ErasedRows::expire_what_referred(SessionCore& session) {
  if (!changed_others_) return;
  std::unordered_map<const Mapper*, std::vector<ActingKey>> acting;
  for (const auto* mapper : session.identities().mappers()) {
    auto keys = acting_keys(*mapper);
    if (!keys.empty()) acting.emplace(mapper, std::move(keys));
  }
  const auto refers = [&](const auto& each) {
    return std::ranges::any_of(each.second, [&](const ActingKey& key) {
      return std::ranges::any_of(
          rows_, [&](const Identity& row) { return row.mapper == &key.key->target().root(); });
    });
  };
  if (std::ranges::none_of(acting, refers)) return;
  bool changed = false;
  for (std::size_t known = 0; known < rows_.size();) {
    known = rows_.size();
    for (auto* instance : session.identities()) {
      if (instance->state != State::persistent || instance->expired) continue;
      const auto found = acting.find(&instance->mapper);
      if (found == acting.end()) continue;
      for (const auto& [key, columns] : found->second) {
        auto referred = values_in(columns, instance->entity());
        if (referred.empty() || !rows_.contains({&key->target().root(), std::move(referred)}))
          continue;
        if (key->declared.on_delete == schema::Action::cascade) add(*instance);
        forget_reference(*instance, *key);
        instance->expire();
        changed = true;
        break;
      }
    }
  }
  // The rollback of a nested transaction has to read them once more.
  if (changed) session.wrote_unseen();
}

}  // namespace retort::orm::detail
