// expect: retort: case_of() compares its expression with values of its own kind

#include "models.h"

using namespace shop;

auto size() { return case_of(items.price).when("three", 3).otherwise(0); }
