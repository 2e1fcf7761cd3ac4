// expect: retort: a column compares only with values of its own kind

#include "models.h"

using namespace shop;

auto condition() { return items.price == nullptr; }
