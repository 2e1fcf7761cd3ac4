// detail::SessionCore::Reading: while it lives a row is being read, and listeners or types of the
// program's may be called. They may destroy the session, which then ends afterwards; commit(), rollback()
// and close() throw, since they would take away what is being read.

#pragma once

#include <retort/orm/detail/raised.h>
#include <retort/orm/detail/session_core.h>

namespace retort::orm::detail {

class SessionCore::Reading {
 public:
  /// `calls_out`: a type of the program's may be called. Without that, and without listeners, a row
  /// costs no look at who owns the session.
  Reading(SessionCore& session, bool calls_out)
      : kept_(calls_out || session.listeners_.wants_rows() ? session.keep() : nullptr),
        reading_(session.reading_row_) {}

 private:
  // In this order: the flag goes before the session does.
  Shared<SessionCore> kept_;
  Raised reading_;
};

}  // namespace retort::orm::detail
