// Unscoped: a session sees all rows while it lives, those too that models (default_scope()) and the
// session (with_criteria()) leave out.
//
//   {
//     const auto all = session.unscoped();
//     session.delete_from(notes).filter(notes.deleted).execute();
//   }
//
// For the session's thread. Does nothing where the session is gone before it.

#pragma once

#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {
class SessionCore;
}

class [[nodiscard]] Unscoped {
 public:
  /// From Session::unscoped().
  explicit Unscoped(detail::Weak<detail::SessionCore> session);
  Unscoped(const Unscoped&) = delete;
  Unscoped& operator=(const Unscoped&) = delete;
  ~Unscoped();

 private:
  detail::Weak<detail::SessionCore> session_;
  bool before_;
};

}  // namespace retort::orm
