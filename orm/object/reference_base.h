// detail::ReferenceBase: what a Reference does, for any entity.

#pragma once

#include <memory>

#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

class ReferenceBase {
 public:
  ReferenceBase() = default;
  /// A copy of an entity is free of the session, and so of its relationships: only what a plain
  /// entity was given by hand goes with the copy.
  ReferenceBase(const ReferenceBase& other);
  ReferenceBase& operator=(const ReferenceBase& other);

  /// The object at the other end, loaded if need be; null for none.
  std::shared_ptr<Instance> get() const;
  void set(std::shared_ptr<Instance> target);

  // For object/links.cpp, which keeps both ends in step.

  /// From now on it belongs to this object. Returns what it was given before.
  std::shared_ptr<Instance> wire(Instance& owner, const MappedRelationship& relationship);
  Instance* remembered() const { return target_.get(); }
  /// Null for that of a plain entity.
  Instance* owner() const { return owner_; }
  /// Points at an object without owning it: the store does.
  void remember(Instance* target);
  /// A row was asked for by this key, and there is none, or none that may be seen.
  void remember_none(KeyValues key);
  bool found_none(const KeyValues& key) const { return none_ && *none_ == key; }
  void forget() {
    remember(nullptr);
    raises_ = false;
  }
  /// Loading it is not allowed from now on.
  void raise_on_load() { raises_ = true; }

 private:
  Instance* owner_ = nullptr;
  const MappedRelationship* relationship_ = nullptr;
  std::shared_ptr<Instance> target_;
  std::unique_ptr<const KeyValues> none_;
  bool raises_ = false;
};

}  // namespace retort::orm::detail
