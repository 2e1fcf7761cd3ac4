// detail::Journal: what a transaction did to the objects of its session, so that it can be undone in
// memory as the database undoes it: all of it, or back to a savepoint.

#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <retort/orm/detail/identity_map.h>

namespace retort::orm::detail {

class Journal {
 public:
  enum class Kind { inserted, updated, erased, switched };

  void inserted(Instance& instance) { entries_.push_back({Kind::inserted, &instance, {}}); }
  /// `before` is its key when that has changed, else empty.
  void updated(Instance& instance, KeyValues before) {
    auto changed = before.empty() ? nullptr : std::make_unique<KeyValues>(std::move(before));
    entries_.push_back({Kind::updated, &instance, std::move(changed)});
  }
  void erased(Instance& instance) {
    instance.row_deleted = true;
    entries_.push_back({Kind::erased, &instance, {}});
  }
  /// The object has taken over a row, which was another's until then.
  void switched(Instance& instance) { entries_.push_back({Kind::switched, &instance, {}}); }

  std::size_t size() const { return entries_.size(); }
  void clear() { entries_.clear(); }
  void forget(const Instance& instance);
  /// The transaction is given up together with the session's objects.
  void rows_are_back();

  /// Undoes what came after the mark, the latest first: states and keys are those of before, and
  /// what was written expires. Returns the objects that it was about.
  std::vector<Instance*> undo(std::size_t mark, IdentityMap& identities);

 private:
  struct Entry {
    Kind kind;
    Instance* instance;
    /// Null where the key is the same.
    std::unique_ptr<KeyValues> before;
  };
  std::vector<Entry> entries_;
};

}  // namespace retort::orm::detail
