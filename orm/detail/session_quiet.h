// detail::SessionCore::Quiet: while it lives nothing is flushed by itself, and what is loaded is not the
// program's doing: it is neither counted nor refused.

#pragma once

#include <utility>

#include <retort/orm/detail/session_core.h>

namespace retort::orm::detail {

class SessionCore::Quiet {
 public:
  explicit Quiet(SessionCore& session)
      : session_(session),
        autoflush_(session.set_autoflush(false)),
        quiet_(std::exchange(session.quiet_, true)) {}
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() {
    session_.set_autoflush(autoflush_);
    session_.quiet_ = quiet_;
  }

 private:
  SessionCore& session_;
  bool autoflush_;
  bool quiet_;
};

}  // namespace retort::orm::detail
