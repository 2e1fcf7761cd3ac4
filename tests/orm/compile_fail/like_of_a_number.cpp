// expect: retort: like() is for columns that hold text

#include "models.h"

using namespace shop;

auto condition() { return items.price.like("3%"); }
