#include <retort/orm/nested_transaction.h>

#include <exception>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>

namespace retort::orm {

NestedTransaction& NestedTransaction::operator=(NestedTransaction&& other) noexcept {
  if (this == &other) return *this;
  end();
  session_ = std::move(other.session_);
  number_ = other.number_;
  return *this;
}

NestedTransaction::~NestedTransaction() { end(); }

void NestedTransaction::end() noexcept {
  try {
    if (active()) session_.lock()->rollback_nested(number_);
  } catch (const std::exception&) {
    // The transaction around it is lost; its own end says so.
  }
}

detail::Shared<detail::SessionCore> NestedTransaction::session() const {
  auto session = session_.lock();
  if (!session || !session->has_nested(number_))
    throw SessionError(
        "this nested transaction is over: it was ended, or the transaction around it was");
  return session;
}

void NestedTransaction::commit() { session()->commit_nested(number_); }

void NestedTransaction::rollback() { session()->rollback_nested(number_); }

bool NestedTransaction::active() const {
  const auto session = session_.lock();
  return session && session->has_nested(number_);
}

}  // namespace retort::orm
