#include <retort/orm/mapping/binder.h>

#include <span>
#include <string_view>
#include <utility>

namespace retort::orm::detail {

Binder::Binder(engine::Statement& statement) : statement_(statement) {}
Binder::~Binder() = default;

void Binder::null(int parameter) { statement_.bind(parameter, engine::Null{}); }
void Binder::value(int parameter, std::int64_t number) { statement_.bind(parameter, number); }
void Binder::value(int parameter, double number) { statement_.bind(parameter, number); }
void Binder::value(int parameter, const std::string& text) {
  statement_.bind(parameter, std::string_view(text));
}
void Binder::value(int parameter, const engine::Blob& blob) {
  statement_.bind(parameter, std::span<const std::byte>(blob));
}
void Binder::value(int parameter, std::string&& text) { keep(parameter, std::move(text)); }
void Binder::value(int parameter, engine::Blob&& blob) { keep(parameter, std::move(blob)); }
void Binder::value(int parameter, engine::Value&& value) { keep(parameter, std::move(value)); }

void Binder::keep(int parameter, engine::Value value) {
  kept_.push_front(std::move(value));
  statement_.bind(parameter, kept_.front());
}

}  // namespace retort::orm::detail
