// Loading and changing the many.

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/many_to_many.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {

namespace {

Shared<Instance> unowned(Instance& instance) { return {&instance, nullptr}; }

}  // namespace

struct CollectionBase::Members : std::unordered_set<const Instance*> {
  using unordered_set::unordered_set;
};

CollectionBase::CollectionBase(const CollectionBase& other) {
  if (!other.owner_ && other.items_) items_ = new Items(*other.items_);
}

CollectionBase::CollectionBase(CollectionBase&& other) noexcept {
  if (!other.owner_) items_ = std::exchange(other.items_, nullptr);
}

CollectionBase& CollectionBase::operator=(const CollectionBase& other) {
  if (this == &other || other.owner_ || !other.items_) return *this;
  for (const auto& child : *other.items_) add(child);
  return *this;
}

CollectionBase::~CollectionBase() { clear_items(); }

CollectionBase::Items& CollectionBase::made_items() const {
  if (!items_) {
    items_ = new Items();
    if (owner_) owner_->store().list_filled(*this);
  }
  return *items_;
}

void CollectionBase::clear_items() const {
  delete std::exchange(items_, nullptr);
  delete std::exchange(members_, nullptr);
}

void CollectionBase::forget() {
  clear_items();
  raises_ = false;
}

void CollectionBase::set_loaded() { made_items(); }

const CollectionBase::Items& CollectionBase::items() const {
  if (!items_) {
    made_items();
    if (owner_ && owner_->state != State::transient && owner_->state != State::pending) load();
  }
  // A listener of what was loaded may have made it forget them.
  return made_items();
}

void CollectionBase::load() const {
  try {
    session_for_loading(*owner_, *relationship_, raises_)->load_children(*owner_, *relationship_);
  } catch (...) {
    clear_items();
    throw;
  }
}

Shared<Instance> CollectionBase::at(std::size_t index) const {
  const auto& child = items().at(index);
  if (!owner_) return child;
  auto& found = relationship_->far ? far_of(*child, *relationship_) : *child;
  return found.store().share(found);
}

void CollectionBase::add(Shared<Instance> child) {
  if (!child) throw SessionError("an empty handle cannot be added to a collection");
  if (!owner_) {
    items();
    items_->push_back(std::move(child));
    return;
  }
  if (relationship_->far) {
    if (!contains(child.get())) link(*owner_, *relationship_, *child);
    return;
  }
  // Its place is behind those that are there.
  if (!relationship_->position.empty()) items();
  relate(*child, *relationship_, owner_);
  if (auto* session = owner_->session()) session->add(*child);
}

void CollectionBase::remove(const Instance* child) {
  if (child && owner_ && relationship_->write_only) {
    auto& kept = const_cast<Instance&>(*child);
    if (parent_in_memory(kept, *relationship_).instance != owner_)
      throw SessionError("the object is not in the collection");
    return relate(kept, *relationship_, nullptr);
  }
  const auto found = position_of(child);
  if (found == items().end()) throw SessionError("the object is not in the collection");
  if (!owner_) {
    items_->erase(found);
  } else if (relationship_->far) {
    unlink(**found);
  } else {
    relate(**found, *relationship_, nullptr);
  }
}

CollectionBase::Items::const_iterator CollectionBase::position_of(const Instance* child) const {
  const auto& all = items();
  if (owner_ && relationship_->far)
    return std::ranges::find_if(
        all, [&](const auto& item) { return &far_of(*item, *relationship_) == child; });
  // From the end, where clear() and those are that add one and take it out again.
  const auto found =
      std::find_if(all.rbegin(), all.rend(), [&](const auto& item) { return item.get() == child; });
  return found == all.rend() ? all.end() : std::prev(found.base());
}

void CollectionBase::place(const Instance* child, std::size_t index) {
  const auto found = position_of(child);
  if (found == items().end()) throw SessionError("the object is not in the collection");
  const auto from = items_->begin() + (found - items_->cbegin());
  const auto to =
      items_->begin() + static_cast<std::ptrdiff_t>(std::min(index, items_->size() - 1));
  from < to ? std::rotate(from, from + 1, to + 1) : std::rotate(to, from, from + 1);
  if (owner_) number_from(static_cast<std::size_t>(std::min(from, to) - items_->begin()));
}

bool CollectionBase::has_place(std::size_t index) const {
  auto& child = *(*items_)[index];
  child.touch();
  const auto* column = child.mapper.find_column(relationship_->position);
  const engine::Value place(static_cast<std::int64_t>(index));
  return column->codec->get(column->in(child.entity())) == place;
}

void CollectionBase::number_from(std::size_t first) const {
  if (!items_ || relationship_->position.empty()) return;
  // What is in order before and ends with the right number has no gaps.
  if (first > 0 && !has_place(first - 1)) first = 0;
  for (auto i = first; i < items_->size(); ++i) {
    if (has_place(i)) continue;
    auto& child = *(*items_)[i];
    const auto* column = child.mapper.find_column(relationship_->position);
    column->codec->set(column->in(child.entity()), engine::Value(static_cast<std::int64_t>(i)));
  }
}

bool CollectionBase::contains(const Instance* child) const {
  return position_of(child) != items().end();
}

Shared<Instance> CollectionBase::only() const {
  if (items().size() > 1)
    throw MultipleResultsFound("several rows of " + std::string(relationship_->end().name) +
                               " refer to one of " + std::string(owner_->mapper.name) +
                               ", where a HasOne expects one at most; make the foreign key unique");
  return items().empty() ? nullptr : at(0);
}

void CollectionBase::set_only(Shared<Instance> child) {
  while (!items().empty()) {
    const auto before = at(0);
    if (before == child) return;
    remove(before.get());
  }
  if (child) add(std::move(child));
}

CollectionBase::Items CollectionBase::wire(Instance& owner,
                                           const MappedRelationship& relationship) {
  owner_ = &owner;
  relationship_ = &relationship;
  Items given;
  if (items_) given = std::move(*items_);
  clear_items();
  return given;
}

bool CollectionBase::is_item(const Instance& child) const {
  constexpr std::size_t few = 32;
  if (items_->size() < few)
    return std::ranges::find(*items_, &child, &Shared<Instance>::get) != items_->end();
  if (!members_) {
    members_ = new Members(items_->size() * 2);
    for (const auto& item : *items_) members_->insert(item.get());
  }
  return members_->contains(&child);
}

void CollectionBase::remember(Instance& child) {
  made_items();
  if (!is_item(child)) append(child);
}

void CollectionBase::append(Instance& child) {
  auto& items = made_items();
  if (items.capacity() == 0) items.reserve(4);
  items.push_back(unowned(child));
  if (members_) members_->insert(&child);
}

std::size_t CollectionBase::leave_out(const Instance& child) {
  if (!items_) return 0;
  // It is in it once. From the end, as above.
  const auto found = std::find_if(items_->rbegin(), items_->rend(),
                                  [&](const auto& item) { return item.get() == &child; });
  if (found == items_->rend()) return items_->size();
  if (members_) members_->erase(&child);
  const auto after = items_->erase(std::next(found).base());
  return static_cast<std::size_t>(after - items_->begin());
}

}  // namespace retort::orm::detail
