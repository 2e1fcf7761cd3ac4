#include <retort/orm/unscoped.h>

#include <retort/orm/detail/session_core.h>

namespace retort::orm {

Unscoped::Unscoped(detail::Weak<detail::SessionCore> session)
    : session_(std::move(session)), before_(session_.lock()->set_unscoped(true)) {}

Unscoped::~Unscoped() {
  if (const auto session = session_.lock()) session->set_unscoped(before_);
}

}  // namespace retort::orm
