// Which objects a session knows.

#include <algorithm>

#include <retort/orm/detail/column_loading.h>
#include <retort/orm/detail/key_columns.h>
#include <retort/orm/detail/raised.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/session_quiet.h>
#include <retort/orm/detail/unit_of_work.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/many_to_many.h>
#include <retort/orm/object/reference_base.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

namespace {

/// "artists (3)", for messages.
std::string name_of(const Instance& instance) {
  return std::string(instance.mapper.name) + " " + engine::to_text(instance.identity.values());
}

bool can_be_null(const MappedRelationship& relationship) {
  return std::ranges::all_of(relationship.child_columns,
                             [](const auto* column) { return column->codec->nullable; });
}

/// What the database itself does with the children of a deleted row.
schema::Action on_delete(const MappedRelationship& relationship) {
  return relationship.key->declared.on_delete;
}

}  // namespace

SessionCore::SessionCore(engine::Engine engine, SessionOptions options)
    : engine_(std::move(engine)), options_(options), store_(ObjectStore::make()) {
  store_->set_session(this);
  use_schemas();
}

SessionCore::SessionCore(engine::Connection outer, SessionOptions options)
    : outer_(std::move(outer)), options_(options), store_(ObjectStore::make()) {
  store_->set_session(this);
  use_schemas();
}

SessionCore::~SessionCore() { let_all_go(); }

namespace {

/// Takes the last out of a list, the first of which were put in last: so a tree is walked from the
/// root, each child with all below it. Objects may hang on each other in chains that are longer than
/// the stack.
Instance& take_last(std::vector<Instance*>& waiting) {
  auto& last = *waiting.back();
  waiting.pop_back();
  return last;
}

void turn_from(std::vector<Instance*>& waiting, std::size_t first) {
  std::reverse(waiting.begin() + static_cast<std::ptrdiff_t>(first), waiting.end());
}

}  // namespace

void SessionCore::add(Instance& instance) {
  const auto kept = keep();
  check_thread();
  std::vector<Instance*> waiting{&instance};
  while (!waiting.empty()) {
    auto& next = take_last(waiting);
    const auto first = waiting.size();
    add_one(next, waiting);
    turn_from(waiting, first);
  }
}

void SessionCore::add_one(Instance& instance, std::vector<Instance*>& waiting) {
  auto* owner = instance.session();
  auto* store_owner = instance.store().session();
  if (store_owner && store_owner != this)
    throw SessionError("add: the object of " + name_of(instance) +
                       " came from another session, which is still open; close that one, or add a "
                       "copy of the entity");
  if (instance.state == State::removed) {
    std::erase(removed_, &instance);
    instance.state = State::persistent;
    take_back(instance, waiting);
  }
  if (owner) return;
  if (&instance.store() != store_.get()) store_->merge(instance.store());
  if (instance.state == State::detached) {
    attach(instance);
    return attach_related(instance, waiting);
  }
  validate(instance);
  instance.state = State::pending;
  pending_.push_back(&instance);
  find_related(instance, waiting);
}

Shared<Instance> SessionCore::add_new(const Mapper& mapper, void* entity, MoveEntity move) {
  check_thread();
  validate(mapper, entity);
  auto& instance = store_->adopt(Instance::make(mapper, *store_, entity, move));
  instance.state = State::pending;
  pending_.push_back(&instance);
  std::vector<Instance*> related;
  find_related(instance, related);
  for (auto* each : related) add(*each);
  return store_->share(instance);
}

void SessionCore::find_related(Instance& instance, std::vector<Instance*>& found) {
  for (const auto& link : instance.links) {
    if (link.parent) found.push_back(link.parent);
  }
  for (const auto& relationship : instance.mapper.relationships()) {
    if (!relationship.many) {
      auto* one = reference_in(instance, relationship).remembered();
      if (one && one->state == State::transient &&
          parent_in_memory(instance, relationship).instance == one)
        found.push_back(one);
      continue;
    }
    if (relationship.view_only || !collection_in(instance, relationship).is_loaded()) continue;
    for (const auto& child : collection_in(instance, relationship).items())
      found.push_back(child.get());
  }
}

/// Its removal is off, and with it what that did to others.
void SessionCore::take_back(Instance& instance, std::vector<Instance*>& waiting) {
  std::vector<LetGo> back;
  std::erase_if(let_go_, [&](const LetGo& each) {
    if (each.owner == &instance) back.push_back(each);
    return each.owner == &instance;
  });
  for (const auto& [owner, relationship, child] : back) {
    if (relationship->far) {
      link(*owner, *relationship, far_of(*child, *relationship));
    } else if (child->state == State::removed) {
      waiting.push_back(child);
    } else if (!parent_in_memory(*child, *relationship).instance) {
      relate(*child, *relationship, owner);
    }
  }
}

