// Loading along relationships: for one object when it is used, for many after a query.

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <retort/orm/detail/loading_query.h>
#include <retort/orm/detail/moved_children.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/many_to_many.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

namespace {

/// "HasMany of authors to books (by author_id)", for messages.
std::string name_of(const MappedRelationship& relationship) {
  const auto* kind = relationship.far    ? "ManyToMany of "
                     : relationship.many ? "HasMany of "
                                         : "BelongsTo of ";
  return kind + std::string(relationship.owner->name) + " to " +
         std::string(relationship.end().name) + " (by " + std::string(relationship.column) + ")";
}

KeyValues parent_key(const MappedRelationship& relationship, const Instance& owner) {
  KeyValues key;
  for (const auto* column : relationship.parent_columns)
    key.push_back(column->codec->get(column->in(owner.entity())));
  return key;
}

/// The many; for a link, with what is at its other end.
Select select_children(const MappedRelationship& relationship, NodePtr where) {
  const auto& target = relationship.target();
  auto select = select_from(target, std::move(where));
  const Source end{&relationship.end()};
  if (relationship.far) {
    select.items.push_back({.entity = end});
    select.joins.push_back(
        {{end}, key_condition(*relationship.far_end->key, end, Source{&target})});
  }
  if (!relationship.where.empty())
    select.where =
        make_and(std::move(select.where), make_text("(" + std::string(relationship.where) + ")"));
  for (const auto& [column, descending] : relationship.order_by)
    select.order_by.push_back(make_order(make_column(end, column), descending, Nulls::unsaid));
  return select;
}

/// Enters the child of the cursor's row, whose foreign key is the owner's.
void enter_child(Cursor& cursor, const MappedRelationship& relationship, Instance& owner,
                 Instance& child) {
  if (child.state == State::removed && relationship.far) return;
  // One that the program has not had in its hands belongs to whom its row says.
  const bool as_read = !child.is_touched() && child.links.empty();
  if (!as_read && parent_in_memory(child, relationship).instance != &owner) return;
  if (relationship.far) {
    meet(child, relationship, owner);
    meet(child, *relationship.far_end, *cursor.instance(1));
  } else {
    remember_parent(child, *relationship.key, &owner);
  }
  collection_in(owner, relationship).append(child);
}

}  // namespace

namespace {

/// Throws where the object is not the session's, or is not any more: listeners may have let go of it.
void check_loads_for(const SessionCore* session, const Instance& instance,
                     const MappedRelationship& relationship) {
  if (session && instance.session() == session) return;
  throw DetachedError(
      "a relationship of " + std::string(instance.mapper.name) + " to " +
      std::string(relationship.end().name) +
      " was not loaded, and the object's session is gone; load it while the session "
      "is alive, or add the object to another one");
}

}  // namespace

Shared<SessionCore> session_for_loading(const Instance& instance,
                                        const MappedRelationship& relationship, bool raises) {
  const auto* session = instance.session();
  check_loads_for(session, instance, relationship);
  auto kept = session->keep();
  kept->before_lazy_load(relationship, raises);
  check_loads_for(session, instance, relationship);
  return kept;
}

void SessionCore::before_lazy_load(const MappedRelationship& relationship, bool raises) {
  if (quiet_) return;
  if (raises || relationship.loading == Loading::raise || !options_.lazy_loads)
    throw LazyLoadError("the " + name_of(relationship) +
                        " was not loaded, and loading it when it is used is not allowed here; load "
                        "it with the query, by selectinload() or joinedload()");
  auto& loads = lazy_loads_[&relationship];
  ++loads.count;
  if (loads.advice.empty())
    loads.advice = std::string(relationship.many ? "selectinload" : "joinedload") + "() of the " +
                   name_of(relationship) + " in options() of the query of " +
                   std::string(relationship.owner->name);
  if (options_.on_lazy_load)
    options_.on_lazy_load({relationship.owner->name, relationship.end().name, relationship.column,
                           relationship.many, loads.count, loads.advice});
}

