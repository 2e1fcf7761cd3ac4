#include <retort/orm/detail/erased_rows.h>

#include <unordered_map>
#include <vector>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/reference_base.h>

namespace retort::orm::detail {

namespace {

using References = std::vector<const MappedRelationship*>;

/// To the one that a row of the model refers to, where the database does something when that is deleted.
References acting_references(const Mapper& mapper) {
  References found;
  for (const auto& relationship : mapper.relationships()) {
    if (relationship.many || relationship.parent_columns != relationship.target().key) continue;
    const auto action = relationship.key->declared.on_delete;
    if (action != schema::Action::no_action && action != schema::Action::restrict)
      found.push_back(&relationship);
  }
  return found;
}

}  // namespace

void ErasedRows::add(const Instance& instance) {
  rows_.insert({&instance.mapper.root(), instance.identity});
}

void ErasedRows::expire_what_referred(SessionCore& session) {
  std::unordered_map<const Mapper*, References> references;
  bool changed = false;
  for (std::size_t known = 0; known < rows_.size();) {
    known = rows_.size();
    for (auto* instance : session.identities()) {
      if (instance->state != State::persistent || instance->expired) continue;
      const auto [found, is_new] = references.try_emplace(&instance->mapper);
      if (is_new) found->second = acting_references(instance->mapper);
      for (const auto* relationship : found->second) {
        auto key = foreign_key_of(*instance, *relationship);
        if (key.empty() || !rows_.contains({&relationship->target().root(), std::move(key)}))
          continue;
        if (relationship->key->declared.on_delete == schema::Action::cascade) add(*instance);
        reference_in(*instance, *relationship).forget();
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
