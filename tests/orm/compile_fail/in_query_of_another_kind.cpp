// expect: retort: in() needs a query of one column, of the kind that the column has

#include "models.h"

using namespace shop;

auto condition() { return items.order_id.in(select(orders.customer)); }
