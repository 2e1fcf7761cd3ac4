// detail::CollectionBase: what a Collection does, for any entity.

#pragma once

#include <memory>
#include <vector>

#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

class CollectionBase {
 public:
  using Items = std::vector<std::shared_ptr<Instance>>;

  CollectionBase() = default;
  /// As with references, only what a plain entity was given by hand goes with the copy.
  CollectionBase(const CollectionBase& other);
  CollectionBase(CollectionBase&& other) noexcept;
  CollectionBase& operator=(const CollectionBase& other);
  ~CollectionBase();

  /// The objects at the other end, loaded if need be. Inside an instance they do not own what they
  /// point at.
  const Items& items() const;
  std::shared_ptr<Instance> at(std::size_t index) const;
  void add(std::shared_ptr<Instance> child);
  void remove(const Instance* child);

  // For object/links.cpp, which keeps both ends in step.

  /// From now on it belongs to this object. Returns what it was given before.
  Items wire(Instance& owner, const MappedRelationship& relationship);
  bool is_loaded() const { return items_ != nullptr; }
  /// Points at an object without owning it: the store does.
  void remember(Instance& child);
  /// The same for one that is known not to be in it.
  void append(Instance& child);
  void leave_out(const Instance& child);
  void forget() { items_.reset(); }

 private:
  void load() const;

  Instance* owner_ = nullptr;
  const MappedRelationship* relationship_ = nullptr;
  /// Null while not loaded, so that a collection that nobody asks for costs a pointer.
  mutable std::unique_ptr<Items> items_;
};

}  // namespace retort::orm::detail
