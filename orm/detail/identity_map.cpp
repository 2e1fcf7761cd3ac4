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

/// So many numbers that follow each other get places that do, since rows are mostly met in the order of their
/// keys, and a place somewhere in a large table is a line of memory that the processor waits for. With
/// more of them what collides would be larger blocks.
constexpr std::size_t together = 8;

std::size_t hash_of(const Mapper* mapper, std::int64_t number) {
  const auto unsigned_number = static_cast<std::size_t>(number);
  const auto block = mixed(std::hash<const void*>()(mapper) + unsigned_number / together);
  return block * together + unsigned_number % together;
}

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

/// All of it that the map keeps.
std::uint32_t kept(std::size_t hash) {
  const auto kept = static_cast<std::uint32_t>(hash);
  return kept == 0 ? 1 : kept;
}

}  // namespace

std::size_t IdentityHash::operator()(const Identity& identity) const {
  return hash_of(identity.mapper, identity.key);
}

template <class Key>
std::size_t IdentityMap::position_of(Hash hash, const Mapper& root, const Key& key) const {
  auto position = home_of(hash);
  for (;; position = after(position)) {
    if (hashes_[position] == 0) return position;
    if (hashes_[position] != hash) continue;
    const auto& instance = *instances_[position];
    if (&instance.mapper.root() == &root && instance.identity == key) return position;
  }
}

void IdentityMap::put(std::size_t position, Hash hash, Instance* instance) {
  hashes_[position] = hash;
  instances_[position] = instance;
}

void IdentityMap::put_new(Hash hash, Instance* instance) {
  auto position = home_of(hash);
  while (hashes_[position] != 0) position = after(position);
  put(position, hash, instance);
}

void IdentityMap::fetch_next(const Mapper& root, std::int64_t number) const {
  const auto next = static_cast<std::size_t>(number) + together;
  if (next % together != 0) return;
  __builtin_prefetch(&hashes_[home_of(kept(hash_of(&root, static_cast<std::int64_t>(next))))]);
}

IdentityMap::Found IdentityMap::look_up(const Mapper& mapper, const KeyValues& key) const {
  const auto& root = mapper.root();
  const auto hash = kept(hash_of(&root, key));
  if (size_ == 0) return {nullptr, hash};
  if (const auto* number = key.number()) fetch_next(root, *number);
  const auto position = position_of(hash, root, key);
  return {hashes_[position] == 0 ? nullptr : instances_[position], hash};
}

void IdentityMap::insert(Instance& instance) {
  if (size_ * 2 >= hashes_.size()) grow();
  const auto& root = instance.mapper.root();
  const auto hash = kept(hash_of(&root, instance.identity));
  const auto position = position_of(hash, root, instance.identity);
  if (hashes_[position] == 0) ++size_;
  put(position, hash, &instance);
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

void IdentityMap::insert_new(Instance& instance, Hash hash) {
  if (size_ * 2 >= hashes_.size()) grow();
  ++size_;
  put_new(hash, &instance);
  met(instance.mapper);
}

void IdentityMap::grow() {
  const auto size = std::max<std::size_t>(16, hashes_.size() * 2);
  decltype(hashes_) hashes(size);
  decltype(instances_) instances(size);
  hashes.swap(hashes_);
  instances.swap(instances_);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (hashes[i] != 0) put_new(hashes[i], instances[i]);
  }
}

void IdentityMap::erase(const Instance& instance) {
  if (size_ == 0) return;
  const auto& root = instance.mapper.root();
  auto hole = position_of(kept(hash_of(&root, instance.identity)), root, instance.identity);
  if (instances_[hole] != &instance) return;
  --size_;
  // What lies behind it, and would not be found over the hole, moves into it.
  for (auto next = after(hole); hashes_[next] != 0; next = after(next)) {
    const auto distance = [&](std::size_t from) { return (next - from) & (hashes_.size() - 1); };
    if (distance(home_of(hashes_[next])) < distance(hole)) continue;
    put(hole, hashes_[next], instances_[next]);
    hole = next;
  }
  put(hole, 0, nullptr);
}

}  // namespace retort::orm::detail
