// Nested transactions: savepoints, and what their rollback does to the objects.

#include <algorithm>
#include <unordered_set>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/unit_of_work.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

std::uint64_t SessionCore::begin_nested() {
  flush(true);
  auto savepoint = std::make_unique<engine::Savepoint>(connection());
  nested_.push_back({++last_nested_, std::move(savepoint), journal_.size()});
  return last_nested_;
}

bool SessionCore::has_nested(std::uint64_t number) const {
  return std::ranges::find(nested_, number, &Nested::number) != nested_.end();
}

void SessionCore::commit_nested(std::uint64_t number) {
  flush(true);
  end_open_statements();
  const auto found = std::ranges::find(nested_, number, &Nested::number);
  found->savepoint->release();
  const bool unseen = std::ranges::any_of(found, nested_.end(), &Nested::wrote_unseen);
  if (unseen && found != nested_.begin()) std::prev(found)->wrote_unseen = true;
  nested_.erase(found, nested_.end());
}

void SessionCore::rollback_nested(std::uint64_t number) {
  end_open_statements();
  const auto found = std::ranges::find(nested_, number, &Nested::number);
  const auto position = static_cast<std::size_t>(found - nested_.begin());
  const bool unseen = std::ranges::any_of(found, nested_.end(), &Nested::wrote_unseen);
  const auto mark = found->mark;
  found->savepoint->rollback();
  nested_.erase(found, nested_.end());
  undo_nested(mark, unseen);
  if (failed_inside_ > position) failure_.reset();
}

void SessionCore::wrote_unseen() {
  if (!nested_.empty()) nested_.back().wrote_unseen = true;
}

void SessionCore::undo_nested(std::size_t mark, bool all) {
  // Of hierarchies, their roots: a relationship to the base is one to all.
  std::unordered_set<const Mapper*> tables;
  for (auto* instance : touched_) {
    if (instance->state != State::persistent) continue;
    if (changed_columns(*instance).none() && instance->links.empty()) continue;
    tables.insert(&instance->mapper.root());
    instance->links.clear();
    instance->expire();
  }
  for (auto* instance : removed_) {
    tables.insert(&instance->mapper.root());
    instance->state = State::persistent;
    instance->links.clear();
    instance->expire();
  }
  for (auto* instance : pending_) {
    tables.insert(&instance->mapper.root());
    instance->state = State::transient;
  }
  for (auto* instance : journal_.undo(mark, identities_)) tables.insert(&instance->mapper.root());
  pending_.clear();
  removed_.clear();
  orphans_.clear();
  for (auto* instance : identities_) {
    if (all) instance->expire();
    for (const auto& relationship : instance->mapper.relationships()) {
      if (all || tables.contains(&relationship.target().root()))
        forget_related(*instance, relationship);
    }
  }
  std::erase_if(touched_, [](const auto* instance) {
    return !instance->is_touched() || instance->state != State::persistent;
  });
}

}  // namespace retort::orm::detail
