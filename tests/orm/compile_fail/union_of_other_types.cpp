// expect: retort: the queries of a union (intersect, except) select the same types

#include "models.h"

using namespace shop;

auto query() { return select(orders.customer).union_all(select(items.price)); }
