// detail::ObjectStore: the owner of the objects of a session. Every handle to one of them shares in
// the ownership of all of them, so that objects may point at each other without owning each other:
// there are no cycles to leak and nothing to dangle.

#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/mapping/stored_row.h>
#include <retort/orm/object/arena.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/pool.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

class CollectionBase;

/// Owns an object.
struct InstancePtr : std::unique_ptr<Instance, DeleteInstance> {
  using unique_ptr::unique_ptr;
};

/// Without a session, `child` was taken from `owner`, at this end; or is the row of a link that was cut,
/// with neither.
struct TakenOut {
  Instance* child;
  Instance* owner = nullptr;
  const MappedRelationship* end = nullptr;
};

class ObjectStore {
 public:
  static Shared<ObjectStore> make();

  /// Takes the object in and tells its relationships whose they are.
  Instance& adopt(InstancePtr instance);

  /// A pointer that keeps the store alive.
  Shared<Instance> share(Instance& instance);

  /// Takes over all objects of another store, whose handles stay valid.
  void merge(ObjectStore& other);

  /// Null when the session is gone.
  SessionCore* session() const { return session_; }
  void set_session(SessionCore* session) { session_ = session; }

  const std::vector<InstancePtr>& instances() const { return instances_; }
  /// Where its objects lie.
  Arena& arena() { return arena_; }
  /// Where what sessions remember of them lies.
  Pool& pool() { return pool_; }

  /// A collection of one of its objects has got its items, or begins to.
  void list_filled(const CollectionBase& collection);
  /// Those that refer to rows of the model or of one of its hierarchy forget their items.
  void forget_collections_of(const Mapper& mapper);

  /// Where stored forms are made, one use at a time.
  StoredRow& scratch() { return scratch_; }

  /// For the session that one of the two is added to: the other end alone does not tell.
  void remember(const TakenOut& taken) { taken_out_.push_back(taken); }
  /// What the object was part of; forgotten by that.
  std::vector<TakenOut> taken_out_with(const Instance& instance);

 private:
  Arena arena_;
  Pool pool_{arena_};
  std::vector<InstancePtr> instances_;
  std::vector<TakenOut> taken_out_;
  /// Once each, also where they have forgotten their items since.
  std::vector<const CollectionBase*> filled_;
  SessionCore* session_ = nullptr;
  StoredRow scratch_;
  /// Its own counts.
  SharedBlock* block_ = nullptr;
  /// Where the objects of a merged store went: handles made before keep it alive through this one.
  Shared<ObjectStore> merged_into_;
};

}  // namespace retort::orm::detail
