// detail::MovedChildren: objects that the program has had in its hands, by what they refer to.
//
// What a removal loads is completed by what the program has moved there. Without this each load would
// walk through all that was touched, and removing a tree would take a time that grows with the square of
// its size. The lists are made by the first load along a foreign key, and hold for as long as no code of
// the program's can run.

#pragma once

#include <unordered_map>
#include <vector>

#include <retort/orm/detail/identity_map.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

class MovedChildren {
 public:
  using Instances = std::vector<Instance*>;

  bool knows(const MappedRelationship& relationship) const {
    return relationships_.contains(&relationship);
  }
  void set_known(const MappedRelationship& relationship) { relationships_[&relationship]; }
  void add(const MappedRelationship& relationship, Instance& child);
  /// Those that may be the owner's; `key` is what they would refer to.
  Instances of(const MappedRelationship& relationship, const Instance& owner,
               const KeyValues& key) const;

 private:
  struct Children {
    std::unordered_map<Identity, Instances, IdentityHash> by_key{};
    /// Of parents that were said, and are not written into the columns.
    std::unordered_map<const Instance*, Instances> by_parent{};
  };
  std::unordered_map<const MappedRelationship*, Children> relationships_;
};

}  // namespace retort::orm::detail
