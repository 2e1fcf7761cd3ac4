// expect: retort: in() needs values of the type that the column has

#include <vector>

#include "models.h"

using namespace shop;

auto condition() { return items.price.in(std::vector<std::string>{"three"}); }
