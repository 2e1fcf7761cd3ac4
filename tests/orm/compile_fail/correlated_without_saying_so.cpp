// expect: retort: the query does not select from the table of this column; join it first

#include "models.h"

using namespace shop;

auto condition() { return exists(select(items).filter(items.order_id == orders.id)); }