std::vector<LazyLoad> SessionCore::lazy_loads() const {
  std::vector<LazyLoad> all;
  for (const auto& [relationship, loads] : lazy_loads_)
    all.push_back({relationship->owner->name, relationship->end().name, relationship->column,
                   relationship->many, loads.count, loads.advice});
  std::ranges::sort(all, std::greater<>(), &LazyLoad::count);
  return all;
}

Instance* SessionCore::load_parent(Instance& child, const MappedRelationship& relationship) {
  const auto& target = relationship.target();
  autoflush([&] { return "loading the " + name_of(relationship); });
  check_loads_for(this, child, relationship);
  const auto key = foreign_key_of(child, relationship);
  auto* parent = find_parent(relationship, key);
  if (!parent) {
    auto select = select_from(target, equals(target, relationship.parent_columns, key, false));
    select.criteria = criteria_of(child);
    Cursor cursor(*this, select);
    if (cursor.next()) parent = cursor.instance(0);
    cursor.load_related();
  }
  remember_parent(child, *relationship.key, parent);
  return parent;
}

void SessionCore::load_children(Instance& owner, const MappedRelationship& relationship) {
  autoflush([&] { return "loading the " + name_of(relationship); });
  check_loads_for(this, owner, relationship);
  const auto where = equals(relationship.target(), relationship.child_columns,
                            parent_key(relationship, owner), true);
  auto select = select_children(relationship, where);
  select.criteria = criteria_of(owner);
  // The children's way back is known, so it is not joined.
  Cursor cursor(*this, select, relationship.key);
  while (cursor.next()) enter_child(cursor, relationship, owner, *cursor.instance(0));
  auto* const one = &owner;
  add_moved(relationship, std::span(&one, 1));
  cursor.load_related();
}

void SessionCore::add_moved(const MappedRelationship& relationship,
                            std::span<Instance* const> owners) {
  // After a flush the rows say it all, and walking all that was touched for each of many loads
  // would take a time that grows with the square.
  if (options_.autoflush || !relationship.where.empty() || relationship.view_only) return;
  const auto for_each_child = [&](auto visit) {
    for (const auto* list : {&touched_, &pending_}) {
      for (auto* child : *list) {
        if (child->state != State::removed && child->mapper.is_a(relationship.target()))
          visit(*child);
      }
    }
  };
  const auto enter_if = [&](Instance& child, auto is_owner) {
    auto* parent = parent_in_memory(child, relationship).instance;
    if (parent && is_owner(parent)) collection_in(*parent, relationship).remember(child);
  };
  // A listener may move more of them in between.
  if (!moved_ || listeners_.wants_rows()) {
    const auto is_owner = [&](auto* parent) {
      return std::ranges::find(owners, parent) != owners.end();
    };
    return for_each_child([&](Instance& child) { enter_if(child, is_owner); });
  }
  if (!moved_->knows(relationship)) {
    moved_->set_known(relationship);
    for_each_child([&](Instance& child) { moved_->add(relationship, child); });
  }
  for (auto* owner : owners) {
    for (auto* child : moved_->of(relationship, *owner, parent_key(relationship, *owner))) {
      if (child->state != State::removed)
        enter_if(*child, [&](auto* parent) { return parent == owner; });
    }
  }
}

void SessionCore::load_for_all(const std::vector<Instance*>& owners, const Ahead& what) {
  if (!what.relationship.many) return load_one_for(owners, what);
  std::vector<Instance*> empty;
  for (auto* owner : owners) {
    auto& collection = collection_in(*owner, what.relationship);
    if (owner->state != State::persistent) continue;
    if (what.again) collection.forget();
    if (collection.is_loaded()) continue;
    collection.set_loaded();
    empty.push_back(owner);
  }
  auto batches = what;
  // One walk through the table instead of a search for each key.
  batches.whole_table &= empty.size() > keys_at_once && empty.size() == owners.size();
  if (batches.whole_table) return load_many_for(empty, batches);
  for_each_batch(empty, [&](auto batch) { load_many_for(batch, batches); });
}

