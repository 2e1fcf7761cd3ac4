// detail::IdentityMap: the objects of a session by table and primary key. A row is one object.

#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include <retort/engine/value.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

struct Identity {
  const Mapper* mapper;
  std::vector<engine::Value> key;

  bool operator==(const Identity&) const = default;
};

struct IdentityHash {
  std::size_t operator()(const Identity& identity) const;
};

class IdentityMap {
 public:
  /// Null when it is not there.
  Instance* find(const Identity& identity) const;
  /// Under its `identity`.
  void insert(Instance& instance);
  void erase(const Instance& instance);

  auto begin() const { return objects_.begin(); }
  auto end() const { return objects_.end(); }

 private:
  std::unordered_map<Identity, Instance*, IdentityHash> objects_;
};

}  // namespace retort::orm::detail
