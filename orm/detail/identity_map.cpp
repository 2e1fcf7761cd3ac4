// Looking objects up by their key.

#include <functional>

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

}  // namespace

std::size_t IdentityHash::operator()(const Identity& identity) const {
  auto hash = std::hash<const void*>()(identity.mapper);
  for (const auto& value : identity.key) {
    // Boost's hash_combine.
    hash ^= std::visit(HashValue(), value) + 0x9e3779b97f4a7c15U + (hash << 6) + (hash >> 2);
  }
  return hash;
}

Instance* IdentityMap::find(const Identity& identity) const {
  if (identity.mapper->base) return find({&identity.mapper->root(), identity.key});
  const auto found = objects_.find(identity);
  return found == objects_.end() ? nullptr : found->second;
}

void IdentityMap::insert(Instance& instance) {
  objects_[{&instance.mapper.root(), instance.identity}] = &instance;
}

void IdentityMap::erase(const Instance& instance) {
  const auto found = objects_.find({&instance.mapper.root(), instance.identity});
  if (found != objects_.end() && found->second == &instance) objects_.erase(found);
}

}  // namespace retort::orm::detail
