// expect: retort: a parameter takes values of its own kind

#include "models.h"

using namespace shop;

constexpr param<"price", int> price;

auto rows(const Session& session) {
  return session.query(items).filter(items.price > price).bind(price = "three").all();
}
