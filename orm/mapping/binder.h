// Binds the values of an object to a statement. A statement does not copy what is bound to it, so
// stored forms that are made on the spot (a user's own type as text) are kept here until it has
// run.

#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/engine/statement.h>
#include <retort/engine/value.h>

namespace retort::orm::detail {

class Binder {
 public:
  explicit Binder(engine::Statement& statement) : statement_(statement) {}

  void null(int parameter) { statement_.bind(parameter, engine::Null{}); }
  void value(int parameter, std::int64_t number) { statement_.bind(parameter, number); }
  void value(int parameter, double number) { statement_.bind(parameter, number); }
  /// An lvalue lives in the object; a temporary has to be kept.
  void value(int parameter, const std::string& text) {
    statement_.bind(parameter, std::string_view(text));
  }
  void value(int parameter, const engine::Blob& blob) {
    statement_.bind(parameter, std::span<const std::byte>(blob));
  }
  void value(int parameter, std::string&& text) { keep(parameter, std::move(text)); }
  void value(int parameter, engine::Blob&& blob) { keep(parameter, std::move(blob)); }
  void value(int parameter, engine::Value&& value) { keep(parameter, std::move(value)); }

 private:
  void keep(int parameter, engine::Value value) {
    kept_.push_back(std::make_unique<engine::Value>(std::move(value)));
    statement_.bind(parameter, *kept_.back());
  }

  engine::Statement& statement_;
  /// Each in its own place, since a statement looks at it there.
  std::vector<std::unique_ptr<engine::Value>> kept_;
};

}  // namespace retort::orm::detail
