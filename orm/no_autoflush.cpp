#include <retort/orm/no_autoflush.h>

#include <retort/orm/detail/session_core.h>

namespace retort::orm {

NoAutoflush::NoAutoflush(detail::Weak<detail::SessionCore> session)
    : session_(std::move(session)), before_(session_.lock()->set_autoflush(false)) {}

NoAutoflush::~NoAutoflush() {
  if (const auto session = session_.lock()) session->set_autoflush(before_);
}

}  // namespace retort::orm
