// detail::SessionCore::Quiet: while it lives nothing is flushed by itself, and what is loaded is not the
// program's doing: it is neither counted nor refused. `moves_nothing`: nor does what is done give any
// object another parent.

#pragma once

#include <memory>
#include <utility>

#include <retort/orm/detail/moved_children.h>
#include <retort/orm/detail/session_core.h>

namespace retort::orm::detail {

class SessionCore::Quiet {
 public:
  explicit Quiet(SessionCore& session, bool moves_nothing = false)
      : session_(session),
        autoflush_(session.set_autoflush(false)),
        quiet_(std::exchange(session.quiet_, true)),
        moved_(std::exchange(session.moved_,
                             moves_nothing ? std::make_unique<MovedChildren>() : nullptr)) {}
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() {
    session_.set_autoflush(autoflush_);
    session_.quiet_ = quiet_;
    session_.moved_ = std::move(moved_);
  }

 private:
  SessionCore& session_;
  bool autoflush_;
  bool quiet_;
  std::unique_ptr<MovedChildren> moved_;
};

}  // namespace retort::orm::detail
