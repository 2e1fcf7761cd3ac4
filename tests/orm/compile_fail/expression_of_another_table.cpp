// expect: retort: set() of an object takes expressions about its own table

#include "models.h"

using namespace shop;

void change(Session& session, const Handle<Item>& item) {
  session.set(item, assign(items.price, orders.id + 1));
}