/// What an object without a session has in memory may have changed as it has itself.
void SessionCore::attach_related(Instance& instance, std::vector<Instance*>& waiting) {
  for (const auto& [child, owner, end] : store_->taken_out_with(instance)) {
    if (child->row_deleted) continue;
    if (child->state == State::detached) add(*child);
    if (!end) {
      remove(*child);
    } else if (end->delete_orphan) {
      orphaned(*child, *end);
    }
  }
  for (const auto& relationship : instance.mapper.relationships()) {
    auto* one = relationship.many ? nullptr : reference_in(instance, relationship).remembered();
    if (one && one->state == State::detached && !one->row_deleted) waiting.push_back(one);
  }
  find_related(instance, waiting);
}

void SessionCore::attach(Instance& instance) {
  if (instance.row_deleted)
    throw SessionError("add: the row " + name_of(instance) +
                       " was deleted; make_transient() lets its object become a new one");
  if (identities_.find(instance.mapper, instance.identity.values()))
    throw SessionError("add: the session has another object for the row " + name_of(instance));
  instance.state = State::persistent;
  identities_.insert(instance);
  if (!instance.is_touched()) return;
  touched_.push_back(&instance);
  look_at(instance);
}

void SessionCore::look_at(Instance& instance) {
  instance.set_in_use(true);
  in_use_.push_back(&instance);
}

void SessionCore::looked_at(std::size_t count) {
  const auto last = in_use_.begin() + static_cast<std::ptrdiff_t>(count);
  std::for_each(in_use_.begin(), last, [](auto* instance) { instance->set_in_use(false); });
  in_use_.erase(in_use_.begin(), last);
}

void SessionCore::remove(Instance& instance) {
  const auto kept = keep();
  if (instance.session() != this)
    throw SessionError("remove: the object of " + name_of(instance) + " is not in this session");
  if (!remove_one(instance)) return;
  // A flush in between would delete the object before its children.
  const Quiet quiet(*this, true);
  std::vector<Instance*> waiting;
  remove_related(instance, waiting);
  turn_from(waiting, 0);
  while (!waiting.empty()) {
    auto& next = take_last(waiting);
    if (next.session() != this || !remove_one(next)) continue;
    const auto first = waiting.size();
    remove_related(next, waiting);
    turn_from(waiting, first);
  }
}

/// False where it was removed before.
bool SessionCore::remove_one(Instance& instance) {
  if (instance.state == State::removed) return false;
  if (instance.state == State::pending) {
    leave_collections(instance);
    expunge(instance);
    return true;
  }
  instance.touch();
  if (removed_.empty()) let_go_.clear();
  instance.state = State::removed;
  removed_.push_back(&instance);
  return true;
}

void SessionCore::remove_related(Instance& instance, std::vector<Instance*>& waiting) {
  for (const auto& relationship : instance.mapper.relationships()) {
    if (!relationship.many || relationship.view_only) continue;
    if (relationship.passive_deletes && !collection_in(instance, relationship).is_loaded())
      continue;
    const bool let_go =
        can_be_null(relationship) && (instance.state == State::transient ||
                                      on_delete(relationship) == schema::Action::no_action);
    if (!relationship.cascade_delete && !let_go) continue;
    auto children = collection_in(instance, relationship).items();
    for (auto* child : hidden_many(instance, relationship)) {
      const auto known = [&](const auto& each) { return each.get() == child; };
      if (std::ranges::none_of(children, known)) children.push_back(store_->share(*child));
    }
    for (const auto& child : children) {
      if (instance.state == State::removed)
        let_go_.push_back({&instance, &relationship, child.get()});
      if (relationship.far) {
        unlink(*child);
      } else if (!relationship.cascade_delete) {
        relate(*child, relationship, nullptr);
      } else {
        waiting.push_back(child.get());
      }
    }
  }
}

void SessionCore::expunge(Instance& instance) {
  if (instance.session() != this)
    throw SessionError("expunge: this object of " + std::string(instance.mapper.name) +
                       " is none of the session's");
  std::vector<Instance*> waiting{&instance};
  while (!waiting.empty()) {
    auto& next = take_last(waiting);
    if (next.session() != this) continue;
    let_go(next);
    // Those that would be deleted with it are a part of it.
    for (const auto& relationship : next.mapper.relationships()) {
      if (!relationship.cascade_delete && !relationship.delete_orphan) continue;
      const auto& many = collection_in(next, relationship);
      if (!many.is_loaded()) continue;
      for (const auto& child : many.items()) waiting.push_back(child.get());
    }
  }
}

void SessionCore::let_go(Instance& instance) {
  for (auto* list : {&pending_, &touched_, &in_use_, &removed_}) std::erase(*list, &instance);
  instance.set_in_use(false);
  std::erase_if(orphans_, [&](const auto& orphan) { return orphan.instance == &instance; });
  journal_.forget(instance);
  identities_.erase(instance);
  criteria_of_.erase(&instance);
  expired_columns_.erase(&instance);
  instance.state = instance.state == State::pending ? State::transient : State::detached;
}

