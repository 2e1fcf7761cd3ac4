#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

namespace retort::orm {

namespace detail {

void throw_empty_handle() {
  throw SessionError("an empty handle was used; it refers to no object");
}

}  // namespace detail

Session::Session(const engine::Engine& engine, SessionOptions options)
    : core_(std::make_shared<detail::SessionCore>(engine, options)) {}

void Session::add(detail::Instance& instance) { core_->add(instance); }

void Session::remove(detail::Instance& instance) { core_->remove(instance); }

void Session::expunge(detail::Instance& instance) { core_->expunge(instance); }

void Session::refresh(detail::Instance& instance) { core_->refresh(instance); }

bool Session::knows(const detail::Instance& instance) const {
  return instance.session() == core_.get();
}

std::shared_ptr<detail::Instance> Session::find(const detail::Mapper& mapper,
                                                std::vector<engine::Value> key) {
  auto* instance = core_->get(mapper, std::move(key));
  return instance ? instance->store().share(*instance) : nullptr;
}

void Session::flush() { core_->flush(); }

void Session::commit() { core_->commit(); }

void Session::rollback() { core_->rollback(); }

void Session::close() { core_->close(); }

}  // namespace retort::orm
