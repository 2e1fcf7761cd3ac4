// Looking objects up by their key.

#include <algorithm>
#include <functional>
#include <utility>

#include <retort/orm/detail/identity_map.h>

namespace retort::orm::detail {

namespace {

struct HashValue {
  std::size_t operator()(engine::Null) const { return 0; }
  std::size_t operator()(std::int64_t value) const { return std::hash<std::int64_t>()(value); }
  std::size_t operator()(double value) const { return std::hash<double>()(value); }
  std::size_t operator()(const std::string& value) const { return std::hash<std::string>()(value); }
  std::size_t operator()(const engine::Blob& value) const {
    const auto* bytes = reinterpret_cast<const char*>(value.data());
    return std::hash<std::string_view>()({bytes, value.size()});
  }
};

/// The lower bits choose the place, so that all of them have to depend on all of the value.
std::size_t mixed(std::size_t hash) {
  // The finalizer of MurmurHash3.
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdU;
  return hash ^ (hash >> 33);
}

/// Four numbers that follow each other get places that do, since rows are mostly met in the order of their
/// keys, and a place somewhere in a large table is a line of memory that the processor waits for. With
/// more of them what collides would be whole blocks.
std::size_t hash_of(const Mapper* mapper, std::int64_t number) {
  constexpr std::size_t together = 4;
  const auto unsigned_number = static_cast<std::size_t>(number);
  const auto block = mixed(std::hash<const void*>()(mapper) + unsigned_number / together);
  return block * together + unsigned_number % together;
}

/// The same of a key of one whole number.
std::size_t hash_of(const Mapper* mapper, const KeyValues& key) {
  if (const auto* number = key.number()) return hash_of(mapper, *number);
  auto hash = std::hash<const void*>()(mapper);
  for (const auto& value : key) {
    const auto* number = std::get_if<std::int64_t>(&value);
    hash =
        mixed(hash + (number ? static_cast<std::size_t>(*number) : std::visit(HashValue(), value)));
  }
  return hash;
}

std::size_t hash_of(const Mapper* mapper, const RowKey& key) {
  return key.number() ? hash_of(mapper, *key.number()) : hash_of(mapper, key.values());
}

}  // namespace

std::size_t IdentityHash::operator()(const Identity& identity) const {
  return hash_of(identity.mapper, identity.key);
}

template <class Key>
std::size_t IdentityMap::position_of(std::size_t hash, const Mapper& root, const Key& key) const {
  auto position = hash & (slots_.size() - 1);
  for (;; position = after(position)) {
    const auto& slot = slots_[position];
    if (!slot.instance) return position;
    if (slot.hash == hash && &slot.instance->mapper.root() == &root &&
        slot.instance->identity == key)
      return position;
  }
}

IdentityMap::Found IdentityMap::look_up(const Mapper& mapper, const KeyValues& key) const {
  const auto& root = mapper.root();
  const auto hash = hash_of(&root, key);
  if (size_ == 0) return {nullptr, hash};
  return {slots_[position_of(hash, root, key)].instance, hash};
}

void IdentityMap::insert(Instance& instance) {
  if (size_ * 2 >= slots_.size()) grow();
  const auto& root = instance.mapper.root();
  const auto hash = hash_of(&root, instance.identity);
  auto& slot = slots_[position_of(hash, root, instance.identity)];
  if (!slot.instance) ++size_;
  slot = {hash, &instance};
  met(instance.mapper);
}

void IdentityMap::met(const Mapper& mapper) {
  if (!mappers_.empty() && mappers_.back() == &mapper) return;
  const auto found = std::ranges::find(mappers_, &mapper);
  if (found == mappers_.end())
    mappers_.push_back(&mapper);
  else
    std::swap(*found, mappers_.back());
}

void IdentityMap::insert_new(Instance& instance, std::size_t hash) {
  if (size_ * 2 >= slots_.size()) grow();
  ++size_;
  auto position = hash & (slots_.size() - 1);
  while (slots_[position].instance) position = after(position);
  slots_[position] = {hash, &instance};
  met(instance.mapper);
}

void IdentityMap::grow() {
  const auto before = std::exchange(slots_, Slots(std::max<std::size_t>(16, slots_.size() * 2)));
  for (const auto& slot : before) {
    if (!slot.instance) continue;
    auto position = home_of(slot);
    while (slots_[position].instance) position = after(position);
    slots_[position] = slot;
  }
}

void IdentityMap::erase(const Instance& instance) {
  if (size_ == 0) return;
  const auto& root = instance.mapper.root();
  auto hole = position_of(hash_of(&root, instance.identity), root, instance.identity);
  if (slots_[hole].instance != &instance) return;
  --size_;
  // What lies behind it, and would not be found over the hole, moves into it.
  for (auto next = after(hole); slots_[next].instance; next = after(next)) {
    const auto distance = [&](std::size_t from) { return (next - from) & (slots_.size() - 1); };
    if (distance(home_of(slots_[next])) < distance(hole)) continue;
    slots_[hole] = slots_[next];
    hole = next;
  }
  slots_[hole] = {};
}

}  // namespace retort::orm::detail
