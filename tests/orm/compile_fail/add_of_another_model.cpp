// expect: retort: this relationship refers to another model than the handle does

#include "models.h"

using namespace shop;

void add(const Handle<Order>& order, const Handle<Order>& other) { order->items.add(other); }
