// expect: retort: with_criteria() takes a condition about the table that it is for

#include "models.h"

using namespace shop;

auto cheap(Session& session) {
  return session.query(orders).with_criteria(orders, items.price < 3);
}
