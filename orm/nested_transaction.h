// NestedTransaction: a part of a session's transaction that can be undone by itself, a savepoint.
//
//   {
//     auto nested = session.begin_nested();
//     session.add(Artist{.name = "Tool"});   // may fail: there is one of that name
//     nested.commit();
//   }                                        // rolled back where commit() was not reached
//
// It flushes first, so that what came before is not undone with it. A rollback also restores the
// objects: what was added inside is no session's any more, what was removed is back, and what was
// changed is read again when it is next used; all other objects keep what was loaded. After a flush
// inside has failed, rolling back the nested transaction is enough to go on. It ends with what is
// around it; using it then, or when its session is gone, throws SessionError. Movable, not copyable;
// destroying it never throws. For the session's thread.

#pragma once

#include <cstdint>
#include <utility>

#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {
class SessionCore;
}

class NestedTransaction {
 public:
  /// For the library: see Session::begin_nested().
  NestedTransaction(detail::Weak<detail::SessionCore> session, std::uint64_t number)
      : session_(std::move(session)), number_(number) {}
  NestedTransaction(NestedTransaction&& other) noexcept = default;
  NestedTransaction& operator=(NestedTransaction&& other) noexcept;
  ~NestedTransaction();

  /// Flushes, and makes what was done inside a part of what is around it. Ends all that are open
  /// inside of it.
  void commit();
  void rollback();
  /// False after commit and rollback, of itself or of what is around it.
  bool active() const;

 private:
  detail::Shared<detail::SessionCore> session() const;
  void end() noexcept;

  detail::Weak<detail::SessionCore> session_;
  std::uint64_t number_;
};

}  // namespace retort::orm
