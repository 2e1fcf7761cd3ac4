// Binds the values of an object to a statement. A statement does not copy what is bound to it, so
// stored forms that are made on the spot (a user's own type as text) are kept here until it has
// run.

#pragma once

#include <forward_list>
#include <string>

#include <retort/engine/statement.h>
#include <retort/engine/value.h>

namespace retort::orm::detail {

class Binder {
 public:
  explicit Binder(engine::Statement& statement);
  ~Binder();

  void null(int parameter);
  void value(int parameter, std::int64_t number);
  void value(int parameter, double number);
  /// An lvalue lives in the object; a temporary has to be kept.
  void value(int parameter, const std::string& text);
  void value(int parameter, const engine::Blob& blob);
  void value(int parameter, std::string&& text);
  void value(int parameter, engine::Blob&& blob);
  void value(int parameter, engine::Value&& value);

 private:
  void keep(int parameter, engine::Value value);

  engine::Statement& statement_;
  /// Each stays in its place, since a statement looks at it there.
  std::forward_list<engine::Value> kept_;
};

}  // namespace retort::orm::detail
