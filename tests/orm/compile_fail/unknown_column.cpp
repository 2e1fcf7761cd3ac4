// expect: has no member named 'colour'

#include "models.h"

using namespace shop;

auto condition() { return items.colour == 3; }
