// detail::ErasedRows: what a flush has deleted, and the objects that ON DELETE of the database has changed
// or deleted with it. They are read again when they are next used.

#pragma once

#include <unordered_set>

#include <retort/orm/detail/identity_map.h>

namespace retort::orm::detail {

class SessionCore;

class ErasedRows {
 public:
  void add(const Instance& instance);
  /// The database has changed other rows with one of them, by a foreign key or a trigger.
  void changed_others() { changed_others_ = true; }
  /// Of objects that refer to one of the rows by a foreign key with an action. Where the database has
  /// changed others, and the session has objects of a model with such a key, it looks at each object, and
  /// once more for each level that a cascade goes down.
  void expire_what_referred(SessionCore& session);

 private:
  /// By the roots of their models.
  std::unordered_set<Identity, IdentityHash> rows_;
  bool changed_others_ = false;
};

}  // namespace retort::orm::detail
