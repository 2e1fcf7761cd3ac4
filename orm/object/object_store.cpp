// Taking objects in and handing them out.

#include <algorithm>
#include <iterator>

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {

Shared<ObjectStore> ObjectStore::make() {
  auto store = new_shared<ObjectStore>();
  store->block_ = store.block();
  return store;
}

Instance& ObjectStore::adopt(InstancePtr instance) {
  auto& adopted = *instances_.emplace_back(std::move(instance));
  wire(adopted);
  return adopted;
}

Shared<Instance> ObjectStore::share(Instance& instance) {
  retain(block_);
  return {&instance, block_};
}

void ObjectStore::merge(ObjectStore& other) {
  for (auto& instance : other.instances_) instance->store_ = this;
  std::ranges::move(other.instances_, std::back_inserter(instances_));
  other.instances_.clear();
  std::ranges::move(other.taken_out_, std::back_inserter(taken_out_));
  other.taken_out_.clear();
  std::ranges::move(other.filled_, std::back_inserter(filled_));
  other.filled_.clear();
  arena_.take_over(other.arena_);
  other.pool_.forget();
  retain(block_);
  other.merged_into_ = Shared<ObjectStore>(this, block_);
}

void ObjectStore::list_filled(const CollectionBase& collection) {
  if (std::exchange(collection.listed_, true)) return;
  filled_.push_back(&collection);
}

void ObjectStore::forget_collections_of(const Mapper& mapper) {
  std::erase_if(filled_, [&](const CollectionBase* collection) {
    auto& owner = *collection->owner();
    const auto& relationship = *collection->relationship();
    const bool is_row = owner.state == State::persistent || owner.state == State::removed;
    if (collection->is_loaded() && is_row && &relationship.target().root() == &mapper.root())
      forget_related(owner, relationship);
    if (collection->is_loaded()) return false;
    collection->listed_ = false;
    return true;
  });
}

std::vector<TakenOut> ObjectStore::taken_out_with(const Instance& instance) {
  std::vector<TakenOut> found;
  std::erase_if(taken_out_, [&](const TakenOut& taken) {
    const bool met = std::ranges::find(taken.child->met, &instance, &PendingLink::parent) !=
                     taken.child->met.end();
    if (taken.child != &instance && taken.owner != &instance && !met) return false;
    found.push_back(taken);
    return true;
  });
  return found;
}

Shared<Instance> new_instance(const Mapper& mapper, void* entity, MoveEntity move) {
  const auto store = ObjectStore::make();
  return store->share(store->adopt(Instance::make(mapper, *store, entity, move)));
}

}  // namespace retort::orm::detail
