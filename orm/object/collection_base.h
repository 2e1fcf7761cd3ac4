// detail::CollectionBase: what a Collection does, for any entity.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <retort/engine/value.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

class Instance;
struct MappedRelationship;

class CollectionBase {
 public:
  using Items = std::vector<Shared<Instance>>;

  CollectionBase() = default;
  /// As with references, only what a plain entity was given by hand goes with the copy.
  CollectionBase(const CollectionBase& other);
  CollectionBase(CollectionBase&& other) noexcept;
  CollectionBase& operator=(const CollectionBase& other);
  ~CollectionBase();

  /// The objects at the other end, loaded if need be. Inside an instance they do not own what they
  /// point at.
  const Items& items() const;
  Shared<Instance> at(std::size_t index) const;
  void add(Shared<Instance> child);
  void remove(const Instance* child);
  bool contains(const Instance* child) const;
  /// Puts one that is in it at that place, and numbers the others.
  void place(const Instance* child, std::size_t index);
  /// Gives each from that one on its place, where the relationship has a column for it; all of them
  /// where those before are not in step.
  void number_from(std::size_t first) const;
  /// For HasOne: the only one or null; another in its place.
  Shared<Instance> only() const;
  void set_only(Shared<Instance> child);

  /// Null for that of a plain entity.
  Instance* owner() const { return owner_; }
  const MappedRelationship* relationship() const { return relationship_; }

  // For object/links.cpp, which keeps both ends in step.

  /// From now on it belongs to this object. Returns what it was given before.
  Items wire(Instance& owner, const MappedRelationship& relationship);
  bool is_loaded() const { return items_ != nullptr; }
  /// Points at an object without owning it: the store does.
  void remember(Instance& child);
  /// The same for one that is known not to be in it.
  void append(Instance& child);
  /// Returns its place; of one that is not in it the end.
  std::size_t leave_out(const Instance& child);
  void forget();
  /// Loading it is not allowed from now on.
  void raise_on_load() { raises_ = true; }
  /// Nothing is there to be loaded.
  void set_loaded();

 private:
  struct Members;

  void load() const;
  Items& made_items() const;
  bool is_item(const Instance& child) const;
  bool has_place(std::size_t index) const;
  void clear_items() const;
  Items::const_iterator position_of(const Instance* child) const;

  Instance* owner_ = nullptr;
  const MappedRelationship* relationship_ = nullptr;
  /// Null while not loaded, so that a collection that nobody asks for costs a pointer.
  mutable Items* items_ = nullptr;
  /// The same, where many were asked for that may be in it; null elsewhere.
  mutable Members* members_ = nullptr;
  bool raises_ = false;
  /// The store has it among those that were filled.
  mutable bool listed_ = false;

  friend class ObjectStore;
};

}  // namespace retort::orm::detail
