// expect: retort: sum() adds numbers

#include "models.h"

using namespace shop;

auto total() { return sum(orders.customer); }
