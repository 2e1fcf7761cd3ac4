// NoAutoflush: queries of a session do not flush while it lives.
//
//   {
//     const auto quiet = session.no_autoflush();
//     album->artist = session.query(artists).filter(...).one();   // the album is not complete yet
//   }
//
// For the session's thread. Does nothing where the session is gone before it.

#pragma once

#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {
class SessionCore;
}

class [[nodiscard]] NoAutoflush {
 public:
  /// From Session::no_autoflush().
  explicit NoAutoflush(detail::Weak<detail::SessionCore> session);
  NoAutoflush(const NoAutoflush&) = delete;
  NoAutoflush& operator=(const NoAutoflush&) = delete;
  ~NoAutoflush();

 private:
  detail::Weak<detail::SessionCore> session_;
  bool before_;
};

}  // namespace retort::orm