void SessionCore::make_transient(Instance& instance) {
  if (instance.session() == this) let_go(instance);
  if (instance.session() || instance.state == State::transient) return;
  journal_.forget(instance);
  instance.row_deleted = false;
  instance.state = State::transient;
  instance.drop_snapshot();
  instance.identity.clear();
}

void SessionCore::orphaned(Instance& instance, const MappedRelationship& end) {
  orphans_.push_back({&instance, &end});
}

void SessionCore::remove_orphans() {
  for (std::size_t i = 0; i < orphans_.size(); ++i) {
    const auto [instance, end] = orphans_[i];
    const bool known = instance->state == State::pending || instance->state == State::persistent;
    const auto parent = parent_in_memory(*instance, *end);
    if (!known || (parent.known && parent.instance)) continue;
    instance->links.erase_if([&, key = end->key](const auto& link) {
      return link.relationship->key == key && !link.parent;
    });
    remove(*instance);
  }
  orphans_.clear();
}

bool SessionCore::is_modified(const Instance& instance) const {
  return instance.state == State::persistent && !instance.expired &&
         (!instance.links.empty() || changed_columns(instance).any());
}

void SessionCore::check_row(const Instance& instance) const {
  if (instance.session() != this || instance.state != State::persistent)
    throw SessionError("expire: the object of " + name_of(instance) +
                       " is no row that this session has");
}

void SessionCore::expire(Instance& instance) {
  check_row(instance);
  instance.expire();
  forget_related(instance);
  std::erase(touched_, &instance);
}

void SessionCore::expire_all() {
  for (auto* instance : identities_) {
    if (instance->state != State::persistent) continue;
    instance->expire();
    forget_related(*instance);
  }
  std::erase_if(touched_, [](const auto* instance) { return !instance->is_touched(); });
}

void SessionCore::expire(Instance& instance, const std::vector<std::string_view>& columns) {
  check_row(instance);
  if (instance.expired) return;
  auto& expired = expired_columns_[&instance];
  for (const auto name : columns) {
    const auto* column = instance.mapper.find_column(name);
    expired.push_back(column);
    // A change that was not flushed is lost.
    if (!instance.snapshot()) continue;
    if (const auto value = stored_value(instance, *column))
      column->codec->set(column->in(instance.entity()), *value);
  }
  instance.set_in_use(false);
}

void SessionCore::expire(Instance& instance, const MappedRelationship& relationship) {
  check_row(instance);
  forget_related(instance, relationship);
}

void SessionCore::read_expired_columns(Instance& instance) {
  const auto found = expired_columns_.find(&instance);
  if (found == expired_columns_.end()) return;
  load_columns(*this, instance, found->second);
  expired_columns_.erase(&instance);
}

void SessionCore::hand_over(Instance& before, Instance& after, KeyValues key) {
  if (!before.snapshot()) before.take_snapshot();
  after.set_snapshot(before.snapshot()->copy(after.store().pool()));
  for (const auto& column : after.mapper.columns) {
    auto* value = column.in(after.entity());
    if (column.computed) {
      column.codec->set(value, column.codec->get(column.in(before.entity())));
    } else if (const auto stored = stored_value(before, column);
               stored && !column.codec->is_set(value)) {
      column.codec->set(value, *stored);
    }
  }
  leave_collections(before);
  identities_.erase(before);
  before.state = State::detached;
  journal_.erased(before);
  after.state = State::persistent;
  after.identity.assign(std::move(key));
  identities_.insert(after);
  journal_.switched(after);
  if (after.is_touched()) touched_.push_back(&after);
}

Instance& SessionCore::enter_loaded(InstancePtr instance, const KeyValues& key,
                                    IdentityMap::Hash hash) {
  auto& loaded = store_->adopt(std::move(instance));
  loaded.state = State::persistent;
  // A type may have several stored forms of a value, but of a whole number there is one.
  const bool is_number = key.number() && loaded.mapper.key.front()->codec->form == Form::integer;
  if (is_number) {
    loaded.identity.assign(*key.number());
    identities_.insert_new(loaded, hash);
  } else {
    loaded.take_identity();
    identities_.insert(loaded);
  }
  const Raised telling(reading_row_);
  listeners_.tell(RowEvent::load, loaded.mapper, loaded.entity());
  return loaded;
}

void SessionCore::before_use(Instance& instance) {
  const auto kept = instance.expired ? keep() : nullptr;
  check_thread();
  if (instance.expired) refresh(instance);
  if (!expired_columns_.empty()) read_expired_columns(instance);
  if (!instance.is_touched() && instance.state != State::pending) touched_.push_back(&instance);
  look_at(instance);
}

}  // namespace retort::orm::detail
