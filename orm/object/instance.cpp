// Where objects lie, and what happens when the program gets at one.

#include <algorithm>
#include <new>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {

namespace {

std::size_t alignment_of(const EntityStorage& type) {
  return std::max(type.alignment, alignof(Instance));
}

/// From the beginning of the instance to its entity.
std::size_t distance_to_entity(const EntityStorage& type) {
  return (sizeof(Instance) + type.alignment - 1) / type.alignment * type.alignment;
}

std::size_t size_of(const EntityStorage& type) { return distance_to_entity(type) + type.size; }

}  // namespace

InstancePtr Instance::make(const Mapper& mapper, ObjectStore& store) {
  return make(mapper, store, nullptr, nullptr);
}

InstancePtr Instance::make(const Mapper& mapper, ObjectStore& store, void* entity,
                           MoveEntity move) {
  const auto& type = *mapper.entity_storage;
  void* const memory = store.arena().allocate(size_of(type), alignment_of(type));
  void* const place = static_cast<std::byte*>(memory) + distance_to_entity(type);
  try {
    entity == nullptr ? type.construct(place) : move(place, entity);
  } catch (...) {
    store.arena().give_back(memory, size_of(type));
    throw;
  }
  return InstancePtr(::new (memory) Instance(mapper, store, place));
}

Instance::Instance(const Mapper& mapper_of_entity, ObjectStore& store, void* entity)
    : mapper(mapper_of_entity), store_(&store), entity_(entity) {}

Instance::~Instance() {
  if (large_snapshot_) drop_snapshot();
  mapper.entity_storage->destroy(entity_);
}

void DeleteInstance::operator()(Instance* instance) const {
  auto& arena = instance->store().arena();
  const auto size = size_of(*instance->mapper.entity_storage);
  instance->~Instance();
  arena.give_back(instance, size);
}

SessionCore* Instance::session() const {
  const bool known = state != State::transient && state != State::detached;
  return known ? store_->session() : nullptr;
}

void Instance::take_identity() {
  const auto* generated = mapper.generated_field();
  if (generated && generated->type == CommonType::integer) {
    identity.assign(generated->as<std::int64_t>(entity_));
  } else {
    identity.assign(mapper.key_of(entity_));
  }
}

void Instance::prepare() {
  auto* owner = session();
  if (owner) owner->before_use(*this);
  if (!touched_ && state != State::transient && state != State::pending) take_snapshot();
  touched_ = true;
  // What read it may have ended its session.
  in_use_ = session() != nullptr;
}

}  // namespace retort::orm::detail
