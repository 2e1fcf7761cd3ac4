// detail::ReferenceBase: what a Reference does, for any entity.

#pragma once

#include <retort/orm/shared.h>

namespace retort::orm::detail {

class Instance;
class KeyValues;
struct MappedRelationship;

class ReferenceBase {
 public:
  ReferenceBase() = default;
  /// A copy of an entity is free of the session, and so of its relationships: only what a plain
  /// entity was given by hand goes with the copy.
  ReferenceBase(const ReferenceBase& other);
  ReferenceBase& operator=(const ReferenceBase& other);
  ~ReferenceBase();

  /// The object at the other end, loaded if need be; null for none.
  Shared<Instance> get() const;
  void set(Shared<Instance> target);

  // For object/links.cpp, which keeps both ends in step.

  /// From now on it belongs to this object. Returns what it was given before.
  Shared<Instance> wire(Instance& owner, const MappedRelationship& relationship);
  Instance* remembered() const { return target_.get(); }
  /// Null for that of a plain entity.
  Instance* owner() const { return owner_; }
  /// Points at an object without owning it: the store does.
  void remember(Instance* target);
  /// A row was asked for by this key, and there is none, or none that may be seen.
  void remember_none(KeyValues key);
  bool found_none(const KeyValues& key) const;
  void forget() {
    remember(nullptr);
    raises_ = false;
  }
  /// Loading it is not allowed from now on.
  void raise_on_load() { raises_ = true; }

 private:
  Instance* owner_ = nullptr;
  const MappedRelationship* relationship_ = nullptr;
  Shared<Instance> target_;
  /// Null for none.
  const KeyValues* none_ = nullptr;
  bool raises_ = false;
};

}  // namespace retort::orm::detail
