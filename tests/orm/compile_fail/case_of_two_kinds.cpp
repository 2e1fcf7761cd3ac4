// expect: retort: the values of a CASE are of one kind

#include "models.h"

using namespace shop;

auto size() { return when(items.price > 3, "high").otherwise(0); }
