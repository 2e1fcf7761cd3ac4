// detail::KeyIndex: where in a collection the objects lie by the value of a column (keyed_by).
//
// Members of objects change without telling anybody, so that what it says is looked at before it is
// believed: it is never wrong, and what changed costs a walk through the collection. It is part of
// its collection, and made by the first look-up.

#pragma once

#include <string_view>

#include <retort/engine/value.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

class CollectionBase;
class Instance;

class KeyIndex {
 public:
  KeyIndex() = default;
  /// That of a copied entity is about another collection.
  KeyIndex(const KeyIndex&) {}
  KeyIndex& operator=(const KeyIndex&) { return *this; }
  ~KeyIndex();

  /// One whose column has the value, the first unless some were changed to it meanwhile; null for
  /// none, which takes a walk through the collection.
  Shared<Instance> find(const CollectionBase& collection, std::string_view column,
                        const engine::Value& value);
  /// One whose column has the child's value.
  Shared<Instance> same(const CollectionBase& collection, std::string_view column,
                        const Instance* child);

 private:
  struct Places;
  Places* places_ = nullptr;
};

}  // namespace retort::orm::detail
