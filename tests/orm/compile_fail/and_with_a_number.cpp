// expect: retort: && joins conditions

#include "models.h"

using namespace shop;

auto condition() { return items.price > 3 && items.price; }