namespace {

/// Which of the owners a child refers to. Mostly the children of one owner come together, and the owners in
/// the order in which they are here; a table of their keys is made for those that do not.
class OwnersByKey {
 public:
  OwnersByKey(std::span<Instance* const> owners, const MappedRelationship& relationship)
      : owners_(owners), relationship_(relationship) {}
  /// Null for none of them.
  Instance* owner_of(const Instance& child) {
    read_foreign_key(child, relationship_, wanted_.key);
    if (wanted_.key == last_.key) return found_;
    last_.key = wanted_.key;
    return found_ = is_next() ? owners_[next_++] : look_up();
  }

 private:
  bool is_next() const {
    return next_ < owners_.size() && parent_key(relationship_, *owners_[next_]) == wanted_.key;
  }
  Instance* look_up() {
    if (by_key_.empty()) {
      by_key_.reserve(owners_.size());
      for (std::size_t i = 0; i < owners_.size(); ++i)
        by_key_[{nullptr, parent_key(relationship_, *owners_[i])}] = i;
    }
    const auto found = by_key_.find(wanted_);
    if (found == by_key_.end()) return nullptr;
    next_ = found->second + 1;
    return owners_[found->second];
  }

  std::span<Instance* const> owners_;
  const MappedRelationship& relationship_;
  std::size_t next_ = 0;
  std::unordered_map<Identity, std::size_t, IdentityHash> by_key_;
  Identity wanted_{};
  Identity last_{};
  Instance* found_ = nullptr;
};

/// Rows that refer to some row.
NodePtr refers_to_any(const MappedRelationship& relationship) {
  NodePtr condition;
  for (const auto* column : relationship.child_columns) {
    if (!column->codec->nullable) continue;
    const Source child{&relationship.target()};
    condition =
        make_and(std::move(condition),
                 make_binary(Operator::is_not, make_column(child, column->name), make_null()));
  }
  return condition;
}

NodePtr refers_to(std::span<Instance* const> owners, const MappedRelationship& relationship) {
  std::vector<KeyValues> keys;
  for (auto* owner : owners) keys.push_back(parent_key(relationship, *owner));
  return in(relationship.target(), relationship.child_columns, keys);
}

}  // namespace

void SessionCore::load_many_for(std::span<Instance* const> owners, const Ahead& what) {
  const auto& relationship = what.relationship;
  OwnersByKey by_key(owners, relationship);
  auto select = select_children(relationship, what.whole_table ? refers_to_any(relationship)
                                                               : refers_to(owners, relationship));
  select.loading = what.rest;
  select.criteria = what.criteria;
  select.populate_existing = what.again;
  Cursor cursor(*this, select, relationship.key);
  while (cursor.next()) {
    auto& child = *cursor.instance(0);
    if (auto* owner = by_key.owner_of(child)) enter_child(cursor, relationship, *owner, child);
  }
  add_moved(relationship, owners);
  cursor.load_related();
}

void SessionCore::load_one_for(const std::vector<Instance*>& owners, const Ahead& what) {
  const auto& relationship = what.relationship;
  const auto& target = relationship.target();
  std::vector<KeyValues> keys;
  std::unordered_set<Identity, IdentityHash> met;
  std::vector<Instance*> unknown;
  for (auto* owner : owners) {
    if (!what.again && parent_in_memory(*owner, relationship).known) continue;
    unknown.push_back(owner);
    auto key = foreign_key_of(*owner, relationship);
    if (what.again && key.empty()) continue;
    if (met.insert({&target, key}).second) keys.push_back(std::move(key));
  }
  std::unordered_map<Identity, Instance*, IdentityHash> by_key;
  for_each_batch(keys, [&](std::span<const KeyValues> batch) {
    auto select = select_from(target, in(target, relationship.parent_columns, batch));
    select.loading = what.rest;
    select.criteria = what.criteria;
    select.populate_existing = what.again;
    Cursor cursor(*this, select);
    while (cursor.next()) {
      auto* parent = cursor.instance(0);
      by_key[{&target, parent_key(relationship, *parent)}] = parent;
    }
    cursor.load_related();
  });
  for (auto* owner : unknown) {
    const auto found = by_key.find({&target, foreign_key_of(*owner, relationship)});
    // Where there is none, or none that may be seen, that is known too.
    remember_parent(*owner, *relationship.key, found == by_key.end() ? nullptr : found->second);
  }
}

}  // namespace retort::orm::detail
